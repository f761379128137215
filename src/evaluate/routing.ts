import type { AnalysisResult, Item } from '#incidents';
import { NEVER_UNEXPECTED } from '#judge';
import type { Directory } from '#jurisdiction';
import { Analyser } from '../analysis/analyser.js';
import { readItem } from '../analysis/item-line.js';
import { UsageError } from '../command.js';
import { readRows, stringOf } from '../lines.js';

/** What a case expects; null or absent is not compared (interfaces.md, "A routing case"). */
export interface Expected {
  firstResponsible?: string[] | null;
  respondents?: string[] | null;
  coordinators?: string[][] | null;
  eventLevel?: string | null;
  opinionLevel?: string | null;
  deadlines?: string[] | null;
  rules?: string[] | null;
  flags?: string[] | null;
}

export interface RoutingCase {
  id: string;
  item: Item;
  expect: Expected;
}

export const PARTS = [
  'firstResponsible',
  'respondents',
  'coordinators',
  'levels',
  'deadlines',
  'flags',
] as const;
type Part = (typeof PARTS)[number];
export type RoutingScores = { n: number } & Record<Part | 'all', number>;

/** Runs each case by itself through the analyser and counts the parts that are right; what is wrong goes to `miss`. */
export async function evaluateRouting(
  file: string,
  directory: Directory,
  miss: (line: string) => void,
): Promise<RoutingScores> {
  const cases = (await readRows(file)).map((row, i) => readCase(row, `${file}: row ${i + 1}`));
  const right = Object.fromEntries([...PARTS, 'all'].map((part) => [part, 0])) as Record<
    Part | 'all',
    number
  >;
  for (const one of cases) {
    const result = new Analyser(directory, { window: 1 }).analyse(one.item);
    const wrong = wrongParts(result, one.expect);
    for (const part of PARTS) if (!wrong.has(part)) right[part]++;
    if (wrong.size === 0) right.all++;
    for (const [part, { expected, found }] of wrong)
      miss(`${one.id} ${part}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
    if (wrong.size > 0)
      miss(
        `${one.id} rules: expected ${JSON.stringify(one.expect.rules ?? null)}, found ${JSON.stringify(result.routing.rules)}`,
      );
  }
  const shares = Object.fromEntries(
    Object.entries(right).map(([part, count]) => [part, count / cases.length]),
  ) as Record<Part | 'all', number>;
  return { n: cases.length, ...shares };
}

/** The parts of a result that differ from what the case expects. */
export function wrongParts(
  result: AnalysisResult,
  expect: Expected,
): Map<Part, { expected: unknown; found: unknown }> {
  const { routing } = result;
  const wrong = new Map<Part, { expected: unknown; found: unknown }>();
  const compare = (part: Part, expected: unknown, found: unknown, same: boolean) => {
    if (!same) wrong.set(part, { expected, found });
  };
  const lists: [Part, string[] | null | undefined, string[]][] = [
    ['firstResponsible', expect.firstResponsible, routing.firstResponsible],
    ['respondents', expect.respondents, routing.respondents],
    [
      'coordinators',
      expect.coordinators?.map(([lead, other]) => `${lead} 会同 ${other ?? ''}`),
      routing.coordinators.map(({ lead, with: other }) => `${lead} 会同 ${other ?? ''}`),
    ],
    ['deadlines', expect.deadlines, result.deadlines.map(({ id }) => id)],
  ];
  for (const [part, expected, found] of lists)
    compare(part, expected, found, !expected || sameSet(expected, found));
  const levels = [expect.eventLevel ?? result.eventLevel, expect.opinionLevel ?? result.opinionLevel];
  const foundLevels = [result.eventLevel, result.opinionLevel];
  compare('levels', levels, foundLevels, levels.join() === foundLevels.join());
  compare('flags', expect.flags, routing.flags, !expect.flags || flagsRight(expect.flags, routing.flags));
  return wrong;
}

const flagsRight = (expected: readonly string[], found: readonly string[]): boolean =>
  expected.every((flag) => found.includes(flag)) &&
  found.every((flag) => expected.includes(flag) || !NEVER_UNEXPECTED.has(flag));

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && [...left].every((one) => right.has(one));
}

function readCase(row: Record<string, unknown>, where: string): RoutingCase {
  const id = stringOf(row['id']) || where;
  const reading = readItem(row['item']);
  if (!reading.ok) throw new UsageError(`${where}: item: ${reading.reason}`);
  if (row['expect'] === null || typeof row['expect'] !== 'object')
    throw new UsageError(`${where}: has no expect`);
  return { id, item: reading.item, expect: row['expect'] };
}

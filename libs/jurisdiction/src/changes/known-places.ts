import { createHash } from 'node:crypto';
import type { PLACE_TYPES } from '../schema/directory.js';
import type { Place } from '../schema/profile.js';
import type { GivenEdit } from './check-edits.js';

type PlaceType = (typeof PLACE_TYPES)[number];

/** Columns of the form, in their order; a file may have them in any order and leave out those that are not required. */
export const PLACE_COLUMNS = {
  name: '名称',
  type: '是什么',
  parent: '所属乡镇（街道）',
  aliases: '别名',
  notWords: '排除用词',
  common: '常见名称',
  basis: '依据',
} as const;
type Column = keyof typeof PLACE_COLUMNS;
const REQUIRED: readonly Column[] = ['name', 'type', 'basis'];

/** What a known place is, as the form writes it. */
export const PLACE_TYPE_WORDS: Record<PlaceType, string> = {
  school: '学校',
  hospital: '医院',
  mine: '矿山',
  company: '企业',
  road: '道路',
  compound: '小区',
  market: '市场',
  station: '车站、出入口',
  park: '公园、广场',
  reservoir: '水库',
  river: '河流',
  bridge: '桥梁',
  scenic: '景区、古迹',
  venue: '场馆、大厅',
  other: '其他',
};

export interface PlaceProblem {
  /** Row of the sheet, the first is 1; 0: the file as a whole. */
  row: number;
  /** Head of the column; empty where it is about the row. */
  column: string;
  message: string;
}

/** What a file of known places would do to the directory; nothing is stored. */
export interface PlacePlan {
  edits: (GivenEdit & { key: string; name: string; before: Record<string, unknown> | null })[];
  /** Names that stand there just so. */
  unchanged: string[];
  problems: PlaceProblem[];
}

/** An entry of the directory as it stands. */
export interface StandingPlace {
  place: Place;
  body: Record<string, unknown>;
  revision: number;
}

/** Rows in which the head is looked for; notes may stand above it. */
const HEAD_WITHIN = 10;

/**
 * Known places of a sheet as edits: a name that is there already is replaced, any other is new. What cannot be used is told
 * with its row and column, and the others go on.
 * @param rows cells as text, as they stand in the sheet
 * @param standing every place of the directory
 */
export function planKnownPlaces(rows: readonly string[][], standing: readonly StandingPlace[]): PlacePlan {
  const plan: PlacePlan = { edits: [], unchanged: [], problems: [] };
  const at = rows.slice(0, HEAD_WITHIN).findIndex((cells) => cells.some((cell) => columnOf(cell) === 'name'));
  if (at < 0) {
    const message = `没有找到表头，请用模板填写，表头应有“${PLACE_COLUMNS.name}”一列。`;
    return { ...plan, problems: [{ row: 0, column: '', message }] };
  }
  const head = (rows[at] ?? []).map(columnOf);
  const missing = REQUIRED.filter((column) => !head.includes(column));
  if (missing.length > 0) {
    const message = `缺少“${missing.map((column) => PLACE_COLUMNS[column]).join('”“')}”一列，请用模板填写。`;
    return { ...plan, problems: [{ row: at + 1, column: '', message }] };
  }
  const seen = new Map<string, number>();
  for (const [index, cells] of rows.entries()) {
    if (index <= at || cells.every((cell) => cell.trim() === '')) continue;
    const values = valuesOf(cells, head);
    const row = index + 1;
    const first = seen.get(values.name);
    const problems = [
      ...problemsOf(values, standing).map((one) => ({ ...one, row })),
      ...(first ? [problemIn('name', `与第 ${first} 行重复，请只留一行。`, row)] : []),
    ];
    if (problems.length > 0) plan.problems.push(...problems);
    else take(plan, values, standing);
    if (values.name) seen.set(values.name, first ?? row);
  }
  if (plan.edits.length + plan.unchanged.length + plan.problems.length === 0)
    plan.problems.push({ row: 0, column: '', message: '表中没有填写任何地点。' });
  return plan;
}

type Values = Record<Column, string>;

const tidy = (cell: string): string => cell.normalize('NFKC').replace(/[\s*]/g, '');
const HEADS = new Map(Object.entries(PLACE_COLUMNS).map(([column, word]) => [tidy(word), column as Column]));
const columnOf = (cell: string): Column | null => HEADS.get(tidy(cell)) ?? null;

function valuesOf(cells: readonly string[], head: readonly (Column | null)[]): Values {
  const values: Values = { name: '', type: '', parent: '', aliases: '', notWords: '', common: '', basis: '' };
  head.forEach((column, index) => {
    if (column) values[column] = (cells[index] ?? '').trim();
  });
  return values;
}

const problemIn = (column: Column, message: string, row = 0): PlaceProblem => ({
  row,
  column: PLACE_COLUMNS[column],
  message,
});
const LONGEST = 60;
const YES = new Set(['是', '有', '√', '1']);
const NO = new Set(['', '否', '无', '0']);

function problemsOf(values: Values, standing: readonly StandingPlace[]): PlaceProblem[] {
  const { name, type, parent, common, basis } = values;
  const found: PlaceProblem[] = [];
  if (!name) found.push(problemIn('name', '请填写名称。'));
  if (name.length > LONGEST) found.push(problemIn('name', `名称过长，最多 ${LONGEST} 个字。`));
  if (!typeOf(type))
    found.push(
      problemIn('type', `“${type}”不在可选的范围内，请填：${Object.values(PLACE_TYPE_WORDS).join('；')}。`),
    );
  if (parent && !townshipOf(parent, standing))
    found.push(
      problemIn('parent', `没有乡镇（街道）“${parent}”，请填名录中的名称；跨几个乡镇或没有定的留空。`),
    );
  if (!YES.has(common) && !NO.has(common)) found.push(problemIn('common', '请填“是”或留空。'));
  if (!basis) found.push(problemIn('basis', '请填写依据，如文件、主管部门名单或核实情况。'));
  const other = standing.find(({ place }) => place.name === name && place.kind !== 'known');
  if (other) found.push(problemIn('name', `名录中已有同名的乡镇、村或开发区，不作为知名地点导入。`));
  return found;
}

const typeOf = (word: string): PlaceType | undefined =>
  (Object.keys(PLACE_TYPE_WORDS) as PlaceType[]).find((type) =>
    [type, ...PLACE_TYPE_WORDS[type].split('、'), PLACE_TYPE_WORDS[type]].includes(word),
  );

const townshipOf = (word: string, standing: readonly StandingPlace[]): Place | undefined =>
  standing.find(
    ({ place }) =>
      (place.kind === 'township' || place.kind === 'zone') &&
      !place.validTo &&
      (place.name === word || place.code === word || place.aliases.includes(word)),
  )?.place;

const list = (cell: string): string[] => [...new Set(cell.split(/[、，,；;\s]+/).filter(Boolean))];

/** Parts the form has; those it leaves blank stay as they are. */
function bodyOf(values: Values, standing: readonly StandingPlace[], before: Record<string, unknown>) {
  const given = {
    name: values.name,
    kind: 'known',
    type: typeOf(values.type),
    basis: values.basis,
    ...(values.parent && { parent: townshipOf(values.parent, standing)?.code }),
    ...(values.aliases && { aliases: list(values.aliases).filter((alias) => alias !== values.name) }),
    ...(values.notWords && { notWords: list(values.notWords) }),
    ...(YES.has(values.common) && { common: true }),
  };
  return { ...before, ...given };
}

function take(plan: PlacePlan, values: Values, standing: readonly StandingPlace[]): void {
  const old = standing.find(({ place }) => place.kind === 'known' && place.name === values.name);
  const code = old?.place.code ?? codeFor(values.name);
  const body = bodyOf(values, standing, old?.body ?? { code, aliases: [] });
  if (old && same(old.body, body)) return void plan.unchanged.push(values.name);
  plan.edits.push({
    kind: 'places',
    key: code,
    name: values.name,
    body,
    before: old?.body ?? null,
    expectedRevision: old?.revision ?? null,
  });
}

const same = (a: Record<string, unknown>, b: Record<string, unknown>): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (part) => JSON.stringify(a[part]) === JSON.stringify(b[part]),
  );

/** By the name, so that a second file with the same place is about the same entry, also while the first one waits. */
const codeFor = (name: string): string =>
  `known-${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;

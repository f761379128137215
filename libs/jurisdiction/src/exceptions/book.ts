import type { RoutingException } from '../schema/profile.js';
import { compileCondition, type Condition, type ConditionFailure } from './compile.js';
import { fewest, keyOf } from './literals.js';
import { DECLARED, type MatterView } from './variables.js';

/** What rows ask of the directory they belong to. */
export interface ExceptionNames {
  topic(no: number): { name: string } | undefined;
  /** A name of a unit or township, those it had before and those that succeeded it. */
  succession(name: string): readonly string[];
}

export interface Applied {
  applies: boolean;
  /** Names in the row that hold no longer: the matter was found by the present one. */
  outdated: { name: string; today: string }[];
}

/** One row, compiled. */
export interface CompiledException {
  row: RoutingException;
  condition: Condition | ConditionFailure;
  /** @throws Error when the condition does not compile or fails on this matter */
  on(matter: MatterView): Applied;
}

type NameList = 'units' | 'places' | 'respondents' | 'firstResponsible' | 'assisting';
const NAME_LISTS: ReadonlySet<string> = new Set(
  DECLARED.flatMap(({ name, domain }) => (domain === 'units' || domain === 'places' ? [name] : [])),
);

/** Compiles one row: its own lists of topics, units and places (of each that names something, one must be in the matter) and its condition. */
export function compileException(row: RoutingException, names: ExceptionNames): CompiledException {
  const condition = compileCondition(row.when);
  const limits = limitsOf(row, names);
  const literals = condition.ok ? condition.literals : [];
  const named = [
    ...limits.flatMap(({ variable, values }) => values.map((value) => ({ variable, value }))),
    ...literals,
  ];
  return {
    row,
    condition,
    on(matter) {
      const { view, outdated } = withFormerNames(matter, named, names);
      const within = limits.every(({ variable, values }) =>
        values.some((one) => view[variable].includes(one)),
      );
      if (!within) return { applies: false, outdated: [] };
      if (!condition.ok) throw new Error(condition.message);
      const applies = condition.holds(view);
      return { applies, outdated: applies ? outdated : [] };
    },
  };
}

function limitsOf({ topics, units, places }: RoutingException, names: ExceptionNames) {
  const limits = [
    { variable: 'topics' as const, values: topics.map((no) => names.topic(no)?.name ?? String(no)) },
    { variable: 'units' as const, values: units },
    { variable: 'places' as const, values: places },
  ];
  return limits.filter(({ values }) => values.length > 0);
}

/** A row that names a unit or township by another of its names finds it still: the name is added where today's stands. */
function withFormerNames(
  matter: MatterView,
  named: readonly { variable: string; value: string }[],
  names: ExceptionNames,
): { view: MatterView; outdated: Applied['outdated'] } {
  let view = matter;
  const outdated: Applied['outdated'] = [];
  for (const { variable, value } of named) {
    if (!NAME_LISTS.has(variable)) continue;
    const list = view[variable as NameList];
    const today = list.includes(value)
      ? undefined
      : names.succession(value).find((name) => list.includes(name));
    if (today === undefined) continue;
    view = { ...view, [variable]: [...list, value] };
    if (!outdated.some(({ name }) => name === value)) outdated.push({ name: value, today });
  }
  return { view, outdated };
}

/**
 * The exceptions of one directory in their order, compiled once and found by what a matter holds: a row about other topics,
 * units or places is not even looked at.
 */
export class ExceptionBook {
  private readonly rows: CompiledException[];
  private readonly byKey = new Map<string, number[]>();
  /** Rows no key can be told of. */
  private readonly always: number[] = [];

  constructor(rows: readonly RoutingException[], names: ExceptionNames) {
    this.rows = rows
      .filter(({ enabled }) => enabled)
      .toSorted((a, b) => a.order - b.order)
      .map((row) => compileException(row, names));
    for (const [index, compiled] of this.rows.entries()) {
      const keys = keysOf(compiled, names);
      if (keys === null) this.always.push(index);
      else for (const key of new Set(keys)) this.file(key, index);
    }
  }

  get size(): number {
    return this.rows.length;
  }

  /** Rows that can apply to the matter, in order. */
  candidates(matter: MatterView): CompiledException[] {
    const found = new Set(this.always);
    for (const key of keysIn(matter)) for (const index of this.byKey.get(key) ?? []) found.add(index);
    return [...found].sort((a, b) => a - b).flatMap((index) => this.rows[index] ?? []);
  }

  private file(key: string, index: number): void {
    const filed = this.byKey.get(key);
    if (filed) filed.push(index);
    else this.byKey.set(key, [index]);
  }
}

function keysOf({ row, condition }: CompiledException, names: ExceptionNames): string[] | null {
  const limits = limitsOf(row, names).map(({ variable, values }) =>
    values.map((value) => keyOf(variable, value)),
  );
  const keys = fewest([...limits, condition.ok ? condition.needs : null]);
  return keys && keys.flatMap((key) => withSuccession(key, names));
}

function withSuccession(key: string, names: ExceptionNames): string[] {
  const at = key.indexOf('=');
  const variable = key.slice(0, at);
  const value = key.slice(at + 1);
  if (!NAME_LISTS.has(variable)) return [key];
  return [value, ...names.succession(value)].map((name) => keyOf(variable, name));
}

/** Every value of the matter as a key. */
function* keysIn(matter: MatterView): Iterable<string> {
  for (const { name } of DECLARED) {
    const value = matter[name];
    if (typeof value === 'string') yield keyOf(name, value);
    else if (typeof value === 'object') for (const one of value) yield keyOf(name, one);
  }
}

import type { RoutingException } from '../schema/profile.js';
import { compileCondition, type Condition, type ConditionFailure } from './compile.js';
import { fewest, type Key } from './literals.js';
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
  /** Of each variable that some row needs, the rows by the value they need. */
  private readonly index = new Map<keyof MatterView, Map<string, number[]>>();
  /** Rows no key can be told of. */
  private readonly always: number[] = [];

  constructor(rows: readonly RoutingException[], names: ExceptionNames) {
    this.rows = rows
      .filter(({ enabled }) => enabled)
      .toSorted((a, b) => a.order - b.order)
      .map((row) => compileException(row, names));
    for (const [at, compiled] of this.rows.entries()) {
      const keys = keysOf(compiled, names);
      if (keys === null) this.always.push(at);
      else for (const key of keys) this.file(key, at);
    }
  }

  get size(): number {
    return this.rows.length;
  }

  /** Rows that can apply to the matter, in order. */
  candidates(matter: MatterView): CompiledException[] {
    const found = new Set(this.always);
    for (const [variable, rows] of this.index)
      for (const value of valuesOf(matter[variable])) for (const at of rows.get(value) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).flatMap((at) => this.rows[at] ?? []);
  }

  private file({ variable, value }: Key, at: number): void {
    const rows = this.index.get(variable as keyof MatterView) ?? new Map<string, number[]>();
    this.index.set(variable as keyof MatterView, rows);
    const filed = rows.get(value);
    if (!filed) rows.set(value, [at]);
    else if (filed.at(-1) !== at) filed.push(at);
  }
}

function keysOf({ row, condition }: CompiledException, names: ExceptionNames): Key[] | null {
  const limits = limitsOf(row, names).map(({ variable, values }) =>
    values.map((value): Key => ({ variable, value })),
  );
  const keys = fewest([...limits, condition.ok ? condition.needs : null]);
  return keys && keys.flatMap((key) => withSuccession(key, names));
}

function withSuccession({ variable, value }: Key, names: ExceptionNames): Key[] {
  if (!NAME_LISTS.has(variable)) return [{ variable, value }];
  return [value, ...names.succession(value)].map((name) => ({ variable, value: name }));
}

function valuesOf(value: MatterView[keyof MatterView]): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' ? value : [];
}

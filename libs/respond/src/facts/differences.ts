import type { FactKind } from '../entities/fact.entity.js';
import { sameValue, type Naming } from './normal.js';

/** A row of the table as it stands. */
export interface FactState {
  id: string;
  kind: FactKind;
  label: string;
  proposed: string | null;
  /** The latest of each department that still answers. */
  statements: readonly { unit: string; value: string; seq: bigint }[];
  ruling: { value: string; knew: bigint } | null;
}

/** Why a row blocks: two say different things, or somebody has not said anything. */
export interface FactDifference {
  factId: string;
  label: string;
  why: 'differ' | 'unconfirmed';
  says: { unit: string; value: string }[];
  /** Departments that have not confirmed. */
  missing: string[];
}

/**
 * What still blocks a row. After a ruling nothing does until a department says something else than was decided.
 * @param respondents departments that answer now; fewer than two have nothing to agree on
 */
export function differenceOf(
  fact: FactState,
  respondents: readonly string[],
  naming: Naming,
): FactDifference | null {
  if (respondents.length < 2) return null;
  const said = fact.statements.filter(({ unit }) => respondents.includes(unit));
  const { ruling, kind } = fact;
  const same = (a: string, b: string): boolean => sameValue(kind, a, b, naming);
  const says = said.map(({ unit, value }) => ({ unit, value }));
  const row = { factId: fact.id, label: fact.label, says };
  if (ruling) {
    const against = said.some(({ seq, value }) => seq > ruling.knew && !same(value, ruling.value));
    return against ? { ...row, why: 'differ', missing: [] } : null;
  }
  const missing = respondents.filter((unit) => !said.some((one) => one.unit === unit));
  if (said.some(({ value }) => said.some((other) => !same(value, other.value))))
    return { ...row, why: 'differ', missing };
  return missing.length > 0 ? { ...row, why: 'unconfirmed', missing } : null;
}

/** What stands: as it was decided, else as all who said something say it; null while they differ or nobody did. */
export function valueInForce(fact: FactState, respondents: readonly string[], naming: Naming): string | null {
  const open = differenceOf(fact, respondents, naming);
  if (open?.why === 'differ') return null;
  if (fact.ruling) return fact.ruling.value;
  return fact.statements.find(({ unit }) => respondents.includes(unit))?.value ?? null;
}

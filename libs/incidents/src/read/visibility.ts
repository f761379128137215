import { mayDo, type Principal } from '#access';

/** A piece of SQL with its values; `$n` are numbered from `values`. */
export class Conditions {
  private readonly parts: string[] = [];

  /** @param values shared with the statement this is a part of */
  constructor(readonly values: unknown[] = []) {}

  /** Adds a value and gives its place: `$3`. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(part: string): this {
    this.parts.push(`(${part})`);
    return this;
  }

  get sql(): string {
    return this.parts.length > 0 ? this.parts.join(' and ') : 'true';
  }
}

/**
 * Limits `incident` rows to those the caller may know of; used by every list, count, search, stream and single view.
 * A restricted matter (RT-05) is for those with the right only, and so is what the rules have not looked at yet: it may
 * turn out to be one. A recused unit sees nothing of it in any role; units see what they have a duty in.
 */
export function addVisibility(conditions: Conditions, principal: Principal, alias = 'incident'): Conditions {
  conditions.add(`${alias}.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  if (!mayDo(principal, 'incidents.read')) return conditions.add('false');
  if (!mayDo(principal, 'incidents.restricted'))
    conditions
      .add(`not ${alias}.restricted`)
      .add(`not (${alias}.state = 'judged' and ${alias}.routing is null and ${alias}.needs_routing)`);
  if (principal.unit !== null)
    conditions.add(`not (${conditions.value(principal.unit)} = any(${alias}.recused))`);
  if (!mayDo(principal, 'incidents.all'))
    conditions.add(
      `exists (select 1 from assignment own where own.incident_id = ${alias}.id
         and own.unit = ${conditions.value(principal.unit)} and own.state <> 'withdrawn')`,
    );
  return conditions;
}

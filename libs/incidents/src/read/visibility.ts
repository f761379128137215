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
 * turn out to be one. Recused units and persons see nothing of it in any role; units see what they have a duty in; the
 * discipline inspection sees the reports that go to it, whoever they are about but itself (decision 15).
 */
export function addVisibility(conditions: Conditions, principal: Principal, alias = 'incident'): Conditions {
  conditions.add(`${alias}.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  if (!mayDo(principal, 'incidents.read')) return conditions.add('false');
  if (!mayDo(principal, 'incidents.all')) conditions.add(ownOrReported(conditions, principal, alias));
  else if (!mayDo(principal, 'incidents.restricted'))
    conditions.add(`not ${alias}.restricted`).add(`not ${unrouted(alias)}`);
  // Whom a report is about is known once it is routed, moments later.
  else conditions.add(`not (${unrouted(alias)} and 'misconduct_report' = any(${alias}.flags))`);
  return addRecusal(conditions, principal, alias);
}

/**
 * For whoever does one thing for a matter without a duty in it (publishes a text, keeps a promise): that thing may be known
 * of, the matter not. The caller adds whose thing it is.
 */
export function addTaskVisibility(
  conditions: Conditions,
  principal: Principal,
  alias = 'incident',
): Conditions {
  conditions.add(`${alias}.jurisdiction_id = ${conditions.value(principal.jurisdictionId)}`);
  if (!mayDo(principal, 'incidents.read')) return conditions.add('false');
  conditions.add(`not ${alias}.restricted`).add(`not ${unrouted(alias)}`);
  return addRecusal(conditions, principal, alias);
}

const unrouted = (alias: string): string =>
  `(${alias}.state = 'judged' and ${alias}.routing is null and ${alias}.needs_routing)`;

/** A unit's people: what their unit has a duty in, is asked to sign a text of, is to report back on (领导批示), rules on (the leader who decides a second refusal) or supervises (whoever issues the order); the discipline inspection: reports on public servants. */
function ownOrReported(conditions: Conditions, principal: Principal, alias: string): string {
  const units = `${conditions.value([...principal.units])}::text[]`;
  return `(not ${alias}.restricted and not ${unrouted(alias)}
    and (exists (select 1 from assignment own where own.incident_id = ${alias}.id
        and own.unit = any(${units}) and own.state <> 'withdrawn')
      or exists (select 1 from response_ask asked where asked.incident_id = ${alias}.id and asked.unit = any(${units}))
      or exists (select 1 from instruction_task tasked join instruction given on given.id = tasked.instruction_id
        where tasked.incident_id = ${alias}.id and tasked.unit = any(${units}) and given.state <> 'withdrawn')
      or exists (select 1 from refusal ruled where ruled.incident_id = ${alias}.id and ruled.ruler = any(${units}))
      or exists (select 1 from supervision_part part join supervision sheet on sheet.id = part.supervision_id
        where part.incident_id = ${alias}.id and sheet.issuer = any(${units}))))
    or (${alias}.restricted and not ${alias}.needs_routing and 'misconduct_report' = any(${alias}.flags)
      and (select city.body #>> '{roles,discipline}' from directory_entry city
        where city.jurisdiction_id = ${alias}.jurisdiction_id and city.kind = 'jurisdiction' and city.replaced_at is null) = any(${units}))`;
}

/**
 * Nothing about one's own unit, oneself, or a unit one is or was in charge of (分管) on any day since the matter was
 * published; versions of the portfolio that have been replaced since count too, and a unit counts under every name.
 */
function addRecusal(conditions: Conditions, principal: Principal, alias: string): Conditions {
  // Whatever either is called today: `units` holds all names of the caller's unit.
  if (principal.units.length > 0)
    conditions.add(`not (${conditions.value([...principal.units])}::text[] && ${alias}.recused)`);
  if (principal.accountId === null) return conditions;
  const account = `${conditions.value(principal.accountId)}::uuid`;
  conditions.add(`not (${account} = any(${alias}.recused_accounts))`);
  conditions.add(`not (cardinality(${alias}.recused_contacts) > 0 and exists (select 1 from account me
    where me.id = ${account} and me.contact_id = any(${alias}.recused_contacts)))`);
  const charge = `exists (select 1 from post_holder held where ${inCharge('held', alias)}
    and (held.account_id = ${account}
      or held.contact_id = (select me.contact_id from account me where me.id = ${account})))`;
  return conditions.add(`not (cardinality(${alias}.recused) > 0 and ${charge})`);
}

/** SQL: the row of `post_holder` stands for somebody in charge of a recused unit since the matter was published. */
export function inCharge(held: string, incident: string): string {
  const since = `coalesce(least(${incident}.published_at, ${incident}.discovered_at), ${incident}.discovered_at)`;
  return `(${held}.jurisdiction_id = ${incident}.jurisdiction_id and (${held}.until is null or ${held}.until >= ${since})
    and exists (select 1 from directory_entry post
      where post.jurisdiction_id = ${incident}.jurisdiction_id and post.kind = 'portfolios' and post.key = ${held}.portfolio
        and (post.replaced_at is null or post.replaced_at >= ${since})
        and coalesce((post.body ->> 'validTo')::date >= (${since} at time zone 'Asia/Shanghai')::date, true)
        and jsonb_exists_any(post.body -> 'units', unit_names(${incident}.jurisdiction_id, ${incident}.recused))))`;
}

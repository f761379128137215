import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { answeringRoles } from '#incidents';
import { Conditions, type IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { addResponseVisibility, maySign, seatsOf, type SeatPlan, type Standing } from '#respond/service';
import { actorOf } from '../http/current.js';
import { speaksFor } from './coordinates.js';

/** What says whether a text waits for somebody. */
export interface TextStand {
  state: string;
  plan: readonly SeatPlan[];
  /** Seats of it without a signature. */
  open: readonly SeatPlan[];
  roles: Standing['roles'];
  /** Out or on its way out before it was signed. */
  emergency: boolean;
  wrote: boolean;
  signed: boolean;
  /** Departments that answer in it and have not agreed. */
  missing: readonly string[];
}

export interface Asked {
  /** A seat of theirs is open, whether or not they may take it. */
  open: boolean;
  sign: boolean;
  agreeFor: string[];
}

/** Signatures are awaited: before it goes out, or after where it could not wait. */
export const awaitsSeats = ({ state, open, emergency }: TextStand): boolean =>
  state === 'in_approval' ||
  (open.length > 0 && (state === 'approved' || (state === 'published' && emergency)));

/** What a text asks of somebody. Pure. */
export function askedOf(caller: Principal, stand: TextStand): Asked {
  const { state, plan, open, roles, wrote, signed, missing } = stand;
  const theirs = plan.filter((seat) => maySign(caller, seat, roles));
  const free = awaitsSeats(stand) && theirs.some(({ seat }) => open.some((one) => one.seat === seat));
  return {
    open: free,
    sign: free && !wrote && !signed,
    agreeFor: state === 'aligning' ? missing.filter((unit) => speaksFor(caller, unit)) : [],
  };
}

/** Texts on their way out, and those that went out before they were signed; of what the caller may know of. */
export function underWay(caller: Principal): Conditions {
  const where = addResponseVisibility(new Conditions(), caller);
  return where.add(`response.state in ('aligning', 'in_approval', 'approved')
    or exists (select 1 from approval late where late.response_id = response.id
      and late.decision = 'emergency' and late.settled_at is null and late.voided_at is null)`);
}

type Row = Pick<IncidentRow, 'opinionLevel' | 'opinionConfirmed' | 'eventLevel' | 'recused'> & {
  id: string;
  state: string;
  unit: string;
  wrote: boolean;
  signed: boolean;
  emergency: boolean;
  seats: string[];
  missing: string[];
};

/**
 * Ids of the texts that wait for the caller's word or signature, oldest first: one statement, however many are under way.
 * `ApprovalReader.one` says the same of one text.
 */
export async function waitingFor(manager: EntityManager, caller: Principal): Promise<string[]> {
  if (!mayDo(caller, 'responses.approve') && !mayDo(caller, 'responses.draft')) return [];
  const where = underWay(caller);
  const me = where.value(actorOf(caller));
  const account = `${where.value(caller.accountId)}::uuid`;
  const answering = `${where.value([...answeringRoles])}::text[]`;
  const rows: Row[] = await manager.query(
    `select response.id, response.state, response.unit, incident.opinion_level as "opinionLevel",
       incident.opinion_confirmed as "opinionConfirmed", incident.event_level as "eventLevel", incident.recused,
       ${me} in (response.created_by, coalesce(response.submitted_by, '')) or exists (select 1 from response_version wrote
         where wrote.response_id = response.id and wrote.by = ${me}) as wrote,
       coalesce(given.signed, false) as signed, coalesce(given.emergency, false) as emergency,
       coalesce(given.seats, '{}') as seats, array(select name from unnest(response.units) as answers(name)
         where exists (select 1 from assignment own where own.incident_id = incident.id and own.unit = name
           and own.state <> 'withdrawn' and own.roles && ${answering})
         and not exists (select 1 from response_agreement said where said.response_id = response.id
           and said.number = response.latest and said.unit = name and said.agrees and said.voided_at is null)) as missing
     from response join incident on incident.id = response.incident_id
     join response_version latest on latest.response_id = response.id and latest.number = response.latest
     left join lateral (select bool_or(one.signer_id = ${account}) as signed, bool_or(one.decision = 'emergency') as emergency,
         array_agg(one.seat) filter (where one.decision = 'agreed') as seats
       from approval one where one.response_id = response.id and one.number = response.latest
         and one.voided_at is null and one.denied_at is null and one.decision in ('agreed', 'emergency')) given on true
     where ${where.sql} order by response.submitted_at`,
    where.values,
  );
  const { roles } = (await readDirectory(manager, caller.jurisdictionId)).profile.jurisdiction;
  return rows.filter((row) => waits(caller, row, roles)).map(({ id }) => id);
}

function waits(caller: Principal, row: Row, roles: Standing['roles']): boolean {
  const plan = seatsOf(row, row.unit, roles);
  const open = plan.filter(({ seat }) => !row.seats.includes(seat));
  const { sign, agreeFor } = askedOf(caller, { ...row, plan, open, roles });
  return sign || agreeFor.length > 0;
}

import type { EntityManager } from 'typeorm';
import { parseDuration, type Timeline } from '#clock';
import type { Directory } from '#jurisdiction';
import { LevelSettlementRow } from '../entities/settlement.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { workingOpinionLevel } from '../levels.js';
import { OVER, sqlStates } from '../life.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { lockIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { officeFor } from './stand-in.js';

const AT_ONCE = 100;
/** The time people have to judge and grade (研判定级), by level. */
const RULE = 'DL-05';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From the third time on the leader of the office hears too. */
const LEADER_FROM = 3;

/**
 * Suspected event levels that nobody has settled: office and publicity are asked at once, again after the time of DL-05, then
 * after twice that and so on, a day at most; from the third time on the leader of the office too. A suspicion somebody called
 * untrue waits for the second person and is asked like any other. Safe to run twice: each is taken off in the transaction
 * that tells.
 * @returns incidents of which something is to be told; the caller wakes `escalate` for them
 */
export async function settlesDue(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
  directories: DirectoryReader,
): Promise<string[]> {
  const due: { id: string; jurisdictionId: string }[] = await manager.query(
    `select id, jurisdiction_id as "jurisdictionId" from incident
     where provisional and rehearsal = $2 and not historic and (settle_ask_at is null or settle_ask_at <= $1)
       and state not in (${sqlStates([...OVER, 'set_aside'])})
     order by settle_ask_at nulls first, id limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const told: string[] = [];
  for (const one of due) {
    const directory = await directories(manager, one.jurisdictionId);
    if (await manager.transaction((inner) => askOne(inner, one.id, now, directory))) told.push(one.id);
  }
  return told;
}

async function askOne(manager: EntityManager, id: string, now: Date, directory: Directory): Promise<boolean> {
  const incident = await lockIncident(manager, id);
  if (!incident?.provisional || (incident.settleAskAt && incident.settleAskAt > now)) return false;
  const act: Act = { manager, actor: 'system', at: now };
  const looked = incident.settleAsked > 0 && incident.settleAskAt === null;
  const asked = looked ? incident.settleAsked - 1 : incident.settleAsked;
  const next = new Date(now.getTime() + pauseAfter(incident, asked, directory));
  // Somebody has just said that it cannot be told yet: the pause first.
  if (!looked) await ask(act, incident, asked + 1, directory);
  // Only these: the row is not news to anybody who is looking at it.
  await manager.query('update incident set settle_ask_at = $2, settle_asked = $3 where id = $1', [
    id,
    next,
    looked ? 1 : asked + 1,
  ]);
  return !looked;
}

async function ask(act: Act, incident: IncidentRow, round: number, directory: Directory): Promise<void> {
  const waiting = await act.manager.existsBy(LevelSettlementRow, {
    incidentId: incident.id,
    state: 'waiting',
  });
  const { publicity } = directory.rolesOn(act.at);
  const office = incident.restricted ? null : officeFor(directory, incident.recused);
  const tell = (unit: string, audience: string) =>
    announce(act, incident, {
      eventKey: `${incident.id}:settle:${act.at.getTime()}:${unit}:${audience}`,
      unit,
      audience,
      template: 'level_to_settle',
      data: { round, second: waiting },
    });
  if (office) await tell(office, 'office');
  if (!incident.recused.includes(publicity) && publicity !== office) await tell(publicity, 'office');
  if (office && round >= LEADER_FROM) await tell(office, 'office_leader');
  await note(act, incident, 'level.settle_asked', { round });
}

function pauseAfter(incident: IncidentRow, asked: number, { profile }: Directory): number {
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const rule = profile.deadlines.find(({ id }) => id === RULE);
  const limit = rule?.byLevel?.[level] ?? rule?.limit;
  return Math.min(DAY, (limit ? parseDuration(limit) : HOUR) * 2 ** Math.min(asked, 10));
}

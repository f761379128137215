import { In, IsNull } from 'typeorm';
import { DeadlineRow, EscalationRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { DecisionRow } from '../entities/log.entity.js';
import { LevelSettlementRow } from '../entities/settlement.entity.js';
import { nextStep } from '../ladder/stamped.js';
import { compareEventLevels, compareOpinionLevels, type OpinionLevel } from '../levels.js';
import { isOver } from '../life.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { stopEscalations } from './escalations.js';
import { flagsOf } from './flags.js';
import { keepLevelDecision, setLevel } from './level.js';

/**
 * Ruled out: 5 h and 24 h fall away with the emergency, what was missed stays missed, and the 48 h that have run beside them
 * since discovery bind again; internal times are not made longer.
 * @throws RefusedAction `incident_closed`, `level_moved`
 */
export async function isUntrue(act: Act, incident: IncidentRow, row: LevelSettlementRow): Promise<void> {
  if (isOver(incident.state)) throw new RefusedAction('incident_closed');
  if (incident.eventLevel !== row.suspected) throw new RefusedAction('level_moved');
  row.state = 'standing';
  const { judgement } = incident;
  if (judgement)
    incident.judgement = {
      ...judgement,
      ruledOut: row.suspected,
      ...(judgement.opinionBeside && { opinionBase: judgement.opinionBeside }),
    };
  setEvent(incident, { eventLevel: row.eventLevel, provisional: false });
  if (compareOpinionLevels(row.opinionLevel, incident.opinionLevel) < 0) {
    await keepLevelDecision(act, incident, row.opinionLevel, row.reason);
    setLevel(incident, row.opinionLevel);
  }
  if (row.eventLevel !== 'I' && row.eventLevel !== 'II') await dropEmergencyClocks(act, incident);
  await note(act, incident, 'level.settled', saidOf(row));
}

/**
 * The second person did not agree after all (补签不同意): the suspicion stands again with the stricter clocks, where they would
 * be; what has risen above it since stays. Put on the row that the caller saves.
 * @returns whether anything was left to take back
 */
export async function undoUntrue(act: Act, incident: IncidentRow, id: string): Promise<boolean> {
  const row = await act.manager.findOneBy(LevelSettlementRow, { id });
  if (row?.state !== 'standing' || row.verdict !== 'untrue' || isOver(incident.state)) return false;
  await act.manager.update(LevelSettlementRow, { id }, { state: 'undone' });
  if (incident.judgement) {
    const { ruledOut: _, ...judgement } = incident.judgement;
    incident.judgement = judgement;
  }
  const from = incident.eventLevel;
  if (compareEventLevels(from, row.suspected) < 0) {
    setEvent(incident, { eventLevel: row.suspected, provisional: true });
    await note(act, incident, 'level.raised', { axis: 'event', from, to: row.suspected });
  }
  await levelBack(act, incident, row);
  await emergencyClocksBack(act, incident);
  return true;
}

export function setEvent(
  incident: IncidentRow,
  event: Pick<IncidentRow, 'eventLevel' | 'provisional'>,
): void {
  Object.assign(incident, event, { settleAskAt: null, settleAsked: 0, needsRouting: !incident.historic });
  if (incident.judgement) incident.judgement = { ...incident.judgement, ...event };
  incident.flags = flagsOf(incident);
}

export const saidOf = (row: LevelSettlementRow) => ({
  settlementId: row.id,
  verdict: row.verdict,
  from: row.suspected,
  to: row.eventLevel,
  reason: row.reason,
});

/** The opinion level that fell with it. */
async function levelBack(act: Act, incident: IncidentRow, row: LevelSettlementRow): Promise<void> {
  const decided = await act.manager.findOne(DecisionRow, {
    where: { incidentId: incident.id, kind: 'level', at: row.decidedAt ?? row.at },
  });
  const previous = decided?.previous as { opinionLevel: OpinionLevel; confirmed: boolean } | null | undefined;
  if (!previous || compareOpinionLevels(previous.opinionLevel, incident.opinionLevel) <= 0) return;
  const from = incident.opinionLevel;
  await keepLevelDecision(act, incident, previous.opinionLevel, '补签人不同意核定为不属实');
  setLevel(incident, previous.opinionLevel, previous.confirmed);
  await note(act, incident, 'level.raised', { from, to: previous.opinionLevel });
}

const EMERGENCY = ['DL-01', 'DL-02'];

async function dropEmergencyClocks(act: Act, incident: IncidentRow): Promise<void> {
  const rows = await act.manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    rule: In([...EMERGENCY, 'DL-03']),
    round: incident.round,
  });
  const grave = rows.filter(({ rule, state }) => rule !== 'DL-03' && state === 'open');
  for (const row of grave) {
    await act.manager.update(DeadlineRow, { id: row.id }, { state: 'superseded' });
    await note(act, incident, 'deadline.superseded', { rule: row.rule, origin: row.origin });
  }
  await stopEscalations(
    act,
    grave.map(({ id }) => id),
    'withdrawn',
  );
  const general = rows.find(({ rule, state }) => rule === 'DL-03' && state === 'superseded');
  if (!general || general.settledAt) return;
  await reopen(act, incident, general);
}

/** Due when they were due: time that has passed meanwhile is not given back. */
async function emergencyClocksBack(act: Act, incident: IncidentRow): Promise<void> {
  const rows = await act.manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    rule: In(EMERGENCY),
    round: incident.round,
    state: 'superseded',
    settledAt: IsNull(),
  });
  for (const row of rows) await reopen(act, incident, row);
  const climbs = await act.manager.findBy(EscalationRow, {
    subjectId: In(rows.map(({ id }) => id)),
    stopReason: 'withdrawn',
  });
  for (const climb of climbs) {
    const nextDueAt = nextStep(climb)?.at ?? null;
    await act.manager.update(
      EscalationRow,
      { id: climb.id },
      { stoppedAt: null, stopReason: null, nextDueAt },
    );
  }
}

async function reopen(act: Act, incident: IncidentRow, row: DeadlineRow): Promise<void> {
  await act.manager.update(DeadlineRow, { id: row.id }, { state: 'open' });
  const { rule, origin, dueAt } = row;
  await note(act, incident, 'deadline.set', { rule, origin, dueAt: dueAt.toISOString() });
}

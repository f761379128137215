import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import type { IncidentRow } from '../entities/incident.entity.js';
import { RoundRow, type RoundReason } from '../entities/round.entity.js';
import { compareEventLevels, compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import { nextIncidentState, isAnswered, isOver } from '../life.js';
import { newRound, type LaterItem } from '../rounds.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { dropAfterwards } from './closing-times.js';
import { followDuties, standingDuties } from './duties.js';
import { RefusedAction } from './errors.js';
import { flareOf } from './flares.js';
import { lockVersion, saveIncident } from './lock.js';
import type { DeadlinePolicy, DirectoryReader, Rules } from './ports.js';
import { setStatutoryDeadlines } from './statutory-times.js';
import { reopenDuties } from './duty-stages.js';

/** What makes a turn of a matter. */
interface Opening {
  reason: RoundReason;
  /** Discovery of what made it one. */
  since: Date;
  itemIds: string[];
  note?: string;
}

/** The answer closes the present turn; the first has no row before. */
export async function answerRound(
  act: Act,
  incident: IncidentRow,
  answer: { at: Date; url: string | null },
): Promise<void> {
  const { eventLevel } = incident;
  const opinionLevel = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const which = { incidentId: incident.id, number: incident.round };
  const known = await act.manager.findOneBy(RoundRow, which);
  const settled = { answeredAt: answer.at, answerUrl: answer.url, eventLevel, opinionLevel };
  if (!known)
    await act.manager.insert(RoundRow, {
      ...which,
      ...settled,
      openedAt: incident.roundAt ?? incident.discoveredAt,
    });
  else if (!known.answeredAt) await act.manager.update(RoundRow, { id: known.id }, settled);
}

/** Whether a turn that began after an answer still waits for its own. */
export const awaitsAnswer = (incident: IncidentRow): boolean =>
  incident.round > 1 && !isAnswered(incident.state) && !isOver(incident.state);

/**
 * Looks whether what has come in since the answer makes a new turn (回应后又有新情况): enough independent items, or a graver
 * level. Copies of what was answered, and what stands where the answer stands, make none; but where even they rise beyond
 * what was to be expected (`flareUp`), the worry has not gone down.
 * @returns whether one was opened
 */
export async function considerRound(act: Act, incident: IncidentRow, rules: Rules): Promise<boolean> {
  if (!isAnswered(incident.state)) return false;
  const last = await act.manager.findOneBy(RoundRow, { incidentId: incident.id, number: incident.round });
  if (!last?.answeredAt) return false;
  const items = await itemsSince(act, incident, last.answeredAt);
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const raised =
    compareEventLevels(incident.eventLevel, last.eventLevel ?? incident.eventLevel) > 0 ||
    compareOpinionLevels(level, last.opinionLevel ?? level) > 0;
  const { items: needed, hours } = rules.directory.profile.clocks.rounds;
  const found = newRound(items, { answerUrl: last.answerUrl, needed, hours });
  const flare = raised || found ? null : await flareOf(act.manager, incident, last, act.at);
  if (!raised && !found && !flare) return false;
  const since = found?.since ?? flare?.latest ?? items.at(-1)?.discoveredAt ?? act.at;
  await openRound(
    act,
    incident,
    {
      reason: raised ? 'level_raised' : flare ? 'flare_up' : 'new_items',
      since: since < act.at ? since : act.at,
      itemIds: found?.itemIds ?? flare?.itemIds ?? items.map((item) => item.id),
    },
    rules,
  );
  return true;
}

/** Texts that repeat none, said and found after the answer; oldest first. */
function itemsSince(act: Act, incident: IncidentRow, answeredAt: Date): Promise<LaterItem[]> {
  return act.manager.query(
    `select item.id, item.url, item.discovered_at as "discoveredAt"
     from incident_item link join item on item.id = link.item_id
     where link.incident_id = $1 and link.duplicate_of is null and item.discovered_at > $2
       and coalesce(item.published_at, item.discovered_at) > $2
     order by item.discovered_at, item.id`,
    [incident.id, answeredAt],
  );
}

/** A new turn: the matter is under way again with a clock of its own, and who answers hears of it. */
async function openRound(act: Act, incident: IncidentRow, opening: Opening, rules: Rules): Promise<RoundRow> {
  incident.round += 1;
  incident.roundAt = opening.since;
  incident.state = nextIncidentState(incident.state, 'reopen');
  const row = act.manager.create(RoundRow, {
    id: randomUUID(),
    incidentId: incident.id,
    number: incident.round,
    openedAt: opening.since,
    reason: opening.reason,
    openedBy: opening.reason === 'person' ? act.actor.replace(/^account:/, '') : null,
    note: opening.note ?? null,
    itemIds: opening.itemIds,
    answeredAt: null,
    answerUrl: null,
  });
  await act.manager.insert(RoundRow, row);
  await note(act, incident, 'round.opened', {
    round: row.number,
    reason: row.reason,
    items: row.itemIds.length,
    ...(row.note && { note: row.note }),
  });
  await dropAfterwards(act, incident);
  await setStatutoryDeadlines(act, incident, rules);
  await reopenDuties(act, incident);
  await tellRespondents(act, incident, row);
  await followDuties(act, incident);
  return row;
}

async function tellRespondents(act: Act, incident: IncidentRow, round: RoundRow): Promise<void> {
  const duties = await standingDuties(act, incident.id);
  for (const duty of duties.filter(({ roles }) => roles.some((role) => ANSWERING.includes(role))))
    await announce(act, incident, {
      eventKey: `${round.id}:${duty.id}:round`,
      unit: duty.unit,
      audience: 'liaison_and_handler',
      template: 'round_opened',
      assignmentId: duty.id,
      data: { round: round.number, items: round.itemIds.length },
    });
}

const ANSWERING: readonly string[] = ['respondent', 'pool_owner'];

/** What a person does about rounds. */
export class RoundActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * Opens a new turn of an answered matter at once, from this moment.
   * @param actor `account:<login>`
   * @throws RefusedAction `reason_missing`, `not_answered`; StaleError
   */
  async open(incidentId: string, asked: { version: number; note: string }, actor: string): Promise<RoundRow> {
    if (!asked.note.trim()) throw new RefusedAction('reason_missing');
    const round = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, asked.version);
      if (!isAnswered(incident.state)) throw new RefusedAction('not_answered');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const directory = await this.directories(manager, incident.jurisdictionId);
      const last = await manager.findOneBy(RoundRow, { incidentId, number: incident.round });
      const items = last?.answeredAt ? await itemsSince(act, incident, last.answeredAt) : [];
      const itemIds = items.map((item) => item.id);
      const opening: Opening = { reason: 'person', since: act.at, itemIds, note: asked.note.trim() };
      const opened = await openRound(act, incident, opening, { directory, policy: this.policy });
      await saveIncident(manager, incident, act.at);
      return opened;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return round;
  }
}

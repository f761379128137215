import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { ContactRow } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { seal } from '#secrets';
import type { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { HandOnRow } from '../entities/link.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction } from './errors.js';
import { enterGuest, type Guest } from './guests.js';
import { tellPerson } from './tell-person.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { lockDuty } from './refusals.js';
import { officeFor } from './stand-in.js';

/** Longer chains are nobody's duty any more. */
export const MOST_HAND_ONS = 5;

export interface HandingOn {
  /** Whose link it is: a contact of the unit. */
  from: string;
  /** A colleague of the roster, or somebody it does not know. */
  to: { contactId: string } | Guest;
  /** Masked. */
  note: string;
}

/** Those that stand: neither declined nor taken back. */
export const standing = (rows: readonly HandOnRow[]): HandOnRow[] =>
  rows.filter(({ state }) => state === 'told' || state === 'to_register');

/** What of a row says who has the duty now. */
export type HandedOn = Pick<HandOnRow, 'state' | 'fromContactId' | 'toContactId'>;

/**
 * To whom somebody has handed a duty on: the last one that stands, unless it has come back since. One that waits for
 * the office to enter a name has not gone yet. Pure.
 * @param rows of one duty, oldest first
 */
export function handedOnBy<Row extends HandedOn>(rows: readonly Row[], contactId: string): Row | null {
  const told = rows.filter(({ state }) => state === 'told');
  const away = told.findLastIndex((row) => row.fromContactId === contactId);
  const back = told.findLastIndex((row) => row.toContactId === contactId);
  return away > back ? (told[away] ?? null) : null;
}

/**
 * Who has the duty now of those it was handed on to: the ends of the chains that stand. Pure.
 * @param rows of one duty, oldest first
 */
export function holdersNow(rows: readonly HandedOn[]): string[] {
  const receivers = rows.flatMap(({ state, toContactId }) => (state === 'told' && toContactId) || []);
  return [...new Set(receivers)].filter((id) => !handedOnBy(rows, id));
}

/** 转交: a duty goes to a colleague of the same unit; the unit's duty, its clocks and its ladder stay as they are. */
export class HandOnActions {
  /** @param key of the roster */
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly key: Buffer,
  ) {}

  /**
   * @param actor `link:<unit>`
   * @throws RefusedAction `handed_on`, `hand_on_limit`, `hand_on_same`, `unknown_person` and those of `lockDuty`
   */
  async handOn(assignmentId: string, given: HandingOn, actor: string): Promise<HandOnRow> {
    const row = await this.source.transaction(async (manager) => {
      const { duty, incident } = await lockDuty(manager, assignmentId);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const before = await handOnsOf(manager, assignmentId);
      if (handedOnBy(before, given.from)) throw new RefusedAction('handed_on');
      if (standing(before).length >= MOST_HAND_ONS) throw new RefusedAction('hand_on_limit');
      const from = await this.contactOf(manager, duty, given.from);
      const to = 'contactId' in given.to ? await this.contactOf(manager, duty, given.to.contactId) : null;
      if (to?.id === from.id) throw new RefusedAction('hand_on_same');
      const made = await this.write(act, incident, duty, { given, from, to, turn: before.length + 1 });
      await saveIncident(manager, incident, act.at);
      return made;
    });
    await this.wake(row);
    return row;
  }

  /**
   * Whoever handed it on does it after all; the link of the colleague stays good for looking and signing.
   * @throws RefusedAction `hand_on_settled` when it did not stand any more
   */
  async takeBack(assignmentId: string, contactId: string, actor: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { duty, incident } = await lockDuty(manager, assignmentId);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const rows = await handOnsOf(manager, assignmentId);
      const waiting = rows.find((row) => row.state === 'to_register' && row.fromContactId === contactId);
      const row = handedOnBy(rows, contactId) ?? waiting;
      if (!row) throw new RefusedAction('hand_on_settled');
      Object.assign(row, { state: 'taken_back', settledAt: act.at, settledBy: actor });
      await manager.save(HandOnRow, row);
      await note(act, incident, 'duty.taken_back', { handOnId: row.id, unit: duty.unit, as: row.fromRole });
      await saveIncident(manager, incident, act.at);
    });
  }

  /**
   * The office enters whom the roster does not know, who is then sent a link; or it does not, and whoever wanted to hand
   * on is told.
   * @throws RefusedAction `not_found`, `hand_on_settled`, `recused_person` and those of `lockDuty`
   */
  async settle(id: string, decision: { approve: boolean; note: string }, actor: string): Promise<HandOnRow> {
    if (!decision.approve && !decision.note.trim()) throw new RefusedAction('reason_missing');
    const settled = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(HandOnRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      const row = incident && (await manager.findOneBy(HandOnRow, { id }));
      if (!incident || !row) throw new RefusedAction('not_found');
      if (row.state !== 'to_register' || !row.personSealed) throw new RefusedAction('hand_on_settled');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const { duty } = await lockDuty(manager, row.assignmentId);
      const now = this.clock.now('real');
      Object.assign(row, { settledAt: act.at, settledBy: actor });
      if (decision.approve) {
        const contact = await enterGuest(manager, incident, row, { key: this.key, at: now, actor });
        Object.assign(row, { state: 'told', toContactId: contact.id, toRole: contact.role });
        await tellPerson(act, incident, duty, { id, contact, template: 'handed_on', now });
      } else {
        row.state = 'declined';
        const contact = await manager.findOneByOrFail(ContactRow, { id: row.fromContactId });
        await tellPerson(act, incident, duty, { id, contact, template: 'hand_on_declined', now });
      }
      await manager.save(HandOnRow, row);
      const data = { handOnId: id, unit: row.unit, approved: decision.approve, reason: decision.note.trim() };
      await note(act, incident, 'duty.hand_on_settled', data);
      await saveIncident(manager, incident, act.at);
      return row;
    });
    await this.wake(settled);
    return settled;
  }

  private async write(
    act: Act,
    incident: IncidentRow,
    duty: AssignmentRow,
    { given, from, to, turn }: { given: HandingOn; from: ContactRow; to: ContactRow | null; turn: number },
  ): Promise<HandOnRow> {
    const guest = 'contactId' in given.to ? null : given.to;
    const row = await act.manager.save(
      act.manager.create(HandOnRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        assignmentId: duty.id,
        unit: duty.unit,
        turn,
        fromContactId: from.id,
        fromRole: from.role,
        toContactId: to?.id ?? null,
        toRole: to?.role ?? null,
        personSealed: guest && seal(this.key, JSON.stringify(guest)),
        note: given.note.trim(),
        state: to ? 'told' : 'to_register',
        at: act.at,
        settledAt: null,
        settledBy: null,
        rehearsal: incident.rehearsal,
      }),
    );
    const told = { handOnId: row.id, assignmentId: duty.id, unit: duty.unit, from: from.role };
    await note(act, incident, 'duty.handed_on', { ...told, to: to?.role ?? null });
    const now = this.clock.now('real');
    if (to) await tellPerson(act, incident, duty, { id: row.id, contact: to, template: 'handed_on', now });
    else await this.askOffice(act, incident, row);
    return row;
  }

  private async askOffice(act: Act, incident: IncidentRow, row: HandOnRow): Promise<void> {
    const directory = await this.directories(act.manager, incident.jurisdictionId);
    const unit = officeFor(directory, [...incident.recused, row.unit]);
    if (!unit) throw new RefusedAction('unknown_person');
    await announce(act, incident, {
      eventKey: `${row.id}:to_register`,
      unit,
      audience: 'office',
      template: 'hand_on_to_register',
      assignmentId: row.assignmentId,
      subjectId: row.id,
    });
  }

  /** Somebody of the duty's unit, also a former one: their link is still theirs. */
  private async contactOf(manager: EntityManager, duty: AssignmentRow, id: string): Promise<ContactRow> {
    const contact = await manager.findOneBy(ContactRow, { id, jurisdictionId: duty.jurisdictionId });
    if (!contact || contact.unit !== duty.unit) throw new RefusedAction('unknown_person');
    return contact;
  }

  private async wake(row: HandOnRow): Promise<void> {
    await this.wakeups.wake('deliver', { jurisdictionId: row.jurisdictionId });
    await this.wakeups.wake('escalate', { incidentId: row.incidentId });
  }
}

/** Of one duty, oldest first. */
export const handOnsOf = (manager: EntityManager, assignmentId: string): Promise<HandOnRow[]> =>
  manager.find(HandOnRow, { where: { assignmentId }, order: { turn: 'ASC' } });

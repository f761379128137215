import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { addVisibility, Conditions } from '#incidents/service';
import { DutyHandoverRow, type HandoverKind } from '#jurisdiction/service';
import type { HandoverMatter, HandoverView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput, notFound, ProblemError } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { isoOrNull } from '../incidents/present.js';
import { HandoverFactsReader } from './handover-facts.js';
import { handoverText } from './handover-text.js';
import { dutyDay } from './on-duty.js';
import { RosterDesk } from './roster-desk.js';
import { RosterReader } from './roster-reader.js';
import type { Ground } from './roster-state.js';
import { mayKeepRoster, mustKeepRoster, mustReadRoster } from './who.js';
import { sqlStates, OVER } from '#incidents';

/** Sheets shown of a unit. */
const SHOWN = 30;
/** Matters on one sheet; a shift with more hands over the list itself. */
const MATTERS = 100;

/**
 * 交接班: the sheet is filled from what is open, the outgoing shift adds notes, the incoming accepts. Matters are stored as
 * ids and shown to each reader only as far as they may see them.
 */
@Injectable()
export class HandoverDesk {
  constructor(
    private readonly database: DataSource,
    private readonly roster: RosterReader,
    private readonly incidents: IncidentReader,
    private readonly desk: RosterDesk,
    private readonly facts: HandoverFactsReader,
  ) {}

  /** Newest first. @throws ProblemError 404 */
  async list(caller: Principal, unit: string): Promise<HandoverView[]> {
    mustReadRoster(caller, unit);
    const ground = await this.roster.ground(caller);
    const { manager, jurisdictionId } = ground;
    const rows = await manager.find(DutyHandoverRow, {
      where: { jurisdictionId, unit },
      order: { day: 'DESC' },
      take: SHOWN,
    });
    return Promise.all(rows.map((row) => this.present(caller, ground, row)));
  }

  /** One sheet, to be taken out as a document; logged. @throws ProblemError 404 */
  async exported(caller: Principal, id: string): Promise<HandoverView> {
    const ground = await this.roster.ground(caller);
    const { manager, jurisdictionId } = ground;
    const row = await manager.findOneBy(DutyHandoverRow, { id, jurisdictionId });
    if (!row) throw notFound();
    mustReadRoster(caller, row.unit);
    await this.desk.log(ground, caller, 'handover.exported', row.unit, { day: row.day });
    return this.present(caller, ground, row);
  }

  /** The sheet of the shift that goes next, not stored. @throws ProblemError 403, 404 */
  async draft(caller: Principal, unit: string): Promise<HandoverView> {
    mustKeepRoster(caller, unit);
    const ground = await this.roster.ground(caller);
    const day = await this.outgoingDay(ground, unit);
    const standing = await this.find(ground, unit, day);
    const suggested = standing?.acceptedAt
      ? null
      : handoverText(await this.facts.read(caller, ground, { unit, day }));
    if (standing) return { ...(await this.present(caller, ground, standing)), suggested };
    const matters = await this.open(caller, ground, unit);
    return { ...(await this.view(caller, ground, { unit, day, matters, notes: '' })), suggested };
  }

  /** Writes the sheet with what is open now; until it is accepted it may be written again. @throws ProblemError 400, 403, 404, 409 */
  async write(caller: Principal, given: { unit: string; day: string; notes: string }): Promise<HandoverView> {
    mustKeepRoster(caller, given.unit);
    return this.database.transaction(async (manager) => {
      const ground = await this.roster.ground(caller, manager);
      const { unit, day } = given;
      if (ground.directory.unit(unit)?.name !== unit) throw notFound();
      if (day > dutyDay(ground)) throw badInput('这一班还没有开始，不能交班。');
      const matters = await this.open(caller, ground, unit);
      const standing = await this.find(ground, unit, day, true);
      if (standing?.acceptedAt) throw accepted();
      const row = await manager.save(
        manager.create(DutyHandoverRow, {
          ...(standing && { id: standing.id }),
          jurisdictionId: ground.jurisdictionId,
          unit,
          day,
          matters,
          notes: given.notes.trim(),
          writtenBy: actorOf(caller),
          writtenAt: ground.at,
        }),
      );
      await this.desk.log(ground, caller, 'handover.written', unit, { day, matters: matters.length });
      return this.present(caller, ground, row);
    });
  }

  /** @throws ProblemError 403, 404, 409 */
  async accept(caller: Principal, id: string, note: string): Promise<HandoverView> {
    return this.database.transaction(async (manager) => {
      const ground = await this.roster.ground(caller, manager);
      const row = await manager.findOne(DutyHandoverRow, {
        where: { id, jurisdictionId: ground.jurisdictionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw notFound();
      mustKeepRoster(caller, row.unit);
      if (row.acceptedAt) throw accepted();
      Object.assign(row, {
        acceptedBy: actorOf(caller),
        acceptedAt: ground.at,
        acceptedNote: note.trim() || null,
      });
      await manager.save(DutyHandoverRow, row);
      await this.desk.log(ground, caller, 'handover.accepted', row.unit, { day: row.day });
      return this.present(caller, ground, row);
    });
  }

  /** After the hand-over time the shift of the day before goes, until its sheet is accepted; else the one on duty. */
  private async outgoingDay(ground: Ground, unit: string): Promise<string> {
    const now = dutyDay(ground);
    const before = dayAfter(now, -1);
    const [shift] = await this.roster.shifts(ground, before, before, [unit]);
    const sheet = await this.find(ground, unit, before);
    return shift && !sheet?.acceptedAt ? before : now;
  }

  private find({ manager, jurisdictionId }: Ground, unit: string, day: string, lock = false) {
    return manager.findOne(DutyHandoverRow, {
      where: { jurisdictionId, unit, day },
      ...(lock && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }

  /** What is open for the unit, as far as the caller sees it; for the city office that of all units. Drills stay out. */
  private async open(caller: Principal, ground: Ground, unit: string): Promise<DutyHandoverRow['matters']> {
    const { office } = ground.directory.profile.jurisdiction.roles;
    const where = new Conditions();
    addVisibility(where, caller);
    const now = `${where.value(ground.at)}::timestamptz`;
    const mine = unit === office ? 'true' : `duty.unit = ${where.value(unit)}`;
    const refused = unit === office ? 'true' : `refusal.unit = ${where.value(unit)}`;
    const rows: { incidentId: string; kinds: (HandoverKind | null)[] }[] = await ground.manager.query(
      openMatters({ where: where.sql, now, mine, refused, ofOffice: unit === office }),
      where.values,
    );
    return rows.map(({ incidentId, kinds }) => ({
      incidentId,
      kinds: kinds.filter((kind) => kind !== null),
    }));
  }

  private async present(caller: Principal, ground: Ground, row: DutyHandoverRow): Promise<HandoverView> {
    const names = await this.roster.namesOf([row.writtenBy, row.acceptedBy ?? '']);
    return {
      ...(await this.view(caller, ground, row)),
      id: row.id,
      writtenBy: names.get(row.writtenBy) ?? null,
      writtenAt: isoOrNull(row.writtenAt),
      acceptedBy: names.get(row.acceptedBy ?? '') ?? null,
      acceptedAt: isoOrNull(row.acceptedAt),
      acceptedNote: row.acceptedNote,
      mayAccept: row.acceptedAt === null && mayKeepRoster(caller, row.unit),
    };
  }

  private async view(
    caller: Principal,
    ground: Ground,
    { unit, day, matters, notes }: Pick<DutyHandoverRow, 'unit' | 'day' | 'matters' | 'notes'>,
  ): Promise<HandoverView> {
    const next = dayAfter(day, 1);
    const shifts = await this.roster.shifts(ground, day, next, [unit]);
    const personOn = (wanted: string) => shifts.find((shift) => shift.day === wanted)?.person ?? null;
    return {
      id: null,
      unit,
      day,
      outgoing: personOn(day),
      incoming: personOn(next),
      notes,
      suggested: null,
      matters: await this.matters(caller, matters),
      writtenBy: null,
      writtenAt: null,
      acceptedBy: null,
      acceptedAt: null,
      acceptedNote: null,
      mayAccept: false,
    };
  }

  /** In the order of urgency; what the reader may not see is left out. */
  private async matters(caller: Principal, matters: DutyHandoverRow['matters']): Promise<HandoverMatter[]> {
    if (matters.length === 0) return [];
    const kinds = new Map(matters.map((matter) => [matter.incidentId, matter.kinds]));
    const { items } = await this.incidents.list(
      caller,
      { ids: [...kinds.keys()], rehearsal: 'include', historic: 'include' },
      { cursor: null, limit: MATTERS },
    );
    return items.map(({ id, number, title, opinionLevel, signDueAt, statutoryDue }) => ({
      incidentId: id,
      number,
      title,
      opinionLevel,
      kinds: kinds.get(id) ?? [],
      dueAt: signDueAt ?? statutoryDue?.dueAt ?? null,
    }));
  }
}

const accepted = () =>
  new ProblemError(409, 'handover_accepted', '这一班已经接班', '交接班已办完，需要补充的请写入下一班。');

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const openMatters = (sql: {
  where: string;
  now: string;
  mine: string;
  refused: string;
  ofOffice: boolean;
}) => `
  select found.id as "incidentId", array[
      case when found.unsigned then 'unsigned' end, case when found.late then 'late' end,
      case when found.awaiting then 'awaiting' end, case when found.refused then 'refused' end] as kinds
  from (
    select incident.id,
      exists (select 1 from assignment duty where duty.incident_id = incident.id and duty.must_sign
        and duty.state = 'sent' and ${sql.mine}) as unsigned,
      exists (select 1 from assignment duty where duty.incident_id = incident.id and duty.state <> 'withdrawn' and ${sql.mine}
        and (duty.must_sign and duty.state = 'sent' and duty.sign_due_at <= ${sql.now}
          or incident.answered_at is null and exists (select 1 from deadline where deadline.incident_id = incident.id
            and deadline.kind = 'statutory' and deadline.state in ('open', 'missed') and deadline.due_at <= ${sql.now}))) as late,
      ${sql.ofOffice ? `incident.state = 'awaiting_confirmation'` : 'false'} as awaiting,
      exists (select 1 from refusal where refusal.incident_id = incident.id
        and refusal.state in ('waiting', 'prepared') and ${sql.refused}) as refused
    from incident
    where ${sql.where} and not incident.rehearsal and not incident.historic
      and incident.state not in (${sqlStates([...OVER, 'set_aside'])})
  ) found
  where found.unsigned or found.late or found.awaiting or found.refused
  limit ${MATTERS}`;

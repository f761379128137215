import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  addVisibility,
  addWaitingCalls,
  AssignmentRow,
  Conditions,
  IncidentRow,
  NoticeRow,
  PhoneCallRow,
  recusedAmong,
} from '#incidents/service';
import { ContactBook, maskPhone, onDuty, readDirectory, type ContactView } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { Callee, CallRecord, CallToMake } from '../contract/index.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { openText } from '../orders/sealed-person.js';
import { contactRoleWords } from '../recusal/words.js';
import { aboutCall } from './words.js';

/** Calls shown; a storm is told by a digest, not by telephone. */
const SHOWN = 100;
const ROLES = ['liaison', 'handler', 'charge_leader', 'office'] as const;

/** What waits to be called and what was called, each reader as far as they may see the matter. */
@Injectable()
export class CallReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly book: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** Gravest first, then the oldest. */
  async waiting(caller: Principal): Promise<CallToMake[]> {
    const { manager } = this.database;
    const where = addWaitingCalls(addVisibility(new Conditions(), caller));
    const ids: { id: string }[] = await manager.query(
      `select notice.id from notice join incident on incident.id = notice.incident_id
       left join assignment duty on duty.id = notice.assignment_id where ${where.sql}
       order by notice.priority desc, notice.attempts, notice.created_at, notice.id limit ${SHOWN}`,
      where.values,
    );
    const notices = await manager.findBy(NoticeRow, { id: In(ids.map(({ id }) => id)) });
    const incidents = await manager.findBy(IncidentRow, {
      id: In(notices.flatMap(({ incidentId }) => incidentId ?? [])),
    });
    const duties = await manager.findBy(AssignmentRow, {
      id: In(notices.flatMap(({ assignmentId }) => assignmentId ?? [])),
    });
    const found: CallToMake[] = [];
    for (const { id } of ids) {
      const notice = notices.find((row) => row.id === id);
      const incident = incidents.find((row) => row.id === notice?.incidentId);
      const contact = notice?.contactId ? await this.book.contact(manager, notice.contactId) : null;
      const duty = duties.find((row) => row.id === notice?.assignmentId);
      if (notice && incident) found.push(this.present(notice, incident, contact, duty));
    }
    return found;
  }

  /** Whom a notice waits to be told to, in plain text; null when it waits for nobody any more. */
  async callee(noticeId: string): Promise<{ notice: NoticeRow; contact: ContactView | null } | null> {
    const { manager } = this.database;
    const notice = await manager.findOneBy(NoticeRow, { id: noticeId, channel: 'phone' });
    if (!notice) return null;
    return {
      notice,
      contact: notice.contactId ? await this.book.contact(manager, notice.contactId) : null,
    };
  }

  /** People of a unit who may hear of its duty (RT-05), those on duty tonight first; in plain text. */
  async people(duty: AssignmentRow): Promise<(Callee & { plain: string | null })[]> {
    const { manager } = this.database;
    const { jurisdictionId, incidentId, unit } = duty;
    const at = this.clock.now('real');
    const { handover } = (await readDirectory(manager, jurisdictionId)).profile.clocks.roster;
    const parts = { key: this.keys.contacts, book: this.book, handover };
    const [roster, tonight] = await Promise.all([
      this.book.contactsFor(manager, jurisdictionId, unit, ROLES, at),
      onDuty(manager, parts, { jurisdictionId, unit, at }),
    ]);
    const ids = roster.map(({ id }) => id);
    const out = await recusedAmong(manager, incidentId, ids, this.book);
    const shifts = tonight.filter(({ contactId }) => contactId === null || !out.has(contactId));
    return [
      ...shifts.map((one) => ({
        ...calleeOf(one.contactId, one.name, one.as === 'room' ? '值班人员' : '带班领导', one.phone),
        onDuty: true,
      })),
      ...roster
        .filter(({ id }) => !out.has(id) && !shifts.some(({ contactId }) => contactId === id))
        .map((one) => calleeOf(one.id, one.name, contactRoleWords[one.role], one.phone)),
    ];
  }

  /** @param units those of the caller, to whom only calls with their own unit are shown; absent: all */
  async ofIncident(incidentId: string, units?: readonly string[]): Promise<CallRecord[]> {
    const { manager } = this.database;
    const rows = await manager.find(PhoneCallRow, {
      where: { incidentId, ...(units && { unit: In([...units]) }) },
      order: { at: 'DESC', id: 'ASC' },
      take: SHOWN,
    });
    const names = await displayNames(
      manager,
      rows.map((row) => row.calledBy),
    );
    return rows.map((row) => this.record(row, actorWords(row.calledBy, names)));
  }

  async one(row: PhoneCallRow): Promise<CallRecord> {
    const names = await displayNames(this.database.manager, [row.calledBy]);
    return this.record(row, actorWords(row.calledBy, names));
  }

  private record(row: PhoneCallRow, calledBy: string): CallRecord {
    return {
      id: row.id,
      unit: row.unit,
      calledBy,
      at: iso(row.at),
      outcome: row.outcome,
      answeredBy: openText(this.keys.contacts, row.answeredSealed),
      said: row.said,
      assignmentId: row.assignmentId,
      signed: row.objectUntil !== null && row.deniedAt === null,
      objectUntil: isoOrNull(row.objectUntil),
      deniedAt: isoOrNull(row.deniedAt),
    };
  }

  private present(
    notice: NoticeRow,
    incident: IncidentRow,
    contact: ContactView | null,
    duty: AssignmentRow | undefined,
  ): CallToMake {
    const unit = duty?.unit ?? contact?.unit ?? '';
    return {
      noticeId: notice.id,
      incidentId: incident.id,
      number: incident.number,
      title: incident.title,
      opinionLevel: incident.opinionLevel,
      assignmentId: duty?.id ?? null,
      unit,
      name: contact?.name ?? '',
      role: contact ? contactRoleWords[contact.role] : '',
      phone: contact?.phone ? maskPhone(contact.phone) : null,
      about: aboutCall(notice.template),
      dueAt: isoOrNull(duty?.state === 'sent' ? duty.signDueAt : null),
      attempts: notice.attempts,
      waitingSince: iso(notice.createdAt),
      maySign:
        duty?.state === 'sent' &&
        duty.mustSign &&
        contact?.unit === duty.unit &&
        !incident.recused.includes(duty.unit),
      rehearsal: notice.rehearsal,
      now: iso(this.clock.now(timelineOf(notice))),
    };
  }
}

const calleeOf = (contactId: string | null, name: string, role: string, phone: string | null) => ({
  contactId,
  name,
  role,
  phone: phone === null ? null : maskPhone(phone),
  onDuty: false,
  plain: phone,
});

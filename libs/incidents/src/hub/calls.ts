import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { addDuration, Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { ContactRow, noteReached } from '#jurisdiction/service';
import { AssignmentRow, NoticeRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { PhoneCallRow, type CallOutcome } from '../entities/night.entity.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { RefusedAction } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import type { DirectoryReader } from './ports.js';
import { mustBeSignable, signNow, unsign } from './sign.js';
import { officeFor } from './stand-in.js';
import { isOver, isSigned } from '../life.js';

/** A call as it was made. */
export interface Call {
  outcome: CallOutcome;
  /** Who answered, encrypted; null where nobody did. */
  answeredSealed: Buffer | null;
  /** What was said, masked, 200 characters at most. */
  said: string;
}

/** Roles whose next above is the leader in charge; above that, the city office. */
const BELOW_LEADER: readonly ContactRow['role'][] = ['liaison', 'handler', 'office'];

/**
 * The telephone: calls that pass a notice on (they count as its delivery), calls recorded beside, and signatures given by
 * telephone (代签), which the unit may deny. Each is one transaction on the locked incident. Permission is checked by the
 * caller.
 */
export class CallActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * A call about a notice that waits for one. Told: it is delivered. Nobody answered as often as the city allows: it has
   * failed, and the next person hears. Later: it waits on.
   * @throws RefusedAction `not_found`, `call_settled`, `answered_by_missing`
   */
  async recordForNotice(noticeId: string, call: Call, actor: string): Promise<PhoneCallRow> {
    mustNameWho(call);
    const recorded = await this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(NoticeRow, { id: noticeId, channel: 'phone' });
      const incident = seen?.incidentId ? await lockIncident(manager, seen.incidentId) : null;
      const notice = incident && (await manager.findOneByOrFail(NoticeRow, { id: noticeId }));
      if (!incident || !notice) throw new RefusedAction('not_found');
      if (notice.state !== 'to_call') throw new RefusedAction('call_settled');
      const act = this.act(manager, incident, actor);
      const duty =
        notice.assignmentId && (await manager.findOneBy(AssignmentRow, { id: notice.assignmentId }));
      const contact = notice.contactId && (await manager.findOneBy(ContactRow, { id: notice.contactId }));
      const unit = (duty && duty.unit) || (contact && contact.unit) || '';
      const row = await this.insert(act, incident, call, {
        unit,
        noticeId,
        assignmentId: notice.assignmentId,
      });
      await this.settle(act, incident, notice, call.outcome, contact || null);
      await note(act, incident, 'notice.called', {
        noticeId,
        assignmentId: notice.assignmentId,
        unit,
        to: contact ? contact.role : null,
        outcome: call.outcome,
      });
      return row;
    });
    await this.wakeups.wake('escalate', { incidentId: recorded.incidentId });
    return recorded;
  }

  /**
   * A call about a duty that no notice had waited for.
   * @throws RefusedAction `not_found`, `answered_by_missing`
   */
  async recordForDuty(assignmentId: string, call: Call, actor: string): Promise<PhoneCallRow> {
    mustNameWho(call);
    return this.onDuty(assignmentId, actor, async (act, incident, duty) => {
      if (call.outcome === 'told') await noteReached(act.manager, duty, this.clock.now('real'));
      const { unit } = duty;
      await note(act, incident, 'call.recorded', { assignmentId, unit, outcome: call.outcome });
      return this.insert(act, incident, call, { unit, noticeId: null, assignmentId });
    });
  }

  /**
   * 代签: a unit confirmed by telephone; recorded for it, told to it at once, and denied by one click if it is not so. What
   * still waited to be called about the duty is settled with it.
   * @param login of whoever called
   * @throws RefusedAction as `signDuty`; `recused_unit`, `phone_sign_denied`, `answered_by_missing`
   */
  async signByPhone(
    assignmentId: string,
    call: Omit<Call, 'outcome'>,
    login: string,
  ): Promise<AssignmentRow> {
    mustNameWho({ ...call, outcome: 'told' });
    const signed = await this.onDuty(assignmentId, `phone:${login}`, async (act, incident, duty) => {
      if (isSigned(duty)) return duty;
      mustBeSignable(duty, incident);
      if (incident.recused.includes(duty.unit)) throw new RefusedAction('recused_unit');
      const before = await act.manager.findBy(PhoneCallRow, { assignmentId });
      if (before.some((row) => row.deniedAt)) throw new RefusedAction('phone_sign_denied');
      const { clocks } = (await this.directories(act.manager, incident.jurisdictionId)).profile;
      const row = await this.insert(
        { ...act, actor: `account:${login}` },
        incident,
        { ...call, outcome: 'told' },
        { unit: duty.unit, noticeId: null, assignmentId },
        addDuration(act.at, clocks.night.objectWithin),
      );
      await signNow(act, incident, duty, this.clock.now('real'), { how: 'phone', callId: row.id });
      await this.settleCalls(act, assignmentId);
      await announce(act, incident, {
        eventKey: `${row.id}:signed_by_phone`,
        assignmentId,
        unit: duty.unit,
        audience: 'liaison_and_handler',
        template: 'signed_by_phone',
        ownOnly: true,
      });
      await saveIncident(act.manager, incident, act.at);
      return duty;
    });
    await this.wakeups.wake('escalate', { incidentId: signed.incidentId });
    return signed;
  }

  /**
   * 未曾签收: the unit denies the signature given in its name. The duty is open again with the clock it had, which has run
   * on; the office hears.
   * @param actor `account:<login>` or `link:<unit>`
   * @throws RefusedAction `not_found`, `no_phone_sign`, `objection_late`, `incident_closed`
   */
  async denySignature(assignmentId: string, actor: string): Promise<AssignmentRow> {
    const denied = await this.onDuty(assignmentId, actor, async (act, incident, duty) => {
      if (isOver(incident.state)) throw new RefusedAction('incident_closed');
      const row = await signatureCall(act.manager, assignmentId);
      if (!row || !isSigned(duty) || !duty.signedBy?.startsWith('phone:'))
        throw new RefusedAction('no_phone_sign');
      if (row.objectUntil && row.objectUntil < act.at) throw new RefusedAction('objection_late');
      await act.manager.update(PhoneCallRow, { id: row.id }, { deniedAt: act.at, deniedBy: actor });
      await note(act, incident, 'duty.sign_denied', { assignmentId, unit: duty.unit, callId: row.id });
      await unsign(act, incident, duty);
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      await announce(act, incident, {
        eventKey: `${row.id}:denied`,
        assignmentId,
        unit: officeFor(directory, incident.recused) ?? directory.profile.jurisdiction.roles.office,
        audience: 'liaison_and_handler',
        template: 'phone_sign_denied',
      });
      await saveIncident(act.manager, incident, act.at);
      return duty;
    });
    await this.wakeups.wake('escalate', { incidentId: denied.incidentId });
    return denied;
  }

  private async settle(
    act: Act,
    incident: IncidentRow,
    notice: NoticeRow,
    outcome: CallOutcome,
    contact: ContactRow | null,
  ): Promise<void> {
    const now = this.clock.now('real');
    if (outcome === 'later') return;
    if (outcome === 'told') {
      await act.manager.update(
        NoticeRow,
        { id: notice.id },
        {
          state: 'delivered',
          acceptedAt: now,
          deliveredAt: now,
          providerAnswer: '电话已告知',
          lastError: null,
        },
      );
      if (contact) await act.manager.update(ContactRow, { id: contact.id }, { lastReachedAt: now });
      return;
    }
    const directory = await this.directories(act.manager, incident.jurisdictionId);
    const attempts = notice.attempts + 1;
    const given = attempts >= directory.profile.clocks.night.callAttempts;
    await act.manager.update(
      NoticeRow,
      { id: notice.id },
      { attempts, lastError: '电话无人接听', ...(given && { state: 'failed' }) },
    );
    if (!given) return;
    const below = contact !== null && BELOW_LEADER.includes(contact.role);
    const office = officeFor(directory, incident.recused) ?? directory.profile.jurisdiction.roles.office;
    await announce(act, incident, {
      eventKey: `${notice.id}:unreached`,
      assignmentId: notice.assignmentId,
      unit: below ? contact.unit : office,
      audience: below ? 'charge_leader' : 'office',
      template: 'phone_unreached',
      channels: ['mail', 'sms', 'app', ...(below ? (['phone'] as const) : [])],
    });
  }

  /** Whoever answered has heard of the duty: nobody needs to be called about it any more. */
  private async settleCalls(act: Act, assignmentId: string): Promise<void> {
    const now = this.clock.now('real');
    await act.manager.update(
      NoticeRow,
      { assignmentId, channel: 'phone', state: 'to_call' },
      { state: 'delivered', acceptedAt: now, deliveredAt: now, providerAnswer: '电话已签收' },
    );
  }

  private async insert(
    act: Act,
    incident: IncidentRow,
    { outcome, answeredSealed, said }: Call,
    about: Pick<PhoneCallRow, 'unit' | 'noticeId' | 'assignmentId'>,
    objectUntil: Date | null = null,
  ): Promise<PhoneCallRow> {
    return act.manager.save(
      act.manager.create(PhoneCallRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        ...about,
        calledBy: act.actor,
        at: act.at,
        outcome,
        answeredSealed,
        said,
        objectUntil,
        rehearsal: incident.rehearsal,
      }),
    );
  }

  private onDuty<T>(
    assignmentId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow, duty: AssignmentRow) => Promise<T>,
  ): Promise<T> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(AssignmentRow, { id: assignmentId });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      // Read again under the lock: a correction may just have taken it back.
      const duty = incident && (await manager.findOneBy(AssignmentRow, { id: assignmentId }));
      if (!incident || !duty) throw new RefusedAction('not_found');
      return work(this.act(manager, incident, actor), incident, duty);
    });
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

/** The call by which the duty was last signed and that has not been denied. */
export async function signatureCall(
  manager: EntityManager,
  assignmentId: string,
): Promise<PhoneCallRow | null> {
  const rows = await manager.find(PhoneCallRow, { where: { assignmentId }, order: { at: 'DESC' } });
  return rows.find((row) => row.objectUntil && !row.deniedAt) ?? null;
}

function mustNameWho({ outcome, answeredSealed }: Call): void {
  if (outcome === 'told' && !answeredSealed) throw new RefusedAction('answered_by_missing');
}

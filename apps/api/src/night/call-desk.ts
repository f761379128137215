import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { actsFor, type Principal } from '#access';
import { audit } from '#access/service';
import { Clock, timelineOf } from '#clock';
import { maskPersonal } from '#collect';
import { AssignmentRow, CallActions, signatureCall, type Call } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { Callee, CallRecord, DialledNumber, DutyView, PhoneSign } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { forbidden, notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { loadIncidents } from '../incidents/load.js';
import { displayNames } from '../incidents/names.js';
import { iso, presentDuty } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';
import { sealText } from '../orders/sealed-person.js';
import { CallReader } from './call-reader.js';
import type { recordCall } from './forms.js';
import { noNumber } from './tonight-desk.js';
import { isSigned } from '#incidents';

type Given = z.output<typeof recordCall>;

/** Calls and what they bring about, for a caller who may see the matter. */
@Injectable()
export class CallDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    private readonly calls: CallActions,
    private readonly reader: CallReader,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** The number a notice waits to be told to; logged. @throws ProblemError 404, 422 `no_number` */
  async number(caller: Principal, noticeId: string): Promise<DialledNumber> {
    const found = await this.seen(caller, noticeId);
    const { notice, contact } = found;
    if (!contact?.phone) throw noNumber();
    await this.keepLook(caller, { noticeId, incidentId: notice.incidentId }, contact.unit);
    return { name: contact.name, phone: contact.phone };
  }

  async record(caller: Principal, noticeId: string, given: Given): Promise<CallRecord> {
    await this.seen(caller, noticeId);
    const row = await this.calls.recordForNotice(noticeId, this.call(given), actorOf(caller));
    return this.reader.one(row);
  }

  async recordForDuty(caller: Principal, dutyId: string, given: Given): Promise<CallRecord> {
    await this.duty(caller, dutyId);
    const row = await this.calls.recordForDuty(dutyId, this.call(given), actorOf(caller));
    return this.reader.one(row);
  }

  async callees(caller: Principal, dutyId: string): Promise<Callee[]> {
    const duty = await this.duty(caller, dutyId);
    return (await this.reader.people(duty)).map(({ plain: _plain, ...callee }) => callee);
  }

  /** @param contactId null: who is on duty tonight and stands in no roster */
  async dial(caller: Principal, dutyId: string, contactId: string | null): Promise<DialledNumber> {
    const duty = await this.duty(caller, dutyId);
    const found = (await this.reader.people(duty)).find((one) => one.contactId === contactId);
    if (!found) throw notFound();
    if (!found.plain) throw noNumber();
    await this.keepLook(caller, { assignmentId: dutyId, incidentId: duty.incidentId }, duty.unit);
    return { name: found.name, phone: found.plain };
  }

  /** @throws ProblemError 403 for one's own unit, which signs itself */
  async signByPhone(
    caller: Principal,
    dutyId: string,
    { answeredBy, said }: { answeredBy: string; said: string },
  ): Promise<DutyView> {
    await this.duty(caller, dutyId);
    const call = this.call({ outcome: 'told', answeredBy, said });
    await this.calls.signByPhone(dutyId, call, caller.login);
    return this.dutyView(caller, dutyId);
  }

  async denySignature(caller: Principal, dutyId: string): Promise<DutyView> {
    const duty = await this.duty(caller, dutyId);
    if (!actsFor(caller, duty.unit)) throw forbidden();
    await this.calls.denySignature(dutyId, actorOf(caller));
    return this.dutyView(caller, dutyId);
  }

  /** Which of these duties were signed by telephone, and until when that can be denied. */
  async phoneSigns(caller: Principal, ids: readonly string[]): Promise<PhoneSign[]> {
    const found: PhoneSign[] = [];
    for (const id of new Set(ids)) {
      const duty = await this.database.manager.findOneBy(AssignmentRow, { id });
      if (!duty || !isSigned(duty) || !duty.signedBy?.startsWith('phone:')) continue;
      if (!(await this.incidents.whichOf(caller, [duty.incidentId])).has(duty.incidentId)) continue;
      const sign = await this.phoneSign(caller, duty);
      if (sign) found.push(sign);
    }
    return found;
  }

  async ofIncident(caller: Principal, incidentId: string, all: boolean): Promise<CallRecord[]> {
    await this.incidents.mustSee(caller, incidentId);
    return this.reader.ofIncident(incidentId, all ? undefined : caller.units);
  }

  private async phoneSign(caller: Principal, duty: AssignmentRow): Promise<PhoneSign | null> {
    const row = await signatureCall(this.database.manager, duty.id);
    if (!row?.objectUntil) return null;
    const names = await displayNames(this.database.manager, [row.calledBy]);
    const open = row.objectUntil >= this.clock.now(timelineOf(row));
    return {
      assignmentId: duty.id,
      calledBy: actorWords(row.calledBy, names),
      at: iso(row.at),
      objectUntil: iso(row.objectUntil),
      mayDeny: open && actsFor(caller, duty.unit),
    };
  }

  /** Personal data of third parties has no place in a note of a call. */
  private call({ outcome, answeredBy, said }: Given): Call {
    return {
      outcome,
      answeredSealed: outcome === 'told' ? sealText(this.keys.contacts, answeredBy) : null,
      said: maskPersonal(said),
    };
  }

  private async seen(caller: Principal, noticeId: string) {
    const found = await this.reader.callee(noticeId);
    if (!found?.notice.incidentId) throw notFound();
    await this.incidents.mustSee(caller, found.notice.incidentId);
    return found;
  }

  private async duty(caller: Principal, id: string): Promise<AssignmentRow> {
    const duty = await this.database.manager.findOneBy(AssignmentRow, { id });
    if (!duty) throw notFound();
    await this.incidents.mustSee(caller, duty.incidentId);
    return duty;
  }

  private async dutyView(caller: Principal, id: string): Promise<DutyView> {
    const { manager } = this.database;
    const duty = await manager.findOneByOrFail(AssignmentRow, { id });
    const [loaded] = await loadIncidents(manager, [{ id: duty.incidentId, late: false }]);
    if (!loaded) throw notFound();
    const directory = await readDirectory(manager, caller.jurisdictionId);
    return presentDuty(loaded, duty, directory, this.clock.now(timelineOf(duty)));
  }

  private keepLook(caller: Principal, data: Record<string, unknown>, unit: string): Promise<void> {
    return audit(this.database.manager, {
      at: this.clock.now('real'),
      actor: actorOf(caller),
      action: 'call.number_seen',
      subject: unit,
      data: { jurisdictionId: caller.jurisdictionId, ...data },
    });
  }
}

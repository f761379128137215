import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { Conditions } from '#incidents/service';
import { addResponseVisibility, ApprovalRow, isEmergency, maySign, visibleResponses } from '#respond/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { ApprovalMay, ApprovalView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { coordinatesAs, speaksFor } from './coordinates.js';
import { readGround, type ApprovalGround } from './ground.js';
import { presentApproval } from './present.js';

/** Texts on their way out at the same time in one city; more are looked up by their matter. */
const SHOWN = 60;

/** What waits for somebody's word or signature, and how one text stands. */
@Injectable()
export class ApprovalReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @throws ProblemError 404 */
  async one(caller: Principal, responseId: string): Promise<ApprovalView> {
    const ground = await this.ground(caller, responseId);
    return this.present(caller, ground);
  }

  /** Due first; of the caller's own or all that may be known of. */
  async list(caller: Principal, state: 'mine' | 'all'): Promise<ApprovalView[]> {
    const views: ApprovalView[] = [];
    for (const id of await this.underWay(caller)) {
      const ground = await readGround(this.database.manager, id);
      const view = ground && (await this.present(caller, ground));
      if (view && (state === 'all' || waitsFor(view))) views.push(view);
    }
    return views.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  }

  /** @throws ProblemError 404 */
  async ground(caller: Principal, responseId: string): Promise<ApprovalGround> {
    const { manager } = this.database;
    const visible = await visibleResponses(manager, caller, [responseId]);
    const ground = visible.has(responseId) ? await readGround(manager, responseId) : null;
    if (!ground) throw notFound();
    return ground;
  }

  /** @throws ProblemError 404 where there is no such paper of a text that may be seen */
  async paper(
    caller: Principal,
    responseId: string,
    approvalId: string,
  ): Promise<{ name: string; type: string; content: Buffer }> {
    await this.ground(caller, responseId);
    const row = await this.database.manager.findOne(ApprovalRow, {
      where: { id: approvalId, responseId },
      select: { id: true, fileName: true, fileType: true, file: true },
    });
    if (!row?.file) throw notFound();
    return {
      name: row.fileName ?? '签字页',
      type: row.fileType ?? 'application/octet-stream',
      content: row.file,
    };
  }

  private async underWay(caller: Principal): Promise<string[]> {
    const where = addResponseVisibility(new Conditions(), caller);
    where.add(`response.state in ('aligning', 'in_approval', 'approved')
      or exists (select 1 from approval late where late.response_id = response.id
        and late.decision = 'emergency' and late.settled_at is null and late.voided_at is null)`);
    const rows: { id: string }[] = await this.database.query(
      `select response.id from response join incident on incident.id = response.incident_id
       where ${where.sql} order by response.submitted_at limit ${SHOWN}`,
      where.values,
    );
    return rows.map(({ id }) => id);
  }

  private async present(caller: Principal, ground: ApprovalGround): Promise<ApprovalView> {
    const now = this.clock.now(timelineOf(ground.incident));
    const may = await this.may(caller, ground, now);
    return presentApproval(ground, may, { caller, key: this.keys.contacts, now });
  }

  private async may(caller: Principal, ground: ApprovalGround, now: Date): Promise<ApprovalMay> {
    const { incident, response, standing, directory, missing } = ground;
    const aligning = response.state === 'aligning';
    const awaits = response.state === 'in_approval' || (standing.open.length > 0 && isOut(ground));
    const fitting = standing.plan.filter((seat) => maySign(caller, seat, standing.roles));
    const open = awaits && fitting.some(({ seat }) => standing.open.some((one) => one.seat === seat));
    const wrote = ground.drafters.has(actorOf(caller));
    const signed = standing.signed.some(({ signerId }) => signerId === caller.accountId);
    const records = awaits && mayRecord(caller, response.unit);
    return {
      agreeFor: aligning ? missing.filter((unit) => speaksFor(caller, unit)) : [],
      ruleWording: aligning && coordinatesAs(caller, incident, directory) !== null,
      sign: open && !wrote && !signed,
      record: records ? standing.open.map(({ seat }) => seat) : [],
      emergency:
        response.state === 'in_approval' &&
        fitting.length > 0 &&
        (await isEmergency(this.database.manager, incident, directory, now)),
      whyNot: whyNot({ open, wrote, signed }),
    };
  }
}

/** Already on its way with signatures missing: an emergency, or a matter that became grave since. */
const isOut = ({ response, standing }: ApprovalGround): boolean =>
  response.state === 'approved' || (response.state === 'published' && standing.emergency !== null);

/** Calls and papers are put on record by whoever writes for that unit, by the office and the publicity department. */
export const mayRecord = (caller: Principal, unit: string): boolean =>
  caller.kind === 'account' &&
  mayDo(caller, 'responses.draft') &&
  (mayDo(caller, 'incidents.all') || actsFor(caller, unit));

function whyNot({ open, wrote, signed }: { open: boolean; wrote: boolean; signed: boolean }): string | null {
  if (!open) return null;
  if (wrote) return '您参与了这份回应稿的拟写，请由另一人审签。';
  return signed ? '您已经审签过这一版，另一处签字请由另一人作出。' : null;
}

const waitsFor = ({ may }: ApprovalView): boolean => may.sign || may.agreeFor.length > 0;

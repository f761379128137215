import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { ApprovalRow, isEmergency, maySign, visibleResponses } from '#respond/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { ApprovalMay, ApprovalView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { coordinatesAs } from './coordinates.js';
import { readGround, type ApprovalGround } from './ground.js';
import { presentApproval } from './present.js';
import { askedOf, awaitsSeats, underWay, waitingFor } from './waiting.js';

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
    const { manager } = this.database;
    const ids = state === 'mine' ? await waitingFor(manager, caller) : await this.underWay(caller);
    const views: ApprovalView[] = [];
    for (const id of ids.slice(0, SHOWN)) {
      const ground = await readGround(manager, id);
      if (ground) views.push(await this.present(caller, ground));
    }
    return views.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  }

  /** How many wait for the caller, without reading what they say. */
  count = async (caller: Principal): Promise<number> =>
    (await waitingFor(this.database.manager, caller)).length;

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
    const where = underWay(caller);
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
    const { plan, roles } = standing;
    const wrote = ground.drafters.has(actorOf(caller));
    const signed = standing.signed.some(({ signerId }) => signerId === caller.accountId);
    const emergency = standing.emergency !== null;
    const stand = {
      state: response.state,
      plan,
      open: standing.open,
      roles,
      emergency,
      wrote,
      signed,
      missing,
    };
    const { open, sign, agreeFor } = askedOf(caller, stand);
    const records = awaitsSeats(stand) && mayRecord(caller, response.unit);
    return {
      agreeFor,
      ruleWording: response.state === 'aligning' && coordinatesAs(caller, incident, directory) !== null,
      sign,
      record: records ? standing.open.map(({ seat }) => seat) : [],
      emergency:
        response.state === 'in_approval' &&
        plan.some((seat) => maySign(caller, seat, roles)) &&
        (await isEmergency(this.database.manager, incident, directory, now)),
      whyNot: whyNot({ open, wrote, signed }),
    };
  }
}

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

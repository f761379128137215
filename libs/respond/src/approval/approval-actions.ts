import type { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  announce,
  note,
  openNightApproval,
  RefusedAction,
  saveIncident,
  type NightApprovalRow,
  type UndoChange,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { seal } from '#secrets';
import { ApprovalRow, type Seat } from '../entities/approval.entity.js';
import type { SeenText } from '../facts/agreement-actions.js';
import { lockResponse, moveResponse } from '../step/response-steps.js';
import { askSignatures } from './ask.js';
import { emergencyDue, isEmergency } from './emergency.js';
import { maySign } from './seats.js';
import { signerOf, type Signer } from './signer.js';
import {
  mustAwait,
  openSeat,
  putSignature,
  seatFor,
  tellWriter,
  type Ground,
  type Paper,
} from './signatures.js';
import { standingOf } from './standing.js';

/** A call in which somebody said yes. */
export interface PhoneYes {
  second: Principal & { accountId: string };
  post: string;
  said: string;
  calledAt: Date;
}

/** A paper that somebody signed. */
export interface PaperYes {
  seat: Seat;
  name: string;
  post: string;
  signedAt: Date;
  paper: Paper;
}

const asSigner = (by: Principal | Signer): Signer => ('way' in by ? by : signerOf(by));
const actorOf = ({ login }: Principal): string => `account:${login}`;

/**
 * 审签 of a text for the public (decision 27): each action is one transaction on the locked incident and holds for the
 * version on the screen only. Who may sign which seat is decided here; who may see the matter, by the caller.
 */
export class ApprovalActions {
  /** @param key of the roster, for the names of who signed */
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly key: Buffer,
  ) {}

  /** @throws RefusedAction `not_in_approval`, `other_version`, `own_text`, `not_signer`, `signed_already`, `same_signer`, `facts_differ`; StaleError */
  async sign(responseId: string, seen: SeenText, remark: string, by: Principal | Signer): Promise<void> {
    const { actor, way, name, account, code, ...person } = asSigner(by);
    await this.change(responseId, seen, actor, async (ground) => {
      await putSignature(ground, {
        seat: await seatFor(ground, { actor, way, name, account, ...person }),
        way,
        name,
        post: null,
        accountId: account?.accountId ?? null,
        note: remark.trim(),
        signedAt: ground.act.at,
        code,
      });
    });
  }

  /**
   * Not agreed: the text goes back with what must change. Of one that is published already it is put on record, and the
   * office decides about a correction.
   * @throws RefusedAction `reason_missing` and those of `sign`
   */
  async giveBack(responseId: string, seen: SeenText, remark: string, by: Principal | Signer): Promise<void> {
    const said = remark.trim();
    if (!said) throw new RefusedAction('reason_missing');
    const signer = asSigner(by);
    const { way, code } = signer;
    await this.change(responseId, seen, signer.actor, async (ground) => {
      const { act, incident, response } = ground;
      const { seat, units } = await seatFor(ground, signer);
      const row = act.manager.create(ApprovalRow, {
        ...this.about(ground),
        seat,
        decision: 'returned',
        way,
        signerId: signer.account?.accountId ?? null,
        signerSealed: seal(this.key, signer.name),
        unit: units[0] ?? null,
        note: said,
      });
      await act.manager.save(row);
      const { latest: number } = response;
      await note(act, incident, 'approval.returned', {
        responseId,
        number,
        seat,
        way,
        note: said,
        ...(code && { code }),
      });
      if (response.state !== 'published') await moveResponse(act, incident, response, 'return');
      await tellWriter(act, incident, response, 'response_returned');
    });
  }

  /**
   * 电话请示: somebody called whoever may sign, who said yes. It counts at once; the one who was asked signs by the next
   * morning or says that it is not so, and then the text goes back (`undoPhone`).
   * @throws RefusedAction as `sign` does, of the person asked; `in_the_future`
   */
  async byPhone(responseId: string, seen: SeenText, yes: PhoneYes, caller: Principal): Promise<void> {
    await this.change(responseId, seen, actorOf(caller), async (ground) => {
      const { act, incident } = ground;
      if (yes.calledAt > act.at) throw new RefusedAction('in_the_future');
      const row = await putSignature(ground, {
        seat: await seatFor(ground, signerOf(yes.second)),
        way: 'phone',
        name: yes.second.displayName,
        post: yes.post,
        accountId: yes.second.accountId,
        note: yes.said.trim(),
        signedAt: yes.calledAt,
      });
      const directory = await readDirectory(act.manager, incident.jurisdictionId);
      await openNightApproval(
        { ...act, incident, now: this.clock.now('real') },
        {
          jurisdictionId: incident.jurisdictionId,
          what: 'response_approval',
          subjectId: row.id,
          label: `${incident.number} 回应稿审签`,
          secondId: yes.second.accountId,
          askedSealed: row.signerSealed!,
          note: yes.said,
          rehearsal: incident.rehearsal,
        },
        directory.profile.clocks.night,
      );
    });
  }

  /**
   * A signature on paper, photographed or scanned; the original is kept. It counts like any other.
   * @throws RefusedAction `not_in_approval`, `signed_already`, `own_text`, `same_signer`, `in_the_future`; StaleError
   */
  async onPaper(responseId: string, seen: SeenText, yes: PaperYes, caller: Principal): Promise<void> {
    await this.change(responseId, seen, actorOf(caller), async (ground) => {
      mustAwait(ground);
      if (yes.signedAt > ground.act.at) throw new RefusedAction('in_the_future');
      const { name, post, signedAt, paper } = yes;
      const seat = openSeat(ground, yes.seat);
      await putSignature(ground, {
        seat,
        way: 'paper',
        name,
        post,
        accountId: null,
        note: '',
        signedAt,
        paper,
      });
    });
  }

  /**
   * 紧急发布: the text is approved without its signatures, which are asked for and red until they are there.
   * @throws RefusedAction `reason_missing`, `not_signer`, `not_emergency`, `emergency_already`, `facts_differ`; StaleError
   */
  async emergency(responseId: string, seen: SeenText, reason: string, opener: Principal): Promise<void> {
    const why = reason.trim();
    if (!why) throw new RefusedAction('reason_missing');
    await this.change(responseId, seen, actorOf(opener), async (ground) => {
      const { act, incident, response, standing } = ground;
      if (standing.emergency) throw new RefusedAction('emergency_already');
      if (response.state !== 'in_approval') throw new RefusedAction('not_in_approval');
      if (!standing.plan.some((seat) => maySign(opener, seat, standing.roles)))
        throw new RefusedAction('not_signer');
      const directory = await readDirectory(act.manager, incident.jurisdictionId);
      if (!(await isEmergency(act.manager, incident, directory, act.at)))
        throw new RefusedAction('not_emergency');
      const dueAt = emergencyDue(directory, act.at);
      const row = act.manager.create(ApprovalRow, {
        ...this.about(ground),
        decision: 'emergency',
        way: 'emergency',
        note: why,
        dueAt,
        nextDueAt: dueAt,
      });
      await act.manager.save(row);
      const { latest: number } = response;
      await note(act, incident, 'approval.emergency', {
        responseId,
        number,
        reason: why,
        dueAt: dueAt.toISOString(),
      });
      await moveResponse(act, incident, response, 'approve');
      await askSignatures(act, incident, response);
      await announce(act, incident, {
        eventKey: `${row.id}:emergency`,
        unit: standing.roles.office,
        audience: 'office_leader',
        template: 'emergency_to_sign',
        data: { path: '/approvals' },
      });
    });
  }

  /** Whoever was asked by telephone did not agree: the signature falls, and the text goes back unless it is published. */
  readonly undoPhone: UndoChange = async (
    manager,
    row: NightApprovalRow,
    { actor, at, note: said, incident },
  ) => {
    const approval = await manager.findOneBy(ApprovalRow, { id: row.subjectId });
    if (!approval || !incident) return false;
    await manager.update(ApprovalRow, { id: approval.id }, { deniedAt: at });
    const { response } = await lockResponse(manager, approval.responseId, null);
    const act = { manager, actor, at };
    const inForce = !approval.voidedAt && approval.number === response.latest;
    const undone = !(inForce && response.state === 'published');
    const { responseId, seat } = approval;
    await note(act, incident, 'approval.denied', { responseId, seat, note: said, undone });
    if (inForce && (response.state === 'in_approval' || response.state === 'approved'))
      await moveResponse(act, incident, response, 'return');
    await tellWriter(act, incident, response, 'response_returned');
    return undone;
  };

  private about({ act, incident, response }: Ground) {
    return {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      responseId: response.id,
      number: response.latest,
      by: act.actor,
      signedAt: act.at,
      at: act.at,
      rehearsal: incident.rehearsal,
    };
  }

  private async change(
    responseId: string,
    { version, number }: SeenText,
    actor: string,
    work: (ground: Ground) => Promise<void>,
  ): Promise<void> {
    const incidentId = await this.source.transaction(async (manager) => {
      const { incident, response } = await lockResponse(manager, responseId, version);
      if (response.latest !== number) throw new RefusedAction('other_version');
      const act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const standing = await standingOf(manager, incident, response);
      await work({ act, incident, response, standing, key: this.key });
      await saveIncident(manager, incident, act.at);
      return incident.id;
    });
    await this.wakeups.wake('escalate', { incidentId });
  }
}

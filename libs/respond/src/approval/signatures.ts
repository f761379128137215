import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { announce, note, RefusedAction, type Act, type IncidentRow } from '#incidents/service';
import { seal } from '#secrets';
import { ApprovalRow, type ApprovalWay, type Seat } from '../entities/approval.entity.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { responsePage } from '../facts/ask.js';
import { moveResponse } from '../step/response-steps.js';
import { askSignatures, settleAsks } from './ask.js';
import type { SeatPlan } from './seats.js';
import { mayGive, type Signer } from './signer.js';
import { drafterHashes, draftersOf, nameHash, standingOf, type Standing } from './standing.js';

/** A photographed or scanned paper. */
export interface Paper {
  name: string;
  type: string;
  content: Buffer;
}

/** A signature as it is put on record. */
export interface Signature {
  seat: SeatPlan;
  way: ApprovalWay;
  /** Who signs, and the post as it was said. */
  name: string;
  post: string | null;
  accountId: string | null;
  note: string;
  signedAt: Date;
  paper?: Paper;
  /** Of a link: what became of the code. */
  code?: Signer['code'];
}

/** Where a text stands that somebody signs, asks for, or sends back. */
export interface Ground {
  act: Act;
  incident: IncidentRow;
  response: ResponseRow;
  standing: Standing;
  /** Key of the roster, for names. */
  key: Buffer;
}

/** A text waits for signatures, or went out without them. */
export function isAwaited({ response, standing }: Pick<Ground, 'response' | 'standing'>): boolean {
  const late = standing.emergency !== null || standing.open.length > 0;
  return (
    response.state === 'in_approval' ||
    (response.state === 'approved' && late) ||
    (response.state === 'published' && standing.emergency !== null)
  );
}

/** @throws RefusedAction `not_in_approval` */
export function mustAwait(ground: Pick<Ground, 'response' | 'standing'>): void {
  if (!isAwaited(ground)) throw new RefusedAction('not_in_approval');
}

/**
 * The seat that somebody may sign, of those that are open.
 * @throws RefusedAction `not_in_approval`, `own_text`, `signed_already`, `not_signer`
 */
export async function seatFor(ground: Ground, person: Signer): Promise<SeatPlan> {
  const { standing } = ground;
  mustAwait(ground);
  const fitting = standing.plan.filter((seat) => mayGive(person, seat, standing.roles));
  if (fitting.length === 0) throw new RefusedAction('not_signer');
  if (await hasWritten(ground.act.manager, ground.response, person)) throw new RefusedAction('own_text');
  const { account } = person;
  if (account && standing.signed.some(({ signerId }) => signerId === account.accountId))
    throw new RefusedAction('signed_already');
  const open = fitting.find(({ seat }) => standing.open.some((one) => one.seat === seat));
  if (!open) throw new RefusedAction('signed_already');
  return open;
}

/** Whether somebody wrote the text: by account; whoever comes by a link without one, by name. */
export async function hasWritten(
  manager: EntityManager,
  response: ResponseRow,
  { account, name }: Signer,
): Promise<boolean> {
  if (account) return (await draftersOf(manager, response)).has(`account:${account.login}`);
  return (await drafterHashes(manager, response)).has(nameHash(response.jurisdictionId, name));
}

/** Somebody's own signature on the version in force: by account; where either has none, by name. */
export function signedBy(
  { signed }: Standing,
  { jurisdictionId }: Pick<ResponseRow, 'jurisdictionId'>,
  { account, name }: Signer,
): ApprovalRow | null {
  const hash = nameHash(jurisdictionId, name);
  const isOwn = ({ signerId, signerHash }: ApprovalRow) =>
    account && signerId ? signerId === account.accountId : signerHash === hash;
  return signed.find(isOwn) ?? null;
}

/** @throws RefusedAction `signed_already` where that seat has its signature */
export function openSeat({ standing }: Ground, wanted: Seat): SeatPlan {
  const seat = standing.open.find((one) => one.seat === wanted);
  if (!seat) throw new RefusedAction('signed_already');
  return seat;
}

/**
 * Puts a signature on record. The last that is missing makes the text approved, or settles the emergency.
 * @throws RefusedAction `own_text`, `same_signer`, and those of `moveResponse`
 */
export async function putSignature(ground: Ground, given: Signature): Promise<ApprovalRow> {
  const { act, incident, response } = ground;
  await mustBeAnother(ground, given.name);
  const row = await act.manager.save(rowOf(ground, given));
  await settleAsks(act, response, 'signature', given.seat.units);
  await note(act, incident, 'approval.signed', {
    approvalId: row.id,
    responseId: response.id,
    number: response.latest,
    seat: given.seat.seat,
    way: given.way,
    ...(row.fileHash && { paper: row.fileHash }),
    ...(given.code && { code: given.code }),
  });
  await goOn(ground);
  return row;
}

function rowOf({ act, incident, response, key }: Ground, given: Signature): ApprovalRow {
  const { paper, seat, name, post } = given;
  return act.manager.create(ApprovalRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    responseId: response.id,
    number: response.latest,
    seat: seat.seat,
    decision: 'agreed',
    way: given.way,
    signerId: given.accountId,
    signerSealed: seal(key, post ? `${name}（${post}）` : name),
    signerHash: nameHash(incident.jurisdictionId, name),
    unit: seat.units[0] ?? null,
    note: given.note,
    by: act.actor,
    signedAt: given.signedAt,
    at: act.at,
    rehearsal: incident.rehearsal,
    ...(paper && {
      fileName: paper.name,
      fileType: paper.type,
      fileHash: createHash('sha256').update(paper.content).digest('hex'),
      file: paper.content,
    }),
  });
}

/** 拟稿≠审签, and two signatures are of two persons, whatever way they come. */
async function mustBeAnother({ act, response, standing }: Ground, name: string): Promise<void> {
  const hash = nameHash(response.jurisdictionId, name);
  if ((await drafterHashes(act.manager, response)).has(hash)) throw new RefusedAction('own_text');
  if (standing.signed.some(({ signerHash }) => signerHash === hash)) throw new RefusedAction('same_signer');
}

async function goOn({ act, incident, response }: Ground): Promise<void> {
  const { open, emergency } = await standingOf(act.manager, incident, response);
  if (open.length > 0) return askSignatures(act, incident, response);
  if (response.state === 'in_approval') {
    await moveResponse(act, incident, response, 'approve');
    await tellWriter(act, incident, response, 'response_approved');
  }
  if (!emergency || emergency.settledAt) return;
  await act.manager.update(ApprovalRow, { id: emergency.id }, { settledAt: act.at, nextDueAt: null });
  await note(act, incident, 'approval.settled', { approvalId: emergency.id, responseId: response.id });
}

export const tellWriter = (
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  template: 'response_approved' | 'response_returned',
): Promise<void> =>
  announce(act, incident, {
    eventKey: `${response.id}:${template}:${response.version}`,
    unit: response.unit,
    audience: 'liaison_and_handler',
    template,
    data: { path: responsePage(response.id) },
  });

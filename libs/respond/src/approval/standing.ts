import { createHash } from 'node:crypto';
import { In, IsNull, type EntityManager } from 'typeorm';
import type { IncidentRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { AccountRow } from '#access/service';
import { ApprovalRow } from '../entities/approval.entity.js';
import { ResponseVersionRow, type ResponseRow } from '../entities/response.entity.js';
import { seatsOf, type SeatPlan } from './seats.js';

/** How the signatures of the version in force stand. */
export interface Standing {
  plan: SeatPlan[];
  /** What holds of the version in force. */
  signed: ApprovalRow[];
  /** Seats without a signature. */
  open: SeatPlan[];
  /** The emergency path was opened for this version. */
  emergency: ApprovalRow | null;
  roles: { office: string; publicity: string; government: string };
}

/** Signatures of a version that is not in force, that were taken back or denied, do not count. */
export async function standingOf(
  manager: EntityManager,
  incident: IncidentRow,
  response: ResponseRow,
): Promise<Standing> {
  const directory = await readDirectory(manager, incident.jurisdictionId);
  const { roles } = directory.profile.jurisdiction;
  const rows = await manager.find(ApprovalRow, {
    where: {
      responseId: response.id,
      number: response.latest,
      voidedAt: IsNull(),
      deniedAt: IsNull(),
      decision: In(['agreed', 'emergency']),
    },
    order: { at: 'ASC' },
  });
  const plan = seatsOf(incident, response.unit, roles);
  const signed = rows.filter(({ decision }) => decision === 'agreed');
  return {
    plan,
    signed,
    open: plan.filter(({ seat }) => !signed.some((row) => row.seat === seat)),
    emergency: rows.find(({ decision }) => decision === 'emergency') ?? null,
    roles,
  };
}

/** `account:<login>` of everybody who wrote: who began it, who handed it in, who saved a version. */
export async function draftersOf(manager: EntityManager, response: ResponseRow): Promise<Set<string>> {
  const versions = await manager.find(ResponseVersionRow, {
    where: { responseId: response.id },
    select: { by: true },
  });
  const { createdBy, submittedBy } = response;
  return new Set([createdBy, ...(submittedBy ? [submittedBy] : []), ...versions.map(({ by }) => by)]);
}

/** A person by name, to tell two signatures of one person; never shown. */
export const nameHash = (jurisdictionId: string, name: string): string =>
  createHash('sha256')
    .update(`${jurisdictionId}|${name.normalize('NFKC').replaceAll(/\s/gu, '')}`)
    .digest('hex');

/** The same for everybody who wrote. */
export async function drafterHashes(manager: EntityManager, response: ResponseRow): Promise<Set<string>> {
  const logins = [...(await draftersOf(manager, response))].map((actor) => actor.replace(/^account:/, ''));
  const { jurisdictionId } = response;
  const people = await manager.findBy(AccountRow, { jurisdictionId, login: In(logins) });
  return new Set(people.map(({ displayName }) => nameHash(jurisdictionId, displayName)));
}

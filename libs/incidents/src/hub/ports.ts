import type { EntityManager } from 'typeorm';
import type { ClockBook, Directory } from '#jurisdiction';
import type { EventLevel, OpinionLevel } from '../levels.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import type { DueTime, KnownPolicy, Routing } from '../routing.js';

export interface StatutoryInput {
  eventLevel: EventLevel;
  provisional: boolean;
  discoveredAt: Date;
  learnedAt: Date | null;
  superiorDueAt: Date | null;
  oldEvent: boolean;
}

export interface InternalInput {
  /** Working level: an unconfirmed 特别重大 runs as 重大. */
  opinionLevel: OpinionLevel;
  judgedAt: Date;
  dispatchedAt: Date | null;
  /** When a unit refused its duty; starts the time for the ruling (DL-20). */
  refusedAt?: Date | null;
}

/**
 * When things are due. Steps never import each other, so the worker hands in the pure functions of `#escalate`; every
 * due time is then written by the hub in the transaction of the dispatch.
 */
export interface DeadlinePolicy {
  statutory(input: StatutoryInput, book: ClockBook): DueTime[];
  /** Rows beside the original ones when the event level rises to I or II. */
  upgrade(existing: DueTime[], upgradedAt: Date, level: EventLevel, book: ClockBook): DueTime[];
  internal(input: InternalInput, book: ClockBook): DueTime[];
}

/** The rules of one decision: the directory it is made by and the times that follow. */
export interface Rules {
  directory: Directory;
  policy: DeadlinePolicy;
}

/** What putting matters together or apart needs of judging and routing; handed in as `DeadlinePolicy` is. */
export interface RegroupingPort {
  /** Puts on the locked row what its items say together: levels only rise, counts and places follow; the caller saves. */
  rejudge(manager: EntityManager, incident: IncidentRow, directory: Directory): Promise<void>;
  /** Decides whose job it is by now, in this transaction, if the stored row asks for it (`needsRouting`). */
  reroute(manager: EntityManager, incidentId: string): Promise<unknown>;
  /** Parts of both; none is taken away. */
  unite(current: Routing, next: Routing): Routing;
}

/**
 * What the interpretation library knows of the policy a matter is about; null: nothing. Routing never imports the library,
 * so the worker hands in `knownPolicy` of `#respond/service`.
 */
export type PolicyReader = (
  manager: EntityManager,
  incident: Pick<IncidentRow, 'id' | 'jurisdictionId'>,
  directory: Directory,
) => Promise<KnownPolicy | null>;

/** Reads the directory in force; `readDirectory` of `#jurisdiction/service`. */
export type DirectoryReader = (manager: EntityManager, jurisdictionId: string) => Promise<Directory>;

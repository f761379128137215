import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import {
  announce,
  note,
  RefusedAction,
  lockVersion,
  saveIncident,
  setFollowing,
  type Act,
  type IncidentRow,
} from '#incidents/service';
import type { Wakeups } from '#queue';
import { CommitmentRow } from '../entities/commitment.entity.js';
import { COMMITMENTS_PAGE } from './pages.js';
import { lockRow, saveRow, tellNoMore } from './rows.js';

/** What is promised, by when, by which unit. */
export interface NewCommitment {
  what: string;
  dueAt: Date;
  unit: string;
}

/** How a commitment ended. */
export type Outcome =
  | { as: 'kept'; proofUrl: string | null; text: string }
  | { as: 'broken'; reason: string }
  | { as: 'withdrawn'; reason: string };

/**
 * Keeps what was promised to the public. The caller holds the lock, asks `setFollowing` and saves.
 * @throws RefusedAction `commitment_in_past`
 */
export async function makeCommitments(
  act: Act,
  incident: IncidentRow,
  promised: readonly NewCommitment[],
  from: { publicationId: string | null; responseId: string | null },
): Promise<CommitmentRow[]> {
  const rows: CommitmentRow[] = [];
  for (const { what, dueAt, unit } of promised) {
    if (dueAt <= act.at) throw new RefusedAction('commitment_in_past');
    const row = await act.manager.save(
      act.manager.create(CommitmentRow, {
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        ...from,
        what: what.trim(),
        unit,
        dueAt,
        state: 'open',
        createdBy: act.actor,
        createdAt: act.at,
        rehearsal: incident.rehearsal,
      }),
    );
    await note(act, incident, 'commitment.made', { ...aboutOf(row), dueAt: dueAt.toISOString() });
    await announce(act, incident, {
      eventKey: `${row.id}:made`,
      unit,
      audience: 'liaison_and_handler',
      template: 'commitment_made',
      subjectId: row.id,
      data: { unit, dueAt: dueAt.toISOString(), path: COMMITMENTS_PAGE },
    });
    rows.push(row);
  }
  return rows;
}

const aboutOf = ({ id, unit }: CommitmentRow) => ({ commitmentId: id, unit });

/** What people do with promises. Each is one transaction on the locked incident; permission is checked by the caller. */
export class Commitments {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /** Enters a promise that was made otherwise, at a press conference or by telephone. @throws RefusedAction, StaleError */
  async make(
    incidentId: string,
    version: number,
    promised: NewCommitment,
    actor: string,
  ): Promise<CommitmentRow> {
    const made = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const act = this.act(manager, incident, actor);
      const [row] = await makeCommitments(act, incident, [promised], {
        publicationId: null,
        responseId: null,
      });
      await this.follow(act, incident);
      return row as CommitmentRow;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return made;
  }

  /**
   * 调整时间, once, with a reason the public is told.
   * @throws RefusedAction `commitment_settled`, `commitment_moved`, `commitment_not_later`, `reason_missing`, `bad_url`
   */
  async move(
    id: string,
    change: { version: number; dueAt: Date; reason: string; url: string | null },
    actor: string,
  ): Promise<void> {
    await this.change(id, change.version, actor, async (act, incident, row) => {
      if (row.movedFrom) throw new RefusedAction('commitment_moved');
      if (!change.reason.trim()) throw new RefusedAction('reason_missing');
      if (change.dueAt <= row.dueAt || change.dueAt <= act.at)
        throw new RefusedAction('commitment_not_later');
      const { dueAt } = change;
      const url = webAddress(change.url);
      const told = { movedFrom: row.dueAt, movedReason: change.reason.trim(), movedUrl: url };
      Object.assign(row, { ...told, dueAt, reminded: 0 });
      await note(act, incident, 'commitment.moved', {
        ...aboutOf(row),
        from: row.movedFrom,
        to: dueAt.toISOString(),
      });
    });
  }

  /**
   * 兑现, 未兑现, or entered by mistake.
   * @throws RefusedAction `commitment_settled`, `no_proof`, `reason_missing`, `bad_url`; StaleError
   */
  async settle(id: string, version: number, outcome: Outcome, actor: string): Promise<void> {
    await this.change(id, version, actor, async (act, incident, row) => {
      const text = (outcome.as === 'kept' ? outcome.text : outcome.reason).trim();
      const proofUrl = outcome.as === 'kept' ? webAddress(outcome.proofUrl) : null;
      if (outcome.as === 'kept' && !text && !proofUrl) throw new RefusedAction('no_proof');
      if (outcome.as !== 'kept' && !text) throw new RefusedAction('reason_missing');
      Object.assign(row, {
        state: outcome.as,
        outcome: text || null,
        proofUrl,
        settledAt: act.at,
        settledBy: act.actor,
      });
      await note(act, incident, `commitment.${outcome.as}`, aboutOf(row));
    });
  }

  private async change(
    id: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, row: CommitmentRow) => Promise<void>,
  ): Promise<void> {
    await this.source.transaction(async (manager) => {
      const { incident, row } = await lockRow(manager, CommitmentRow, id, version);
      if (row.state !== 'open') throw new RefusedAction('commitment_settled');
      const act = this.act(manager, incident, actor);
      await work(act, incident, row);
      await saveRow(manager, CommitmentRow, row);
      await tellNoMore(act, row.id);
      await this.follow(act, incident);
    });
  }

  private async follow(act: Act, incident: IncidentRow): Promise<void> {
    const open = await act.manager.existsBy(CommitmentRow, { incidentId: incident.id, state: 'open' });
    await setFollowing(act, incident, open);
    await saveIncident(act.manager, incident, act.at);
  }

  private act(manager: EntityManager, incident: IncidentRow, actor: string): Act {
    return { manager, actor, at: this.clock.now(timelineOf(incident)) };
  }
}

/** @throws RefusedAction `bad_url` */
export function webAddress(given: string | null): string | null {
  const url = given?.trim() || null;
  if (url && (!/^https?:\/\//.test(url) || !URL.canParse(url))) throw new RefusedAction('bad_url');
  return url;
}

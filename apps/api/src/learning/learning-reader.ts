import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { IncidentItemRow, ItemRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { DirectoryChanges, readDirectory } from '#jurisdiction/service';
import { proposalFor, reviewDispatches, type Mistake, type Review } from '#route';
import { readDispatches, type ReadDispatch } from '#route/service';
import type { LearningView, MistakeView, ProposedChange } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound, ProblemError } from '../http/problem.js';
import { iso } from '../incidents/present.js';
import { displayNames, type Names } from '../incidents/names.js';
import { caseOf } from './labelled-case.js';

const DAY = 86_400_000;
/** Dispatches read for one page; a city has some thousand a year. */
const MOST = 5000;

/** The time and the timeline looked at. */
export interface LearningWindow {
  days: number;
  rehearsal: boolean;
}

interface Reviewed {
  directory: Directory;
  dispatches: ReadDispatch[];
  review: Review;
  since: Date;
  until: Date;
}

/** What we got wrong, why, and what would put it right. */
@Injectable()
export class LearningReader {
  private readonly changes = new DirectoryChanges();

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async view(caller: Principal, window: LearningWindow): Promise<LearningView> {
    const { dispatches, review, since, until, directory } = await this.review(caller, window);
    const byId = new Map(dispatches.map((one) => [one.incidentId, one]));
    const actors = dispatches.map(({ corrected }) => corrected?.by);
    const names = await displayNames(this.database.manager, actors);
    return {
      since: iso(since),
      until: iso(until),
      rehearsal: window.rehearsal,
      dispatched: review.dispatched,
      stood: review.stood,
      correctedBefore: review.correctedBefore,
      byUnit: review.byUnit,
      byTopic: review.byTopic,
      mistakes: review.mistakes.map((mistake) => present(mistake, byId, names, directory)),
      complete: dispatches.length < MOST,
    };
  }

  /**
   * Puts the change that would have led to the right unit before a second person.
   * @throws ProblemError 404 when there is no such mistake any more, 422 `no_proposal`
   */
  async propose(caller: Principal, key: string, window: LearningWindow): Promise<ProposedChange> {
    const { review, directory } = await this.review(caller, window);
    const mistake = review.mistakes.find((one) => keyOf(one) === key);
    if (!mistake) throw notFound();
    const proposal = proposalFor(mistake, directory);
    if (!proposal)
      throw new ProblemError(422, 'no_proposal', '没有可以直接提出的修改', '请到名录中由人工提出修改。');
    return this.database.transaction(async (manager) => {
      const { title, reason, kind, key: entry, body } = proposal;
      const change = await this.changes.propose(manager, {
        jurisdictionId: caller.jurisdictionId,
        title,
        reason,
        edits: [{ kind, key: entry, body }],
        origin: 'learning',
        originIncidentId: mistake.incidents[0] ?? null,
        by: actorOf(caller),
        at: this.clock.now(),
      });
      return { id: change.id, number: change.number };
    });
  }

  /** Corrected matters as routing cases, one a line; what a person decided is the expectation. The export is logged. */
  async cases(caller: Principal, window: LearningWindow): Promise<string> {
    const { dispatches } = await this.review(caller, window);
    const corrected = dispatches.filter((one) => one.corrected);
    const items = await this.firstItems(corrected.map((one) => one.incidentId));
    const lines = corrected.flatMap((one) => {
      const item = items.get(one.incidentId);
      return item ? [JSON.stringify(caseOf(one, item))] : [];
    });
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(caller),
      action: 'cases.exported',
      data: { rows: lines.length },
    });
    return lines.map((line) => `${line}\n`).join('');
  }

  private async review(caller: Principal, { days, rehearsal }: LearningWindow): Promise<Reviewed> {
    const { manager } = this.database;
    const until = this.clock.now(rehearsal ? 'rehearsal' : 'real');
    const since = new Date(until.getTime() - days * DAY);
    const [directory, dispatches] = await Promise.all([
      readDirectory(manager, caller.jurisdictionId),
      readDispatches(manager, caller, { since, rehearsal, limit: MOST }),
    ]);
    return { directory, dispatches, review: reviewDispatches(dispatches, directory), since, until };
  }

  private async firstItems(incidentIds: string[]): Promise<Map<string, ItemRow>> {
    if (incidentIds.length === 0) return new Map();
    const { manager } = this.database;
    const links = await manager.find(IncidentItemRow, {
      where: { incidentId: In(incidentIds) },
      order: { at: 'DESC', itemId: 'DESC' },
    });
    const itemOf = new Map(links.map(({ incidentId, itemId }) => [incidentId, itemId]));
    const rows = await manager.findBy(ItemRow, { id: In([...itemOf.values()]) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      [...itemOf].flatMap(([incident, item]) => {
        const row = byId.get(item);
        return row ? [[incident, row] as const] : [];
      }),
    );
  }
}

/** Names a mistake as long as it is the same one. */
const keyOf = ({ blame, wrong, right }: Mistake): string =>
  [blame.kind, blame.key, wrong ?? '', ...[...right].sort()].join('|');

function present(
  mistake: Mistake,
  byId: ReadonlyMap<string, ReadDispatch>,
  names: Names,
  directory: Directory,
): MistakeView {
  const { blame, wrong, right, incidents, of } = mistake;
  const proposal = proposalFor(mistake, directory);
  const lies = blame.kind === 'topics' || blame.kind === 'exceptions' || blame.kind === 'places';
  return {
    key: keyOf(mistake),
    blame: blame.name,
    entry: lies ? { kind: blame.kind as 'topics', key: blame.key } : null,
    wrong,
    right,
    count: incidents.length,
    of,
    incidents: incidents.flatMap((id) => {
      const one = byId.get(id);
      if (!one?.corrected) return [];
      const { reason, by, at } = one.corrected;
      return [{ id, number: one.number, title: one.title, reason, by: names.get(by) ?? by, at: iso(at) }];
    }),
    proposal: proposal && { title: proposal.title, reason: proposal.reason },
  };
}

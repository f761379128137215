import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { Judgement } from '#incidents';
import { IncidentItemRow, IncidentRow, ItemRow } from '#incidents/service';
import { modelsOf, withCorrections, type LearnedModels } from '#judge';
import {
  activeModels,
  rejudge,
  saidOfItems,
  type RejudgeOptions,
  type SaidOfItems,
  type StandingItem,
} from '#judge/service';
import type { Directory, DirectoryKind } from '#jurisdiction';
import { DirectoryDryRunRow, type DryRunOutcome } from '#jurisdiction/service';
import { route } from '#route';
import { knownPolicy } from '#respond/service';
import { routingFacts, routingOf } from '#route/service';
import { compare, fresh, isMatter, type Comparison, type Decided } from './compare.js';

/** The two directories that are set side by side, and what of judging the edits can touch. */
export interface Sides {
  before: Directory;
  after: Directory;
  /** False: only whose job it is can change; what was found in the texts stands. */
  rejudges: boolean;
  /** The day of which effective dates are asked; null: each item's own. */
  asOf: Date | null;
  /** Words that are new in the directory: items that made no incident are looked at again where one of them stands in. */
  newWords: string[];
}

/** Incidents read at once, items of one incident that are judged again, items without incident looked at. */
const CHUNK = 20;
const ITEMS = 60;
const FRESH = 300;
/** Nobody has asked for so long: the page was closed. */
const FORGOTTEN_MS = 30_000;
const LONGEST_MS = 120_000;
const BEAT_MS = 1_000;
const ROUTING_ONLY: ReadonlySet<DirectoryKind> = new Set(['rules', 'exceptions']);

export const rejudges = (kinds: readonly DirectoryKind[]): boolean =>
  kinds.some((kind) => !ROUTING_ONLY.has(kind));

/**
 * Works dry runs off in the background of this process, giving way after each incident. What is found is stored once a
 * second; a run ends with its process, by being cancelled, when nobody asks for it any more, or after two minutes.
 */
@Injectable()
export class DryRunner implements OnModuleDestroy {
  private readonly logger = new Logger('dry-run');
  private readonly running = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly database: DataSource) {}

  start(run: DirectoryDryRunRow, sides: Sides): void {
    const work = this.work(run, sides).finally(() => this.running.delete(work));
    this.running.add(work);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private async work(run: DirectoryDryRunRow, sides: Sides): Promise<void> {
    try {
      const ended = await this.tryAll(run, sides);
      run.cut ||= ended === 'late';
      run.state = ended === 'all' || ended === 'late' ? 'done' : 'cancelled';
    } catch (error) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      run.state = 'failed';
    }
    run.finishedAt = new Date(run.startedAt.getTime() + Date.now() - run.askedAt.getTime());
    await this.keep(run).catch((error: unknown) => this.logger.error(String(error)));
  }

  private async tryAll(run: DirectoryDryRunRow, sides: Sides): Promise<'all' | 'late' | 'unwanted'> {
    const began = Date.now();
    let beat = began;
    const used = await activeModels(this.database.manager, run.jurisdictionId, sides.before);
    const models = used.number === null ? bothModels(sides) : { before: used.models, after: used.models };
    for (let at = 0; at < run.wanted.length; at += CHUNK) {
      for (const matter of await readMatters(this.database.manager, run.wanted.slice(at, at + CHUNK))) {
        const outcome = await this.tryOne(matter, run, sides, models);
        run.tried.push(matter.incident.id);
        if (outcome) run.outcomes.push(outcome);
        await new Promise((next) => setImmediate(next));
      }
      if (this.stopping) return 'unwanted';
      if (Date.now() - began > LONGEST_MS) return 'late';
      if (Date.now() - beat < BEAT_MS) continue;
      beat = Date.now();
      if (!(await this.keep(run))) return 'unwanted';
    }
    run.outcomes.push(...(await this.tryOthers(run, sides, models.after)));
    return 'all';
  }

  private async tryOne(
    { incident, items, said }: Matter,
    run: DirectoryDryRunRow,
    sides: Sides,
    models: { before: LearnedModels | undefined; after: LearnedModels | undefined },
  ): Promise<DryRunOutcome | null> {
    const judged = (directory: Directory, options: RejudgeOptions) =>
      judgementOf(incident, items, directory, sides, options);
    const asOf = sides.asOf ?? undefined;
    const was = judged(sides.before, { models: models.before, said, asOf });
    const is = judged(sides.after, { models: models.after, said, asOf });
    const asked = { directory: sides.after, policies: knownPolicy };
    const facts = await routingFacts(this.database.manager, incident, [was, is], asked);
    const decided = (judgement: Judgement, directory: Directory): Decided => ({
      judgement,
      routing: routingOf(incident, judgement, directory, { at: run.asOf, ...facts }),
    });
    const [before, after] = [decided(was, sides.before), decided(is, sides.after)];
    const found = compare(before, after, incident.routedBy !== null);
    return found && outcomeOf(found, { incidentId: incident.id, itemId: null }, after);
  }

  /** Items that made no incident and hold a word that is new: some of them would make one. */
  private async tryOthers(
    run: DirectoryDryRunRow,
    { after: directory, newWords, asOf }: Sides,
    models: LearnedModels | undefined,
  ): Promise<DryRunOutcome[]> {
    if (newWords.length === 0) return [];
    const rows = await otherItems(this.database.manager, run, newWords);
    const said = await saidOfItems(this.database.manager, rows);
    const outcomes: DryRunOutcome[] = [];
    for (const row of rows) {
      const judgement = rejudge([{ row, duplicateOf: null }], directory, {
        models,
        said,
        asOf: asOf ?? undefined,
      });
      const decided = { judgement, routing: route(judgement, directory, { at: run.asOf }) };
      if (isMatter(decided))
        outcomes.push(outcomeOf(fresh(decided), { incidentId: null, itemId: row.id }, decided));
      await new Promise((next) => setImmediate(next));
    }
    return outcomes;
  }

  /** Stores what is found so far. False when nobody wants it any more. */
  private async keep(run: DirectoryDryRunRow): Promise<boolean> {
    const { state, tried, outcomes, finishedAt, cut } = run;
    const parts = { tried, outcomes, beatAt: new Date(), finishedAt, cut };
    const done = await this.database.manager
      .createQueryBuilder()
      .update(DirectoryDryRunRow)
      .set({ ...parts, outcomes: outcomes as never, state })
      .where(`id = :id and state = 'running'`, { id: run.id })
      .returning(['askedAt'])
      .execute();
    const [row] = done.raw as { asked_at: Date }[];
    return row !== undefined && (state !== 'running' || Date.now() - row.asked_at.getTime() < FORGOTTEN_MS);
  }
}

interface Matter {
  incident: IncidentRow;
  items: StandingItem[];
  said: SaidOfItems;
}

/** Where no version is in force the directory's own texts teach; models are trained anew only where those changed. */
function bothModels({ before, after, rejudges: again }: Sides) {
  if (!again) return { before: undefined, after: undefined };
  const model = modelsOf(before);
  const same =
    JSON.stringify(before.profile.examples) === JSON.stringify(after.profile.examples) &&
    JSON.stringify(before.profile.fields) === JSON.stringify(after.profile.fields);
  return { before: model, after: same ? model : modelsOf(after) };
}

/** A matter split from a report is judged by its cleaned text, which its items are not: what was found stands. */
function judgementOf(
  incident: IncidentRow,
  items: StandingItem[],
  directory: Directory,
  sides: Sides,
  options: RejudgeOptions,
): Decided['judgement'] {
  const stored = incident.judgement;
  if (stored && (!sides.rejudges || items.length === 0 || incident.splitFrom !== null)) return stored;
  const again = withCorrections(rejudge(items, directory, options), incident.corrected, directory);
  if (!incident.opinionConfirmed) return again;
  return { ...again, opinionLevel: incident.opinionLevel, opinionConfirmed: true };
}

const outcomeOf = (
  found: Comparison,
  of: { incidentId: string | null; itemId: string | null },
  { routing }: Decided,
): DryRunOutcome => ({ ...of, ...found, restricted: routing.restricted, recused: routing.recused });

async function readMatters(manager: EntityManager, ids: string[]): Promise<Matter[]> {
  const [incidents, links] = await Promise.all([
    manager.find(IncidentRow, { where: { id: In(ids) } }),
    manager.find(IncidentItemRow, { where: { incidentId: In(ids) }, order: { at: 'ASC', itemId: 'ASC' } }),
  ]);
  const kept = ids.flatMap((id) => links.filter((link) => link.incidentId === id).slice(0, ITEMS));
  const rows = await manager.find(ItemRow, { where: { id: In(kept.map(({ itemId }) => itemId)) } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const said = await saidOfItems(manager, rows);
  return incidents
    .map((incident) => ({
      incident,
      said,
      items: kept.flatMap(({ incidentId, itemId, duplicateOf }) => {
        const row = byId.get(itemId);
        return row && incidentId === incident.id ? [{ row, duplicateOf }] : [];
      }),
    }))
    .filter(({ incident, items }) => incident.judgement !== null || items.length > 0);
}

async function otherItems(
  manager: EntityManager,
  run: DirectoryDryRunRow,
  words: string[],
): Promise<ItemRow[]> {
  const { jurisdictionId, since, rehearsal, historic } = run;
  return manager
    .createQueryBuilder(ItemRow, 'item')
    .where('item.jurisdictionId = :jurisdictionId and item.discoveredAt >= :since', { jurisdictionId, since })
    .andWhere('item.judgedAt is not null')
    .andWhere(`(:rehearsal or not item.rehearsal) and (:historic or not item.historic)`, {
      rehearsal,
      historic,
    })
    .andWhere('not exists (select 1 from incident_item link where link.item_id = item.id)')
    .andWhere(
      'exists (select 1 from unnest(:words::text[]) word where strpos(item.title, word) > 0 or strpos(item.text, word) > 0)',
      { words },
    )
    .orderBy('item.seq', 'DESC')
    .take(FRESH)
    .getMany();
}

import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import {
  countProposals,
  IncidentRow,
  ItemRow,
  listProposals,
  mayUndo,
  RefusedAction,
  RegroupingRow,
  type ListedProposal,
  type ProposalState,
  type ProposedMatter,
  type RegroupEffect,
} from '#incidents/service';
import type { IncidentState } from '#incidents';
import { readDirectory } from '#jurisdiction/service';
import type {
  GroupingsView,
  LinkedMatter,
  Page,
  ProposalView,
  ProposedMatterView,
  RegroupedItem,
  RegroupEffectView,
  RegroupingView,
} from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { effectWords } from './effect-words.js';

/** Versions shown of one matter, newest first. */
const RECORDS = 50;

/** Reads what was put together and apart, and what is proposed, for somebody. */
@Injectable()
export class GroupingsReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
  ) {}

  /** @throws ProblemError 404 */
  async of(caller: Principal, incidentId: string): Promise<GroupingsView> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const incident = await manager.findOneByOrFail(IncidentRow, { id: incidentId });
    const rows = await manager.find(RegroupingRow, {
      where: [{ fromId: incidentId }, { intoId: incidentId }],
      order: { seq: 'DESC' },
      take: RECORDS,
    });
    const known = await this.known(caller, [
      ...rows.flatMap(({ fromId, intoId }) => [fromId, intoId]),
      ...(incident.mergedInto ? [incident.mergedInto] : []),
    ]);
    const now = this.clock.now(timelineOf(incident));
    const names = await displayNames(
      manager,
      rows.flatMap(({ by, undoneBy }) => [by, undoneBy]),
    );
    const records: RegroupingView[] = [];
    for (const row of rows) records.push(await this.record(row, known, names, now));
    const open = { state: 'open' as const, incidentId };
    const { rows: proposals } = await listProposals(manager, caller, open, { cursor: null, limit: 20 });
    return {
      merged: incident.state === 'merged',
      mergedInto: (incident.mergedInto && known.get(incident.mergedInto)) || null,
      records,
      proposals: proposals.map((proposal) => presentProposal(proposal, new Map())),
    };
  }

  async list(
    caller: Principal,
    state: ProposalState,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<ProposalView>> {
    const { manager } = this.database;
    const { rows, next } = await listProposals(manager, caller, { state }, page);
    const names = await displayNames(
      manager,
      rows.map(({ decidedBy }) => decidedBy),
    );
    return { items: rows.map((row) => presentProposal(row, names)), next };
  }

  count(caller: Principal): Promise<number> {
    return countProposals(this.database.manager, caller);
  }

  /** @throws ProblemError 404 for a proposal about something one may not know of */
  async mustSeeProposal(caller: Principal, id: string): Promise<void> {
    const { rows } = await listProposals(this.database.manager, caller, { id }, { cursor: null, limit: 1 });
    if (rows.length === 0) throw notFound();
  }

  /** The matters of a regrouping, both of which the caller may know of. @throws ProblemError 404 */
  async mustSeeRegrouping(caller: Principal, id: string): Promise<RegroupingRow> {
    const row = await this.database.manager.findOneBy(RegroupingRow, { id });
    if (!row) throw notFound();
    for (const incidentId of [row.fromId, row.intoId]) await this.incidents.mustSee(caller, incidentId);
    return row;
  }

  async effect(caller: Principal, effect: RegroupEffect): Promise<RegroupEffectView> {
    const { manager } = this.database;
    return effectWords(effect, await readDirectory(manager, caller.jurisdictionId));
  }

  async items(ids: string[]): Promise<RegroupedItem[]> {
    const items = await this.database.manager.find(ItemRow, {
      where: { id: In(ids) },
      order: { seq: 'ASC' },
    });
    return items.map(({ id, title, text, source, publishedAt, discoveredAt }) => ({
      id,
      title: title || text.slice(0, 40),
      source: source.name,
      at: iso(publishedAt ?? discoveredAt),
    }));
  }

  async numberOf(incidentId: string): Promise<string> {
    return (await this.database.manager.findOneByOrFail(IncidentRow, { id: incidentId })).number;
  }

  private async known(caller: Principal, ids: string[]): Promise<Map<string, LinkedMatter>> {
    const seen = [...(await this.incidents.whichOf(caller, [...new Set(ids)]))];
    const rows = await this.database.manager.findBy(IncidentRow, { id: In(seen) });
    return new Map(rows.map(({ id, number, title, state }) => [id, { id, number, title, state }]));
  }

  private async record(
    row: RegroupingRow,
    known: Map<string, LinkedMatter>,
    names: ReadonlyMap<string, string>,
    now: Date,
  ): Promise<RegroupingView> {
    const because = row.kind === 'undo' || row.undoneAt ? null : await this.whyNot(row, now);
    const name = (login: string | null) => login && (names.get(login.replace(/^account:/, '')) ?? login);
    return {
      id: row.id,
      kind: row.kind,
      from: known.get(row.fromId) ?? null,
      into: known.get(row.intoId) ?? null,
      items: row.itemIds.length,
      reason: row.reason,
      by: name(row.by.replace(/^account:/, '')) ?? '',
      at: iso(row.at),
      undoneBy: name(row.undoneBy),
      undoneAt: isoOrNull(row.undoneAt),
      undoable: row.kind !== 'undo' && row.undoneAt === null && because === null,
      because,
    };
  }

  private async whyNot(row: RegroupingRow, now: Date): Promise<string | null> {
    try {
      await mayUndo(this.database.manager, row, now);
      return null;
    } catch (error) {
      if (error instanceof RefusedAction) return error.message;
      throw error;
    }
  }
}

const presentMatter = (matter: ProposedMatter): ProposedMatterView => ({
  id: matter.id,
  number: matter.number,
  title: matter.title,
  state: matter.state as IncidentState,
  opinionLevel: matter.opinionLevel,
  itemCount: matter.itemCount,
  discoveredAt: iso(new Date(matter.discoveredAt)),
  version: matter.version,
});

function presentProposal(row: ListedProposal, names: ReadonlyMap<string, string>): ProposalView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    similarity: Math.round(row.similarity * 1000) / 1000,
    reasons: row.reasons,
    from: presentMatter(row.from),
    into: row.into && presentMatter(row.into),
    itemIds: row.itemIds,
    at: iso(row.at),
    decidedBy: row.decidedBy && (names.get(row.decidedBy) ?? row.decidedBy),
    decidedAt: isoOrNull(row.decidedAt),
  };
}

import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { joinPieces, maskForUnits, piecesOf, splitMarks, type Item, type Piece } from '#incidents';
import {
  AccusationActions,
  IncidentItemRow,
  IncidentRow,
  isReport,
  ItemRow,
  JudgementRow,
  RecusalRow,
  RefusedAction,
} from '#incidents/service';
import { judge } from '#judge';
import type { Directory } from '#jurisdiction';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { route } from '#route';
import type { SplitDraft, SplitPreview, SplitRequest } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { iso } from '../incidents/present.js';

/** Originals shown; repeats of another are left out. */
const MOST = 30;
const TITLE = 40;

interface Original {
  item: ItemRow;
  pieces: Piece[];
}

/** 拆件: both halves of a report, sentence by sentence; what goes out is judged as it stands before it goes. */
@Injectable()
export class SplitDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reports: AccusationActions,
    private readonly contacts: ContactBook,
  ) {}

  /** @throws RefusedAction `no_report` */
  async draft(id: string): Promise<SplitDraft> {
    const { report, originals } = await this.read(id);
    const first = originals.flatMap(({ pieces }) => pieces).find((piece) => piece.goesOut);
    return {
      version: report.version,
      title: first ? titleOf(first.text) : '',
      items: originals.map(({ item, pieces }) => ({
        itemId: item.id,
        source: item.source.name,
        at: iso(item.publishedAt ?? item.discoveredAt),
        pieces,
      })),
    };
  }

  async preview(id: string, asked: SplitRequest): Promise<SplitPreview> {
    const { report, originals } = await this.read(id);
    const directory = await readDirectory(this.database.manager, report.jurisdictionId);
    return this.tried(report, asked, textOf(originals, asked), directory);
  }

  /** @throws StaleError; RefusedAction `no_report`, `split_text_missing`, `still_accusing`, `reason_missing` */
  async split(id: string, asked: SplitRequest, actor: string): Promise<void> {
    const { report, originals } = await this.read(id);
    const kept = asked.kept.filter(({ pieces }) => pieces.length > 0);
    if (kept.length === 0) return this.reports.referOnly(id, asked.version, asked.reason ?? '', actor);
    const directory = await readDirectory(this.database.manager, report.jurisdictionId);
    const { title, text, faults } = this.tried(report, asked, textOf(originals, asked), directory);
    if (faults.length > 0) throw new RefusedAction('still_accusing', faults.join(''));
    await this.reports.split(id, { version: asked.version, title, text, kept }, actor);
  }

  /** Judged and routed as the units would read it; the reported stay out. */
  private tried(report: IncidentRow, asked: SplitRequest, text: string, directory: Directory): SplitPreview {
    const title = maskForUnits(asked.title.trim());
    const at = this.clock.now(timelineOf(report));
    const judgement = judge(asItem(report, title, text), directory);
    const routing = route(judgement, directory, { at });
    const free = (units: string[]) => units.filter((unit) => !report.recused.includes(unit));
    const accused = judgement.signals.find(({ kind }) => kind === 'misconduct');
    return {
      title,
      text,
      places: judgement.places.map((place) => place.name),
      opinionLevel: judgement.opinionLevel,
      firstResponsible: free(routing.firstResponsible),
      respondents: free(routing.respondents),
      faults: accused ? [`“${accused.words.join('、')}”仍指向公职人员。`] : [],
    };
  }

  private async read(id: string): Promise<{ report: IncidentRow; originals: Original[] }> {
    const { manager } = this.database;
    const report = await manager.findOneBy(IncidentRow, { id });
    if (!report) throw notFound();
    if (!isReport(report)) throw new RefusedAction('no_report');
    const links = await manager.find(IncidentItemRow, {
      where: { incidentId: id, duplicateOf: IsNull() },
      order: { at: 'ASC' },
      take: MOST,
    });
    const itemId = In(links.map((link) => link.itemId));
    const [items, judgements, names] = await Promise.all([
      manager.find(ItemRow, { where: { id: itemId }, order: { seq: 'ASC' } }),
      manager.findBy(JudgementRow, { itemId }),
      this.names(id),
    ]);
    const marks = splitMarks(
      judgements.map((row) => row.result),
      names,
    );
    // Each item's pieces are numbered through title and text.
    const originals = items.map((item) => ({ item, pieces: piecesOf(whole(item), marks) }));
    return { report, originals };
  }

  /** Names of those who are kept from it. */
  private async names(incidentId: string): Promise<string[]> {
    const { manager } = this.database;
    const rows = await manager.findBy(RecusalRow, { incidentId, kind: 'contact', liftedAt: IsNull() });
    const people = await Promise.all(rows.map((row) => this.contacts.contact(manager, row.personId)));
    return people.flatMap((person) => person?.name ?? []);
  }
}

function whole({ title, text }: ItemRow): string {
  if (title.trim() === '' || text.trim().startsWith(title.trim())) return text;
  return /[。！？!?…]$/u.test(title.trim()) ? `${title.trim()}\n${text}` : `${title.trim()}。\n${text}`;
}

function textOf(originals: Original[], asked: SplitRequest): string {
  const parts = originals.map(({ item, pieces }) => {
    const kept = asked.kept.find(({ itemId }) => itemId === item.id)?.pieces ?? [];
    return joinPieces(pieces.filter(({ no }) => kept.includes(no)));
  });
  return maskForUnits(parts.filter((part) => part !== '').join('\n'));
}

const titleOf = (text: string): string =>
  maskForUnits(text)
    .trim()
    .replace(/[，,。！？!?；;：:\s]+$/u, '')
    .slice(0, TITLE);

const asItem = (report: IncidentRow, title: string, text: string): Item => ({
  id: report.id,
  title,
  text,
  source: { name: '转办诉求', tier: 'self', scope: 'local' },
  discoveredAt: report.discoveredAt.toISOString(),
});

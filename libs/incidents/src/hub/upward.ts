import { randomUUID } from 'node:crypto';
import { IsNull, Not, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { OrderRow, type OrderChannel } from '../entities/order.entity.js';
import { ReportIssueRow, ReportSeriesRow, type UpwardKind } from '../entities/upward.entity.js';
import { draftUpward } from '../upward/draft.js';
import { upwardName } from '../upward/words.js';
import { note, type Act } from './act.js';
import { RefusedAction, StaleError } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';
import { reportOrder } from './order-actions.js';
import type { DirectoryReader } from './ports.js';
import { upwardFacts } from './upward-facts.js';

export const UPWARD_LENGTH = 10_000;

export interface UpwardSending {
  version: number;
  /** When it was handed over. */
  at: Date;
  channel: OrderChannel;
  /** Number of the document, who took it down; masked. */
  receipt: string | null;
  /** A superior's order this report answers: it counts as the report to the superior (回告) too. */
  orderId: string | null;
}

/**
 * 首报, 续报, 终报: what is reported upward, a numbered series per addressee. The system drafts and keeps; the contents leave
 * the house by the office's own ways, and are marked as sent here.
 */
export class UpwardReports {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * Drafts the next report to an addressee from what is stored now. A draft that is there already is given back as it is.
   * @param final 终报: closes the series when it is sent
   * @param login of whoever drafts
   * @throws RefusedAction `not_found`, `series_closed`, `first_report_first`
   */
  async draft(
    incidentId: string,
    given: { addressee: string; final: boolean },
    login: string,
  ): Promise<ReportIssueRow> {
    return this.within(incidentId, login, async (act, incident) => {
      const series = await seriesFor(act, incident, given.addressee);
      if (series.closedAt) throw new RefusedAction('series_closed');
      const open = await act.manager.findOneBy(ReportIssueRow, { seriesId: series.id, sentAt: IsNull() });
      if (open) return open;
      const last = await lastSent(act.manager, series.id);
      if (!last && given.final) throw new RefusedAction('first_report_first');
      const kind: UpwardKind = !last ? 'first' : given.final ? 'final' : 'follow';
      const directory = await this.directories(act.manager, incident.jurisdictionId);
      const facts = await upwardFacts(act.manager, incident, directory, act.at);
      const row = act.manager.create(ReportIssueRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        seriesId: series.id,
        kind,
        number: 1 + (await act.manager.countBy(ReportIssueRow, { seriesId: series.id, kind })),
        text: draftUpward(facts, last?.facts ?? null, kind).join('\n'),
        facts,
        draftedBy: login,
        draftedAt: act.at,
        version: 1,
        rehearsal: incident.rehearsal,
      });
      await act.manager.insert(ReportIssueRow, row);
      return row;
    });
  }

  /** A person's words in place of the draft's. @param text masked @throws RefusedAction `not_found`, `report_empty`, `report_sent`; StaleError */
  async edit(id: string, version: number, text: string, login: string): Promise<void> {
    if (!text.trim()) throw new RefusedAction('report_empty');
    await this.unsent(id, version, login, async (act, row) => {
      Object.assign(row, { text: text.trim(), draftedBy: login, version: row.version + 1 });
      await act.manager.save(ReportIssueRow, row);
    });
  }

  /** Throws a draft away. @throws RefusedAction `not_found`, `report_sent`; StaleError */
  async discard(id: string, version: number, login: string): Promise<void> {
    await this.unsent(id, version, login, async (act, row) => {
      await act.manager.delete(ReportIssueRow, { id: row.id });
    });
  }

  /**
   * Marks it as sent: from now on it is not changed; the final report closes the series.
   * @throws RefusedAction `not_found`, `report_sent`, `in_the_future`, `sent_before_discovered`, `order_settled`; StaleError
   */
  async send(id: string, given: UpwardSending, login: string): Promise<void> {
    await this.unsent(id, given.version, login, async (act, row, incident) => {
      if (given.at > act.at) throw new RefusedAction('in_the_future');
      if (given.at < incident.discoveredAt) throw new RefusedAction('sent_before_discovered');
      const series = await act.manager.findOneByOrFail(ReportSeriesRow, { id: row.seriesId });
      Object.assign(row, {
        sentAt: given.at,
        sentBy: login,
        channel: given.channel,
        receipt: given.receipt?.trim() || null,
        version: row.version + 1,
      });
      await act.manager.save(ReportIssueRow, row);
      if (row.kind === 'final')
        await act.manager.update(ReportSeriesRow, { id: series.id }, { closedAt: act.at });
      const { addressee } = series;
      await note(act, incident, 'upward.sent', {
        issueId: row.id,
        name: upwardName(row.kind, row.number),
        to: addressee,
      });
      if (given.orderId)
        await this.settleOrder(act, incident, row, { ...given, orderId: given.orderId, addressee });
      await saveIncident(act.manager, incident, act.at);
    });
  }

  /** A closed series goes on: something new came after the final report. @throws RefusedAction `not_found`, `series_open`, `reason_missing` */
  async reopen(incidentId: string, addressee: string, reason: string, login: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.within(incidentId, login, async (act, incident) => {
      const series = await act.manager.findOneBy(ReportSeriesRow, {
        incidentId,
        addressee: addressee.trim(),
      });
      if (!series) throw new RefusedAction('not_found');
      if (!series.closedAt) throw new RefusedAction('series_open');
      await act.manager.update(
        ReportSeriesRow,
        { id: series.id },
        { closedAt: null, reopenedNote: reason.trim(), reopenedAt: act.at },
      );
      await note(act, incident, 'upward.reopened', { to: series.addressee, reason: reason.trim() });
      await saveIncident(act.manager, incident, act.at);
    });
  }

  private async settleOrder(
    act: Act,
    incident: IncidentRow,
    row: ReportIssueRow,
    { orderId, at, channel, addressee }: UpwardSending & { orderId: string; addressee: string },
  ): Promise<void> {
    const order = await act.manager.findOneBy(OrderRow, { id: orderId, incidentId: incident.id });
    if (!order) throw new RefusedAction('not_found');
    await reportOrder(act, incident, order, { at, to: addressee, by: channel, text: row.text });
  }

  private async unsent(
    id: string,
    version: number,
    login: string,
    work: (act: Act, row: ReportIssueRow, incident: IncidentRow) => Promise<void>,
  ): Promise<void> {
    const seen = await this.source.manager.findOneBy(ReportIssueRow, { id });
    if (!seen) throw new RefusedAction('not_found');
    await this.within(seen.incidentId, login, async (act, incident) => {
      const row = await act.manager.findOneBy(ReportIssueRow, { id });
      if (!row) throw new RefusedAction('not_found');
      if (row.sentAt) throw new RefusedAction('report_sent');
      if (row.version !== version) throw new StaleError(row.version);
      await work(act, row, incident);
    });
  }

  private async within<T>(
    incidentId: string,
    login: string,
    work: (act: Act, incident: IncidentRow) => Promise<T>,
  ): Promise<T> {
    return this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      const at = this.clock.now(timelineOf(incident));
      return work({ manager, actor: `account:${login}`, at }, incident);
    });
  }
}

async function seriesFor(act: Act, incident: IncidentRow, given: string): Promise<ReportSeriesRow> {
  const addressee = given.trim();
  const known = await act.manager.findOneBy(ReportSeriesRow, { incidentId: incident.id, addressee });
  if (known) return known;
  return act.manager.save(
    act.manager.create(ReportSeriesRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      addressee,
      closedAt: null,
      rehearsal: incident.rehearsal,
    }),
  );
}

const lastSent = (manager: EntityManager, seriesId: string): Promise<ReportIssueRow | null> =>
  manager.findOne(ReportIssueRow, {
    where: { seriesId, sentAt: Not(IsNull()) },
    order: { sentAt: 'DESC', draftedAt: 'DESC' },
  });

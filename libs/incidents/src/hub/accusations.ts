import { In, IsNull, type DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { IncidentRow } from '../entities/incident.entity.js';
import { RecusalRow, SplitRow } from '../entities/recusal.entity.js';
import { nextIncidentState, isOver } from '../life.js';
import { note, type Act } from './act.js';
import { addText, bear, openConcern, type Split } from './concern.js';
import { isRunning } from './dispatch.js';
import { dropDuties, standingDuties, withdrawDuty } from './duties.js';
import { RefusedAction } from './errors.js';
import { keepDisposition } from './keep-disposition.js';
import { lockIncident, lockVersion, saveIncident } from './lock.js';

/**
 * Reports on public servants (RT-05): the report itself is referred and never dispatched; a public concern told along with
 * it becomes an incident of its own that holds nothing but the cleaned text. Permission is checked by the caller.
 */
export class AccusationActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * 拆件: the concern is opened (or grows, if there is one) and judged for itself; a person confirms it before anybody is
   * told. The report is referred.
   * @returns id of the concern
   * @throws StaleError; RefusedAction `no_report`, `split_text_missing`
   */
  async split(incidentId: string, split: Split, actor: string): Promise<string> {
    const { concern, jurisdictionId } = await this.change(
      incidentId,
      split.version,
      actor,
      async (act, report) => {
        mustBeReport(report);
        if (!split.title.trim() || !split.text.trim()) throw new RefusedAction('split_text_missing');
        const opened = (await openConcern(act.manager, report.id)) ?? (await bear(act, report, split));
        const itemId = await addText(act, report, opened, split);
        await act.manager.insert(SplitRow, {
          incidentId: report.id,
          concernId: opened.id,
          itemId,
          kept: split.kept,
          by: login(act),
          at: act.at,
        });
        await note(act, report, 'report.split', { concernId: opened.id });
        await refer(act, report);
        return { concern: opened.id, jurisdictionId: report.jurisdictionId };
      },
    );
    await this.wakeups.wake('judge', { jurisdictionId });
    return concern;
  }

  /** 移送 with no concern to be split out. @throws StaleError; RefusedAction `no_report`, `reason_missing` */
  async referOnly(incidentId: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.change(incidentId, version, actor, async (act, report) => {
      mustBeReport(report);
      await refer(act, report, reason.trim());
    });
  }

  /**
   * Takes the split back as long as nobody has been told: the concern is closed and hidden, the report waits again.
   * @throws StaleError; RefusedAction `reason_missing`, `no_split`, `split_out_already`
   */
  async undo(incidentId: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.change(incidentId, version, actor, async (act, report) => {
      const splits = await act.manager.findBy(SplitRow, { incidentId: report.id, undoneAt: IsNull() });
      if (splits.length === 0) throw new RefusedAction('no_split');
      for (const id of new Set(splits.map((split) => split.concernId))) await takeBack(act, id);
      await act.manager.update(
        SplitRow,
        { id: In(splits.map((split) => split.id)) },
        { undoneAt: act.at, undoneBy: login(act) },
      );
      // Splitting it was the decision to refer it: nothing is decided any more.
      Object.assign(report, { routedBy: null, disposition: null, disposedBy: null, needsRouting: true });
      await note(act, report, 'report.split_undone', { reason: reason.trim() });
    });
    await this.wakeups.wake('route', { incidentId });
  }

  /**
   * A person finds that it is no report on public servants: RT-05 is not applied any more, units and persons recused by
   * the rules see it again, and the rules decide whose job it is.
   * @throws StaleError; RefusedAction `no_report`, `reason_missing`, `split_out_already`
   */
  async deny(incidentId: string, version: number, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.change(incidentId, version, actor, async (act, report) => {
      mustBeReport(report);
      if (await openConcern(act.manager, report.id)) throw new RefusedAction('split_out_already');
      const byName = { incidentId: report.id, origin: 'name' as const, liftedAt: IsNull() };
      const named = await act.manager.findBy(RecusalRow, byName);
      const free = (ids: string[]) => ids.filter((id) => !named.some((row) => row.personId === id));
      await act.manager.update(RecusalRow, byName, { liftedAt: act.at, liftedBy: login(act) });
      Object.assign(report, {
        reportDeniedBy: login(act),
        restricted: false,
        recused: [],
        recusedAccounts: free(report.recusedAccounts),
        recusedContacts: free(report.recusedContacts),
        routing: null,
        routedBy: null,
        disposition: null,
        disposedBy: null,
        needsRouting: true,
      } satisfies Partial<IncidentRow>);
      if (report.state === 'set_aside') report.state = nextIncidentState(report.state, 'needs_confirmation');
      await note(act, report, 'report.denied', { reason: reason.trim() });
    });
    await this.wakeups.wake('route', { incidentId });
  }

  private async change<T>(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, report: IncidentRow) => Promise<T>,
  ): Promise<T> {
    return this.source.transaction(async (manager) => {
      const report = await lockVersion(manager, incidentId, version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(report)) };
      const done = await work(act, report);
      await saveIncident(manager, report, act.at);
      return done;
    });
  }
}

/** Restricted as a report; what is restricted for secrecy (RT-00) is none. */
export const isReport = (incident: Pick<IncidentRow, 'restricted' | 'flags' | 'splitFrom'>): boolean =>
  incident.restricted && incident.splitFrom === null && incident.flags.includes('misconduct_report');

function mustBeReport(incident: IncidentRow): void {
  if (!isReport(incident) || isOver(incident.state)) throw new RefusedAction('no_report');
}

/** Nothing of a report is dispatched; it is handed to the discipline inspection outside this system. */
export async function refer(act: Act, report: IncidentRow, reason?: string): Promise<void> {
  if (report.disposition !== 'refer')
    await keepDisposition(act, report, { kind: 'refer', reason: 'misconduct', note: reason ?? '' });
  report.routedBy = login(act);
  report.needsRouting = false;
  if (report.routing)
    report.routing = {
      ...report.routing,
      firstResponsible: [],
      respondents: [],
      assisting: [],
      informed: [],
      actingCoordinator: null,
      needsHuman: false,
      questions: [],
      disposition: 'refer',
    };
  await dropDuties(act, report, 'refer');
  if (report.state === 'set_aside') return;
  report.state = nextIncidentState(report.state, 'set_aside');
  await note(act, report, 'incident.set_aside', { disposition: 'refer', ...(reason && { reason }) });
}

async function takeBack(act: Act, concernId: string): Promise<void> {
  const concern = await lockIncident(act.manager, concernId);
  if (!concern || isOver(concern.state)) return;
  if (isRunning(concern)) throw new RefusedAction('split_out_already');
  for (const duty of await standingDuties(act, concern.id)) await withdrawDuty(act, concern, duty, 'recused');
  Object.assign(concern, {
    state: nextIncidentState(concern.state, 'close'),
    restricted: true,
    needsRouting: false,
    closedAt: act.at,
    closeReason: '拆件已撤回',
  } satisfies Partial<IncidentRow>);
  await note(act, concern, 'incident.closed');
  await saveIncident(act.manager, concern, act.at);
}

const login = (act: Act): string => act.actor.replace(/^account:/, '');

import type { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { isOver } from '#incidents';
import {
  lockIncident,
  note,
  RefusedAction,
  saveIncident,
  type Act,
  type IncidentRow,
} from '#incidents/service';
import { Wakeups } from '#queue';
import { FactRow, FactRulingRow, FactStatementRow, type FactKind } from '../entities/fact.entity.js';
import { goOn, takeBack, tellCoordinator } from './consequences.js';
import { differenceOf, valueInForce } from './differences.js';
import { sameValue } from './normal.js';
import { readFacts, type FactsTable } from './table.js';

export interface NewFact {
  kind: FactKind;
  label: string;
}
export interface Stated {
  unit: string;
  value: string;
  source: string;
}

type Entry = FactsTable['rows'][number];

/** The table is about the matter, never about persons. */
const PERSONAL = /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/u;

/**
 * The facts table of a matter: departments state and confirm, the coordinator decides where they differ. A confirmed fact
 * that changes takes every text on its way out back to its drafters. Permission is checked by the caller.
 */
export class FactActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /** @throws RefusedAction `facts_closed`, `fact_exists`, `fact_personal` */
  async add(incidentId: string, { kind, label }: NewFact, actor: string): Promise<string> {
    return this.change(incidentId, actor, async (act, incident) => {
      mustBeImpersonal(label);
      const { rows } = await readFacts(act.manager, incidentId, incident.round);
      if (rows.some(({ row }) => row.kind === kind && row.label === label))
        throw new RefusedAction('fact_exists');
      const row = await act.manager.save(
        act.manager.create(FactRow, {
          jurisdictionId: incident.jurisdictionId,
          incidentId,
          round: incident.round,
          kind,
          label,
          proposed: null,
          origin: 'person',
          by: actor,
          at: act.at,
        }),
      );
      await note(act, incident, 'fact.added', { factId: row.id, label });
      return row.id;
    });
  }

  /**
   * A department says what a fact is, and on what that rests; it may say something else later.
   * @throws RefusedAction `not_found`, `not_respondent`, `facts_closed`, `fact_personal`
   */
  async state(incidentId: string, factId: string, stated: Stated, actor: string): Promise<void> {
    await this.onFact(incidentId, factId, actor, (act, incident, table, entry) =>
      this.say(act, incident, table, entry, { ...stated, way: 'stated' }),
    );
  }

  /**
   * A department takes over what stands there, fact by fact as it saw them: what changed meanwhile is not confirmed.
   * @throws RefusedAction `not_found`, `not_respondent`, `fact_moved`, `facts_closed`
   */
  async confirm(
    incidentId: string,
    { unit, seen }: { unit: string; seen: readonly { factId: string; value: string }[] },
    actor: string,
  ): Promise<void> {
    await this.change(incidentId, actor, async (act, incident) => {
      for (const { factId, value } of seen) {
        const table = await readFacts(act.manager, incidentId, incident.round);
        const entry = entryOf(table, factId);
        const standing = valueInForce(entry.state, table.respondents, table.naming) ?? entry.row.proposed;
        if (standing !== value) throw new RefusedAction('fact_moved');
        await this.say(act, incident, table, entry, { unit, value, source: '', way: 'confirmed' });
      }
    });
  }

  /**
   * 裁定: the coordinator decides where departments differ or stay silent; what each said is kept with it.
   * @throws RefusedAction `not_found`, `fact_same`, `reason_missing`, `facts_closed`, `fact_personal`
   */
  async rule(
    incidentId: string,
    factId: string,
    given: { unit: string; value: string; reason: string },
    actor: string,
  ): Promise<void> {
    const reason = given.reason.trim();
    if (!reason) throw new RefusedAction('reason_missing');
    await this.onFact(incidentId, factId, actor, async (act, incident, table, entry) => {
      mustBeImpersonal(given.value, reason);
      const { respondents, naming } = table;
      const open = differenceOf(entry.state, respondents, naming);
      if (!open && !entry.state.ruling) throw new RefusedAction('fact_same');
      const said = respondents.map((unit) => ({
        unit,
        value: entry.state.statements.find((one) => one.unit === unit)?.value ?? null,
      }));
      const { unit, value } = given;
      const knew = entry.statements.at(-1)?.seq ?? '0';
      await act.manager.insert(FactRulingRow, {
        factId,
        value,
        reason,
        said,
        knew,
        unit,
        by: actor,
        at: act.at,
      });
      await note(act, incident, 'fact.ruled', { factId, label: entry.row.label, unit, value, said, reason });
      await this.reconsider(act, incident, entry, table);
    });
  }

  /** @throws RefusedAction `not_found`, `reason_missing`, `facts_closed` */
  async remove(incidentId: string, factId: string, reason: string, actor: string): Promise<void> {
    const why = reason.trim();
    if (!why) throw new RefusedAction('reason_missing');
    await this.onFact(incidentId, factId, actor, async (act, incident, _, { row }) => {
      Object.assign(row, { removedBy: actor, removedAt: act.at, removedWhy: why });
      await act.manager.save(row);
      await note(act, incident, 'fact.removed', { factId, label: row.label, reason: why });
      await goOn(act, incident);
    });
  }

  private async say(
    act: Act,
    incident: IncidentRow,
    table: FactsTable,
    entry: Entry,
    { unit, value, source, way }: Stated & { way: FactStatementRow['way'] },
  ): Promise<void> {
    mustBeImpersonal(value, source);
    if (!table.respondents.includes(unit)) throw new RefusedAction('not_respondent');
    const { id: factId, label } = entry.row;
    await act.manager.insert(FactStatementRow, {
      factId,
      unit,
      value,
      source,
      way,
      by: act.actor,
      at: act.at,
    });
    const type = way === 'stated' ? 'fact.stated' : 'fact.confirmed';
    await note(act, incident, type, { factId, label, unit, value });
    await this.reconsider(act, incident, entry, table);
  }

  /** What a fact was before, and is now: texts go back where it has changed, and go on where the last difference is settled. */
  private async reconsider(act: Act, incident: IncidentRow, before: Entry, table: FactsTable): Promise<void> {
    const { respondents, naming } = table;
    const after = entryOf(await readFacts(act.manager, incident.id, incident.round), before.row.id);
    const settledBefore = !differenceOf(before.state, respondents, naming);
    const [was, is] = [before, after].map(({ state }) => valueInForce(state, respondents, naming));
    const changed = settledBefore && was && (!is || !sameValue(before.row.kind, was, is, naming));
    if (changed) await takeBack(act, incident, before.row);
    if (differenceOf(after.state, respondents, naming)?.why === 'differ')
      await tellCoordinator(act, incident, after);
    await goOn(act, incident);
  }

  private onFact(
    incidentId: string,
    factId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow, table: FactsTable, entry: Entry) => Promise<void>,
  ): Promise<void> {
    return this.change(incidentId, actor, async (act, incident) => {
      const table = await readFacts(act.manager, incidentId, incident.round);
      await work(act, incident, table, entryOf(table, factId));
    });
  }

  private async change<T>(
    incidentId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow) => Promise<T>,
  ): Promise<T> {
    const done = await this.source.transaction(async (manager) => {
      const incident = await lockIncident(manager, incidentId);
      if (!incident) throw new RefusedAction('not_found');
      if (isOver(incident.state) || incident.restricted) throw new RefusedAction('facts_closed');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const result = await work(act, incident);
      await saveIncident(manager, incident, act.at);
      return result;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return done;
  }
}

function mustBeImpersonal(...words: string[]): void {
  if (words.some((one) => PERSONAL.test(one.normalize('NFKC')))) throw new RefusedAction('fact_personal');
}

function entryOf({ rows }: FactsTable, factId: string): Entry {
  const entry = rows.find(({ row }) => row.id === factId);
  if (!entry) throw new RefusedAction('not_found');
  return entry;
}

import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { isSigned, maskForUnits, STAGE_BEARER } from '#incidents';
import {
  AssignmentRow,
  DeadlineRow,
  IncidentRow,
  lockIncident,
  lockVersion,
  markEvaluated,
  note,
  readStages,
  RefusedAction,
  saveIncident,
  type Act,
  type DeadlinePolicy,
  type DirectoryReader,
} from '#incidents/service';
import type { Effect } from '../effect/types.js';
import { effectsOf } from '../effect/read-effect.js';
import { EvaluationProposalRow, EvaluationRow, type Measure } from './evaluation.entity.js';
import { timelinessOf } from './timeliness.js';
import type { QualityAnswer, Timeliness, UnitTime } from './types.js';

/** What the record itself says of a matter: nothing of it is typed in. */
export interface Evaluated {
  timeliness: Timeliness[];
  charges: UnitTime[];
  effects: Effect[];
  /** Units that had a duty, for proposals. */
  units: string[];
}

/** What a person adds. Texts hold no personal data (the caller masks them). */
export interface EvaluationGiven {
  version: number;
  quality: QualityAnswer[];
  effectNote: string;
  lessons: string;
  tags: string[];
  proposals: { unit: string; measure: Measure; reason: string }[];
}

const MINUTE = 60_000;

/** 评估 of closed matters. Permission is checked by the caller. */
export class Evaluations {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
  ) {}

  /** What the record says by now; stores nothing. */
  async read(manager: EntityManager, incident: IncidentRow): Promise<Evaluated> {
    const now = this.clock.now(timelineOf(incident));
    const incidentId = incident.id;
    const directory = await this.directories(manager, incident.jurisdictionId);
    const [deadlines, duties, stages, effects] = await Promise.all([
      manager.findBy(DeadlineRow, { incidentId }),
      manager.find(AssignmentRow, { where: { incidentId, mustSign: true }, order: { sentAt: 'ASC' } }),
      readStages(manager, [incident], { directory, policy: this.policy }, () => now),
      effectsOf(manager, incident, now),
    ]);
    const charges = (stages.get(incidentId) ?? []).flatMap(({ number, charges: late, who }) =>
      late.map(({ key, late: ms }): UnitTime => ({
        round: number,
        bearer: STAGE_BEARER[key] === 'unit' ? (who[key] ?? []).join('、') || 'unit' : STAGE_BEARER[key],
        minutes: Math.round(ms / MINUTE),
      })),
    );
    const units = duties
      .filter((duty) => duty.state !== 'withdrawn' || isSigned(duty))
      .map(({ unit }) => unit);
    return { timeliness: timelinessOf(deadlines, now), charges, effects, units: [...new Set(units)] };
  }

  /**
   * Keeps the form with what the record says at this moment, takes the matter to `evaluated`, settles DL-12 and starts DL-13.
   * @param actor `account:<login>`
   * @throws StaleError; RefusedAction `unknown_unit`; IllegalTransition before closing
   */
  async write(incidentId: string, given: EvaluationGiven, actor: string): Promise<EvaluationRow> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, given.version);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const found = await this.read(manager, incident);
      const edition = (await manager.countBy(EvaluationRow, { incidentId })) + 1;
      await markEvaluated(act, incident, edition);
      const row = manager.create(EvaluationRow, {
        id: randomUUID(),
        jurisdictionId: incident.jurisdictionId,
        incidentId,
        edition,
        timeliness: found.timeliness,
        charges: found.charges,
        quality: given.quality,
        effect: found.effects.length > 0 ? found.effects.map(figuresOf) : null,
        effectNote: given.effectNote.trim(),
        lessons: given.lessons.trim(),
        tags: [...new Set(given.tags.map((tag) => tag.trim()).filter(Boolean))],
        by: actor,
        at: act.at,
        rehearsal: incident.rehearsal,
      });
      await manager.insert(EvaluationRow, row as never);
      for (const proposal of given.proposals) await propose(act, incident, row, proposal, found.units);
      await saveIncident(manager, incident, act.at);
      return row;
    });
  }

  /**
   * A second person takes a proposal on, or does not; it stays a proposal (建议), nothing follows by itself.
   * @throws RefusedAction `not_found`, `proposal_settled`, `proposal_second`, `reason_missing`
   */
  async decide(
    id: string,
    decision: { confirm: boolean; note: string },
    actor: string,
  ): Promise<EvaluationProposalRow> {
    return this.source.transaction(async (manager) => {
      const seen = await manager.findOneBy(EvaluationProposalRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      const row = incident && (await manager.findOneBy(EvaluationProposalRow, { id }));
      if (!incident || !row) throw new RefusedAction('not_found');
      if (row.state !== 'proposed') throw new RefusedAction('proposal_settled');
      if (row.proposedBy === actor) throw new RefusedAction('proposal_second');
      if (!decision.confirm && !decision.note.trim()) throw new RefusedAction('reason_missing');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      Object.assign(row, {
        state: decision.confirm ? 'confirmed' : 'dropped',
        decidedBy: actor,
        decidedAt: act.at,
        decisionNote: decision.note.trim() || null,
      });
      await manager.save(row);
      const { unit, measure } = row;
      await note(act, incident, 'evaluation.decided', { unit, measure, confirmed: decision.confirm });
      return row;
    });
  }
}

async function propose(
  act: Act,
  incident: IncidentRow,
  evaluation: EvaluationRow,
  proposal: EvaluationGiven['proposals'][number],
  units: readonly string[],
): Promise<void> {
  const { unit, measure } = proposal;
  if (!units.includes(unit)) throw new RefusedAction('unknown_unit', `（${unit}）`);
  if (!proposal.reason.trim()) throw new RefusedAction('reason_missing');
  await act.manager.insert(EvaluationProposalRow, {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    evaluationId: evaluation.id,
    unit,
    measure,
    reason: maskForUnits(proposal.reason.trim()),
    state: 'proposed',
    proposedBy: act.actor,
    proposedAt: act.at,
  });
  await note(act, incident, 'evaluation.proposed', { unit, measure });
}

/** Figures only: the items and questions stand in the record itself. */
const figuresOf = ({ round, until, hours, before, after, course, askedSince, sentence }: Effect) => ({
  round,
  until,
  hours,
  before,
  after,
  course,
  askedSince,
  sentence,
});

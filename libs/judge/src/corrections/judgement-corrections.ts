import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import type { CorrectedAspect, CorrectedJudgement, Judgement, PlaceHit, TopicHit } from '#incidents';
import {
  IncidentRow,
  JudgementCorrectionRow,
  keepCorrection,
  lockVersion,
  RefusedAction,
  saveIncident,
  takeBackCorrection,
  type Act,
  type DirectoryReader,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { Wakeups } from '#queue';
import { takeJudgement } from '../step/working-incident.js';
import { correctedBy, foundOf, UnknownChoice, type CorrectionChoice } from './choices.js';
import { remerge } from './remerge.js';
import { withCorrections } from './with-corrections.js';

export interface GivenCorrection {
  version: number;
  choice: CorrectionChoice;
  reason: string;
}

/**
 * What a person puts right in the judgement of an incident: it wins from then on, is remembered as an example, and the
 * matter is routed anew by it, unless a person has decided who answers. Permission is checked by the caller.
 */
export class JudgementCorrections {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
  ) {}

  /**
   * @param actor `account:<login>`
   * @throws StaleError; RefusedAction `reason_missing`, `unknown_choice`, `not_judged`, `same_judgement`; IllegalTransition
   */
  async correct(incidentId: string, given: GivenCorrection, actor: string): Promise<IncidentRow> {
    if (!given.reason.trim()) throw new RefusedAction('reason_missing');
    return this.change(incidentId, given.version, actor, async (act, incident, directory) => {
      const { aspect, before, after, judgement } = corrected(incident, given.choice, directory, act.at);
      await keepCorrection(act, { incident }, { aspect, before, after, reason: given.reason });
      return judgement;
    });
  }

  /** The judgement as a correction would leave it; nothing is stored. @throws as `correct` */
  async preview(
    incidentId: string,
    given: Pick<GivenCorrection, 'version' | 'choice'>,
  ): Promise<{ incident: IncidentRow; judgement: Judgement }> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, given.version);
      const directory = await this.directories(manager, incident.jurisdictionId);
      const at = this.clock.now(timelineOf(incident));
      const { judgement } = corrected(incident, given.choice, directory, at);
      return { incident, judgement };
    });
  }

  /**
   * Takes a correction back: an earlier one of the same aspect counts again, else what judging found.
   * @throws StaleError; RefusedAction `not_found`, `correction_settled`; IllegalTransition
   */
  async takeBack(incidentId: string, id: string, version: number, actor: string): Promise<IncidentRow> {
    return this.change(incidentId, version, actor, async (act, incident, directory) => {
      const row = await act.manager.findOneBy(JudgementCorrectionRow, { id, incidentId });
      if (!row) throw new RefusedAction('not_found');
      if (row.takenBackAt) throw new RefusedAction('correction_settled');
      await takeBackCorrection(act, row, incident);
      return (await remerge(act.manager, incidentId, directory)) ?? incident.judgement;
    });
  }

  private async change(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, directory: Directory) => Promise<Judgement | null>,
  ): Promise<IncidentRow> {
    const changed = await this.source.transaction(async (manager: EntityManager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const directory = await this.directories(manager, incident.jurisdictionId);
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
      const judgement = await work(act, incident, directory);
      if (judgement)
        takeJudgement(
          incident,
          asGraded(incident, withCorrections(judgement, incident.corrected, directory)),
        );
      incident.needsRouting = !incident.historic;
      incident.reroute = !incident.historic;
      await saveIncident(manager, incident, act.at);
      return incident;
    });
    if (changed.needsRouting) await this.wakeups.wake('route', { incidentId });
    return changed;
  }
}

/** Levels stand as they are: they rise by what is reported and fall by two persons, never by a correction. */
const asGraded = (incident: IncidentRow, judgement: Judgement): Judgement => ({
  ...judgement,
  eventLevel: incident.eventLevel,
  provisional: incident.provisional,
  opinionLevel: incident.opinionLevel,
  opinionConfirmed: incident.opinionConfirmed,
});

interface Corrected {
  aspect: CorrectedAspect;
  before: unknown;
  after: NonNullable<CorrectedJudgement[CorrectedAspect]>;
  judgement: Judgement;
}

function corrected(
  incident: IncidentRow,
  choice: CorrectionChoice,
  directory: Directory,
  at: Date,
): Corrected {
  const { judgement } = incident;
  if (!judgement) throw new RefusedAction('not_judged');
  const { aspect } = choice;
  const after = chosen(choice, directory, at);
  const before = foundOf(judgement, aspect);
  if (essence(aspect, before) === essence(aspect, after[aspect])) throw new RefusedAction('same_judgement');
  return {
    aspect,
    before,
    after: after[aspect] as Corrected['after'],
    judgement: withCorrections(judgement, { ...incident.corrected, ...after }, directory),
  };
}

function chosen(choice: CorrectionChoice, directory: Directory, at: Date): CorrectedJudgement {
  try {
    return correctedBy(choice, directory, at);
  } catch (error) {
    if (error instanceof UnknownChoice) throw new RefusedAction('unknown_choice', `（${error.message}）`);
    throw error;
  }
}

/** What makes two values of an aspect the same to a person; a place that is still open is not settled by naming it. */
function essence(aspect: CorrectedAspect, value: unknown): string {
  const { places, topics, fields } = value as { places: PlaceHit[]; topics: TopicHit[]; fields: string[] };
  if (aspect === 'place')
    return JSON.stringify(places.map((place) => `${place.name} ${place.ambiguous.length > 0}`).sort());
  if (aspect === 'topic') return JSON.stringify(topics.map(({ no }) => no).sort((a, b) => a - b));
  return JSON.stringify(aspect === 'field' ? [...fields].sort() : value);
}

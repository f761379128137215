import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { isOver, type Judgement, type Routing } from '#incidents';
import {
  DecisionRow,
  IncidentRow,
  RefusedAction,
  dispatch,
  itemFacts,
  lockVersion,
  note,
  saveIncident,
  setAside,
  setStatutoryDeadlines,
  standingDuties,
  type Act,
  type DeadlinePolicy,
  type DirectoryReader,
  type PolicyReader,
  type Rules,
} from '#incidents/service';
import { Wakeups } from '#queue';
import { isDispatched } from '../disposition.js';
import { routingFacts, routingOf } from './routing-of.js';
import { correctedRouting, previewOf, type Correction, type CorrectionPreview } from './correction.js';

/** The routing that would follow, and what it would change. */
export interface JudgementPreview extends CorrectionPreview {
  routing: Routing;
}

/**
 * What a person decides about whose job an incident is. From then on the rules only suggest. Permission is checked by
 * the caller; `actor` is `account:<login>`.
 */
export class RoutingActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly directories: DirectoryReader,
    private readonly policy: DeadlinePolicy,
    private readonly policies: PolicyReader,
  ) {}

  /**
   * Confirms the routing as it stands: its duties go out, or what is no matter for the city's units is set aside.
   * @throws StaleError; RefusedAction `nothing_to_confirm`, `split_first`; IllegalTransition when closed
   */
  async confirmRouting(incidentId: string, version: number, actor: string): Promise<IncidentRow> {
    return this.decide(incidentId, version, actor, async (act, incident, rules) => {
      if (!incident.routing) throw new RefusedAction('nothing_to_confirm');
      // A report is referred, never dispatched; its concern is split out first (RT-05).
      if (incident.restricted && isDispatched(incident.routing)) throw new RefusedAction('split_first');
      const routing: Routing = { ...incident.routing, needsHuman: false, questions: [] };
      await keep(act, incident, 'confirmation', routing, null, rules);
      await note(act, incident, 'routing.confirmed', { respondents: routing.respondents });
      if (isDispatched(routing)) await dispatch(act, incident, routing, 'replace', rules);
      else await setAside(act, incident, routing);
    });
  }

  /** What `correctRouting` would change; nothing is stored. @throws as `correctRouting` */
  async previewCorrection(incidentId: string, correction: Correction): Promise<CorrectionPreview> {
    return this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, correction.version);
      const { act, rules } = await this.context(manager, incident, 'system');
      const routing = await corrected(incident, correction, act, rules);
      return previewOf(routing, await standingDuties(act, incidentId), rules.directory, act.at);
    });
  }

  /**
   * What a judgement put right would change for the units that hold duties now; nothing is stored. Null where it changes
   * nothing, since a person has decided who answers or the matter is over.
   * @throws RefusedAction `not_found`
   */
  async previewJudgement(incidentId: string, judgement: Judgement): Promise<JudgementPreview | null> {
    return this.source.transaction(async (manager) => {
      const incident = await manager.findOneBy(IncidentRow, { id: incidentId });
      if (!incident) throw new RefusedAction('not_found');
      if (incident.routedBy || incident.historic || isOver(incident.state)) return null;
      const { act, rules } = await this.context(manager, incident, 'system');
      const asked = { directory: rules.directory, policies: this.policies };
      const facts = await routingFacts(manager, incident, [judgement], asked);
      const routing = routingOf(incident, judgement, rules.directory, { at: act.at, ...facts });
      const effect = previewOf(routing, await standingDuties(act, incidentId), rules.directory, act.at);
      return { ...effect, routing };
    });
  }

  /**
   * Replaces the routing by a person's decision: duties no longer needed are taken back, new ones sent. The decision is
   * kept with what it replaced, as a labelled case.
   * @throws StaleError; RefusedAction `reason_missing`, `no_respondent`, `unknown_unit`, `recused_unit`; IllegalTransition
   */
  async correctRouting(incidentId: string, correction: Correction, actor: string): Promise<IncidentRow> {
    if (!correction.reason.trim()) throw new RefusedAction('reason_missing');
    return this.decide(incidentId, correction.version, actor, async (act, incident, rules) => {
      const previous = incident.routing;
      const routing = await corrected(incident, correction, act, rules);
      await keep(act, incident, 'correction', routing, correction.reason, rules);
      await note(act, incident, 'routing.corrected', {
        respondents: routing.respondents,
        previous: previous?.respondents ?? [],
        reason: correction.reason.trim(),
      });
      await dispatch(act, incident, routing, 'replace', rules);
    });
  }

  private async decide(
    incidentId: string,
    version: number,
    actor: string,
    work: (act: Act, incident: IncidentRow, rules: Rules) => Promise<void>,
  ): Promise<IncidentRow> {
    const decided = await this.source.transaction(async (manager) => {
      const incident = await lockVersion(manager, incidentId, version);
      const { act, rules } = await this.context(manager, incident, actor);
      await work(act, incident, rules);
      incident.routedBy = actor.replace(/^account:/, '');
      if (incident.state !== 'set_aside') await setStatutoryDeadlines(act, incident, rules);
      await saveIncident(manager, incident, act.at);
      return incident;
    });
    await this.wakeups.wake('escalate', { incidentId });
    return decided;
  }

  private async context(manager: EntityManager, incident: IncidentRow, actor: string) {
    const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
    const directory = await this.directories(manager, incident.jurisdictionId);
    return { act, rules: { directory, policy: this.policy } };
  }
}

async function corrected(
  incident: IncidentRow,
  correction: Correction,
  act: Act,
  { directory }: Rules,
): Promise<Routing> {
  // Units would not see what they were given (RT-00, RT-05).
  if (incident.restricted) throw new RefusedAction('restricted_matter');
  const { confirmedCoordinators } = await itemFacts(act.manager, incident.id);
  const { recused, routing } = incident;
  return correctedRouting(routing, correction, { directory, at: act.at, recused, confirmedCoordinators });
}

async function keep(
  act: Act,
  incident: IncidentRow,
  kind: 'confirmation' | 'correction',
  routing: Routing,
  reason: string | null,
  rules: Rules,
): Promise<void> {
  await act.manager.insert(DecisionRow, {
    incidentId: incident.id,
    kind,
    by: act.actor.replace(/^account:/, ''),
    directoryVersion: rules.directory.version,
    reason: reason?.trim() ?? null,
    result: routing as never,
    previous: incident.routing as never,
    at: act.at,
  });
}

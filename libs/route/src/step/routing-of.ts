import type { EntityManager } from 'typeorm';
import type { Judgement, KnownPolicy, Routing } from '#incidents';
import { itemFacts, type IncidentRow, type ItemFacts, type PolicyReader } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { route } from '../route.js';

/** What routing looks at of an incident besides its judgement. */
export type RoutedIncident = Pick<
  IncidentRow,
  'opinionConfirmed' | 'opinionLevel' | 'reportDeniedBy' | 'splitFrom'
>;

/** What stands on the record of an incident beside its judgement, and what the library knows of a policy it is about. */
export type RoutingFacts = ItemFacts & { policy: KnownPolicy | null };

/** @param judgements those it is about to be routed by: the library is asked where one of them speaks of a misread policy */
export async function routingFacts(
  manager: EntityManager,
  incident: Pick<IncidentRow, 'id' | 'jurisdictionId'>,
  judgements: readonly Judgement[],
  { directory, policies }: { directory: Directory; policies: PolicyReader },
): Promise<RoutingFacts> {
  const misread = judgements.some(({ signals }) => signals.some(({ kind }) => kind === 'policy_misread'));
  const policy = misread ? await policies(manager, incident, directory) : null;
  return { ...(await itemFacts(manager, incident.id)), policy };
}

/** What the rules say of an incident as it stands: the one way in, for dispatches and dry runs alike. */
export function routingOf(
  incident: RoutedIncident,
  judgement: Judgement,
  directory: Directory,
  { at, ...facts }: RoutingFacts & { at: Date },
): Routing {
  const routing = route(asDecided(incident, judgement), directory, {
    at,
    confirmedSuper: incident.opinionConfirmed && incident.opinionLevel === '特别重大',
    ...facts,
  });
  return incident.splitFrom ? heldForReading(routing) : routing;
}

/** A person found that it is no report (RT-05): its words do not count as one any more. */
const asDecided = (incident: RoutedIncident, judgement: Judgement): Judgement =>
  incident.reportDeniedBy === null
    ? judgement
    : { ...judgement, signals: judgement.signals.filter(({ kind }) => kind !== 'misconduct') };

/** What was split from a report is read once more, as the units would read it, before anybody is told (RT-05). */
const heldForReading = (routing: Routing): Routing => ({
  ...routing,
  needsHuman: true,
  questions: [...routing.questions, '请核对内容不含指控和个人信息，确认后交办。'],
});

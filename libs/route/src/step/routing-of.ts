import type { Judgement, Routing } from '#incidents';
import type { IncidentRow, ItemFacts } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { route } from '../route.js';

/** What routing looks at of an incident besides its judgement. */
export type RoutedIncident = Pick<
  IncidentRow,
  'opinionConfirmed' | 'opinionLevel' | 'reportDeniedBy' | 'splitFrom'
>;

/** What the rules say of an incident as it stands: the one way in, for dispatches and dry runs alike. */
export function routingOf(
  incident: RoutedIncident,
  judgement: Judgement,
  directory: Directory,
  { at, ...facts }: ItemFacts & { at: Date },
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

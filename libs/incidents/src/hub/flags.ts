import type { IncidentRow } from '../entities/incident.entity.js';
import type { Flag } from '../judgement.js';

/** What routing decides from a judgement: once there is a routing, its word on these counts, not the judgement's. */
const DECIDED_BY_ROUTING: ReadonlySet<Flag> = new Set<Flag>([
  'out_of_jurisdiction',
  'maybe_outside',
  'superior_matter',
  'crosses_border',
  'not_government',
  'misconduct_report',
  'split',
  'classified_content',
  'place_unknown',
  'place_ambiguous',
  'renamed_place',
  'renamed_unit',
  'development_zone',
  'utility_provides_facts',
  'unassigned_pool',
]);
/** Follow from the row itself. */
const OF_LEVELS: readonly string[] = ['level_needs_confirmation', 'level_provisional'];

type Flagged = Pick<
  IncidentRow,
  'judgement' | 'routing' | 'opinionLevel' | 'opinionConfirmed' | 'provisional' | 'recurrenceOf'
>;

/** The flags an incident bears now: those of its judgement, of the routing in force, and of its levels. */
export function flagsOf(incident: Flagged): Flag[] {
  const { judgement, routing } = incident;
  const judged = (judgement?.flags ?? []).filter((flag) => !routing || !DECIDED_BY_ROUTING.has(flag));
  const flags = new Set<Flag>(
    [...judged, ...(routing?.flags ?? [])].filter((flag) => !OF_LEVELS.includes(flag)),
  );
  if (incident.opinionLevel === '特别重大' && !incident.opinionConfirmed)
    flags.add('level_needs_confirmation');
  if (incident.provisional) flags.add('level_provisional');
  if (incident.recurrenceOf) flags.add('recurrent');
  return [...flags];
}

import type { Routing } from '#incidents';
import { RefusedAction, type IncidentRow, type RefusalRow, type RulingDraft } from '#incidents/service';
import { correctedRouting, type CorrectionContext } from './correction.js';

/**
 * The routing after a ruling on a refusal (RT-43): 改派 puts the named units in the place of the refusing one, in the
 * roles it held; 共同办理 adds them beside it. Coordinators follow from the rules. Null when the duty is upheld.
 * @throws RefusedAction `reason_missing`, `ruling_units_missing`, `ruling_itself`, and those of `correctedRouting`
 */
export function ruledRouting(
  incident: Pick<IncidentRow, 'routing' | 'recused'>,
  refusal: Pick<RefusalRow, 'unit'>,
  ruling: RulingDraft,
  { directory, at, confirmedCoordinators }: Omit<CorrectionContext, 'recused'>,
): Routing | null {
  if (!ruling.reason.trim()) throw new RefusedAction('reason_missing');
  if (ruling.outcome === 'upheld') return null;
  if (ruling.units.length === 0) throw new RefusedAction('ruling_units_missing');
  // Names may have changed since the duty was sent (RT-52).
  const present = (name: string) => directory.dutyHolder(name.trim(), at)?.unit.name ?? name.trim();
  const named = ruling.units.map(present);
  const refusing = present(refusal.unit);
  if (named.includes(refusing)) throw new RefusedAction('ruling_itself');
  const { routing } = incident;
  const respondents = (routing?.respondents ?? []).map(present);
  const first = (routing?.firstResponsible ?? []).map(present);
  const change = (units: string[]): string[] => {
    if (!units.includes(refusing)) return units;
    if (ruling.outcome === 'joint') return [...units, ...named];
    // In its place, so that the order in which people named the units stays.
    return units.flatMap((unit) => (unit === refusing ? named : [unit]));
  };
  const now = change(respondents);
  const lead = routing?.lead ? present(routing.lead) : null;
  return correctedRouting(
    routing,
    {
      respondents: now,
      firstResponsible: change(first),
      assisting: (routing?.assisting ?? []).map(present).filter((unit) => !named.includes(unit)),
      lead: lead !== null && now.includes(lead) ? lead : null,
      reason: `退单裁定，${ruling.reason.trim()}`,
    },
    { directory, at, recused: incident.recused, confirmedCoordinators },
  );
}

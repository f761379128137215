import type { BodyHit, Flag, Judgement, PlaceHit, Signal, SignalKind } from '#incidents';

const BY_SIGNAL: Partial<Record<SignalKind, Flag>> = {
  classified: 'classified_content',
  superior_matter: 'superior_matter',
  crosses_border: 'crosses_border',
  not_government: 'not_government',
  misconduct: 'misconduct_report',
  drill: 'drill',
  fiction: 'drill',
  old_event: 'old_event',
  hearsay: 'hearsay',
  denied_by_party: 'denied_by_party',
};

type Findings = Omit<Judgement, 'flags' | 'why'>;

/** Flags that judging itself can tell (interfaces.md, closed list); routing adds its own. */
export function flagsOf(found: Findings, isOurs: (place: string) => boolean): Flag[] {
  const flags = new Set<Flag>();
  if (found.outOfJurisdiction) flags.add('out_of_jurisdiction');
  if (!found.relevant) return [...flags];
  for (const { kind } of found.signals) {
    const flag = BY_SIGNAL[kind];
    if (flag) flags.add(flag);
  }
  for (const flag of placeFlags(found.places, found.bodies, found.signals, isOurs)) flags.add(flag);
  if (found.mustRespond.length > 0) flags.add('must_respond');
  if (found.provisional) flags.add('level_provisional');
  if (found.opinionLevel === '特别重大' && !found.opinionConfirmed) flags.add('level_needs_confirmation');
  return [...flags];
}

function placeFlags(
  places: readonly PlaceHit[],
  bodies: readonly BodyHit[],
  signals: readonly Signal[],
  isOurs: (place: string) => boolean,
): Flag[] {
  const inside = places.filter((place) => place.kind === 'township' || place.kind === 'zone');
  const flags: Flag[] = [];
  const ambiguous = inside.filter((place) => place.ambiguous.length > 0);
  if (ambiguous.length > 0) flags.push('place_ambiguous');
  if (ambiguous.some((place) => place.ambiguous.some((name) => !isOurs(name)))) flags.push('maybe_outside');
  if (inside.some((place) => place.renamedFrom)) flags.push('renamed_place');
  if (inside.some((place) => place.kind === 'zone')) flags.push('development_zone');
  const citywide = signals.some((signal) => signal.kind === 'citywide');
  const kindOfPlace = bodies.some((body) => body.kind === 'place_type');
  if (inside.length === 0 && kindOfPlace && !citywide) flags.push('place_unknown');
  return flags;
}

import type { Field, Place, Profile, RoutingRule, Topic, Unit } from './schema/profile.js';

/**
 * The directory a decision consults: one version of units, places, topics and rules, indexed by name.
 * Pure and immutable; built from a profile folder or from the rows of the database, so that `huiyin analyse`, dry
 * runs and workers decide alike.
 */
export class Directory {
  private readonly units = new Map<string, Unit>();
  private readonly placesByCode = new Map<string, Place>();

  constructor(
    readonly profile: Profile,
    /** Stored with each decision. */
    readonly version: string,
  ) {
    for (const unit of profile.units)
      for (const name of [unit.name, ...unit.aliases]) this.units.set(name, unit);
    for (const unit of profile.units) this.units.set(unit.name, unit);
    for (const place of profile.places) this.placesByCode.set(place.code, place);
  }

  /** The unit of that name or alias, whether still in force or not. */
  unit(name: string): Unit | undefined {
    return this.units.get(name);
  }

  /**
   * The unit that holds the duty on that day: follows successors of abolished units (RT-52).
   * `renamedFrom` is the name that was asked for when it is no longer in force.
   */
  dutyHolder(name: string, at: Date): { unit: Unit; renamedFrom?: string } | undefined {
    let unit = this.units.get(name);
    const seen = new Set<string>();
    while (unit && !inForce(unit, at) && unit.successor && !seen.has(unit.name)) {
      seen.add(unit.name);
      unit = this.units.get(unit.successor);
    }
    if (!unit) return undefined;
    return seen.size > 0 ? { unit, renamedFrom: name } : { unit };
  }

  place(code: string): Place | undefined {
    return this.placesByCode.get(code);
  }

  /** The township (or zone) a place lies in on that day, following successors of merged ones (RT-41). */
  townshipOf(place: Place, at: Date): { place: Place; renamedFrom?: string } | undefined {
    let current: Place | undefined =
      place.kind === 'village' || place.kind === 'known' ? this.placesByCode.get(place.parent ?? '') : place;
    const first = current;
    const seen = new Set<string>();
    while (current && !inForce(current, at) && current.successor && !seen.has(current.code)) {
      seen.add(current.code);
      current = this.placesByCode.get(current.successor);
    }
    if (!current || !first) return undefined;
    return current === first ? { place: current } : { place: current, renamedFrom: first.name };
  }

  field(name: string): Field | undefined {
    return this.profile.fields.find((field) => field.name === name);
  }

  topic(no: number): Topic | undefined {
    return this.profile.topics.find((topic) => topic.no === no);
  }

  rule(id: string): RoutingRule | undefined {
    return this.profile.rules.find((rule) => rule.id === id && rule.enabled);
  }
}

/** Whether an entry with effective dates holds on that day (Asia/Shanghai). */
export function inForce(entry: { validFrom?: string; validTo?: string }, at: Date): boolean {
  const day = dayFormat.format(at);
  return (!entry.validFrom || entry.validFrom <= day) && (!entry.validTo || day <= entry.validTo);
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

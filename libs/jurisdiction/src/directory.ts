import { officialCalendar, withEntries, type WorkingTime } from '#clock';
import { ExceptionBook } from './exceptions/book.js';
import type { Field, Place, Profile, RoutingRule, Topic, Unit } from './schema/profile.js';

/**
 * The directory a decision consults: one version of units, places, topics and rules, indexed by name.
 * Pure and immutable; built from a profile folder or from the rows of the database, so that `huiyin analyse`, dry
 * runs and workers decide alike.
 */
export class Directory {
  private readonly units = new Map<string, Unit>();
  private readonly placesByCode = new Map<string, Place>();
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly topics: ReadonlyMap<number, Topic>;
  private readonly rules: ReadonlyMap<string, RoutingRule>;
  /** Townships and zones by name. */
  private readonly townships = new Map<string, Place>();
  private readonly placesByName = new Map<string, Place>();
  private readonly placesByAlias = new Map<string, Place>();
  private readonly placeUnits = new Set<string>();
  private readonly unitLine: Line<Unit>;
  private readonly placeLine: Line<Place>;
  private book: ExceptionBook | undefined;
  private working: WorkingTime | undefined;
  private rolesAsked: { day: string; roles: Profile['jurisdiction']['roles'] } | undefined;

  constructor(
    readonly profile: Profile,
    /** Stored with each decision. */
    readonly version: string,
  ) {
    for (const unit of profile.units)
      for (const name of [unit.name, ...unit.aliases]) this.units.set(name, unit);
    for (const unit of profile.units) this.units.set(unit.name, unit);
    for (const place of profile.places) {
      this.placesByCode.set(place.code, place);
      if (!this.placesByName.has(place.name)) this.placesByName.set(place.name, place);
      for (const alias of place.aliases)
        if (!this.placesByAlias.has(alias)) this.placesByAlias.set(alias, place);
      if (place.unit) this.placeUnits.add(place.unit);
      if (place.kind === 'township' || place.kind === 'zone') this.townships.set(place.name, place);
    }
    this.fields = new Map(profile.fields.map((field) => [field.name, field]));
    this.topics = new Map(profile.topics.map((topic) => [topic.no, topic]));
    this.rules = new Map(profile.rules.flatMap((rule) => (rule.enabled ? [[rule.id, rule]] : [])));
    this.unitLine = lineOf(profile.units, (unit) => unit.name);
    this.placeLine = lineOf(profile.places, (place) => place.code);
  }

  /** The unit of that name or alias, whether still in force or not. */
  unit(name: string): Unit | undefined {
    return this.units.get(name);
  }

  /**
   * The unit that holds the duty on that day: follows successors of abolished units (RT-52), and on a day before its
   * founding goes back to the one it succeeded. `renamedFrom` is the name that was asked for when another unit holds the
   * duty. Undefined when the name is unknown or nobody in force has succeeded.
   */
  dutyHolder(name: string, at: Date): { unit: Unit; renamedFrom?: string } | undefined {
    const asked = this.units.get(name);
    const unit = asked && holderOn(asked, at, this.unitLine);
    if (!unit) return undefined;
    return unit === asked ? { unit } : { unit, renamedFrom: name };
  }

  /** Who has the roles of the notice on that day: an office renamed or merged keeps its part under its new name. */
  rolesOn(at: Date): Profile['jurisdiction']['roles'] {
    const day = dayOf(at);
    if (day !== this.rolesAsked?.day) this.rolesAsked = { day, roles: this.findRoles(at) };
    return this.rolesAsked.roles;
  }

  private findRoles(at: Date): Profile['jurisdiction']['roles'] {
    const { roles } = this.profile.jurisdiction;
    const today = (name: string): string => this.dutyHolder(name, at)?.unit.name ?? name;
    return {
      office: today(roles.office),
      publicity: today(roles.publicity),
      government: today(roles.government),
      discipline: today(roles.discipline),
      genericPublicity: roles.genericPublicity,
    };
  }

  place(code: string): Place | undefined {
    return this.placesByCode.get(code);
  }

  /** The place that people call so: by its name, else by an alias; the first where several share it. */
  placeNamed(name: string): Place | undefined {
    return this.placesByName.get(name) ?? this.placesByAlias.get(name);
  }

  /**
   * The township (or zone) a place lies in on that day, following successors of merged ones (RT-41); undefined when none
   * in force has succeeded.
   */
  townshipOf(place: Place, at: Date): { place: Place; renamedFrom?: string } | undefined {
    const inner = place.kind === 'village' || place.kind === 'known';
    const named = inner ? this.placesByCode.get(place.parent ?? '') : place;
    const township = named && holderOn(named, at, this.placeLine);
    if (!named || !township) return undefined;
    return township === named ? { place: township } : { place: township, renamedFrom: named.name };
  }

  /** Whether the unit is the one responsible for a township or zone. */
  holdsPlace(unit: string): boolean {
    return this.placeUnits.has(unit);
  }

  /** Whether it begins with the name of one of our places: "兑镇镇·赵家庄". */
  beginsWithPlace(text: string): boolean {
    for (let length = 1; length <= text.length; length += 1)
      if (this.placesByName.has(text.slice(0, length))) return true;
    return false;
  }

  field(name: string): Field | undefined {
    return this.fields.get(name);
  }

  topic(no: number): Topic | undefined {
    return this.topics.get(no);
  }

  /** The row of that rule while it is switched on. */
  rule(id: string): RoutingRule | undefined {
    return this.rules.get(id);
  }

  /** What this city does otherwise than the rules say; compiled when first asked for. */
  get exceptions(): ExceptionBook {
    return (this.book ??= new ExceptionBook(this.profile.exceptions, this));
  }

  /** Working days and hours: the State Council's arrangement, and what the city has entered before it. */
  get workingTime(): WorkingTime {
    return (this.working ??= {
      calendar: withEntries(officialCalendar, this.profile.calendar),
      hours: this.profile.clocks.work.hours,
    });
  }

  /** The names one unit (or township, by its name) has had and will have: its own, those before it, those that succeed it. */
  succession(name: string): readonly string[] {
    const unit = this.units.get(name);
    const place = this.townships.get(name);
    const units = unit ? lineage(unit, this.unitLine) : [];
    const places = place ? lineage(place, this.placeLine) : [];
    return [...new Set([name, ...units.map((one) => one.name), ...places.map((one) => one.name)])];
  }
}

/** How entries of one kind succeed each other. */
interface Line<T> {
  next(entry: T): T | undefined;
  /** Those merged into it; a renamed one has one. */
  before(entry: T): readonly T[];
}

function lineOf<T extends { successor?: string | undefined }>(
  entries: T[],
  key: (entry: T) => string,
): Line<T> {
  const byKey = new Map(entries.map((entry) => [key(entry), entry]));
  const before = new Map<string, T[]>();
  for (const entry of entries)
    if (entry.successor) before.set(entry.successor, [...(before.get(entry.successor) ?? []), entry]);
  return {
    next: (entry) => byKey.get(entry.successor ?? ''),
    before: (entry) => before.get(key(entry)) ?? [],
  };
}

/** The entry, all that led to it and all that followed it; not what was merged into its successors beside it. */
function lineage<T>(start: T, line: Line<T>): T[] {
  const found = new Set<T>([start]);
  for (const one of found) for (const earlier of line.before(one)) found.add(earlier);
  for (let later = line.next(start); later && !found.has(later); later = line.next(later)) found.add(later);
  return [...found];
}

/** The entry itself, its successor or its predecessor, whichever is in force that day. */
function holderOn<T extends Effective>(start: T, at: Date, line: Line<T>): T | undefined {
  if (!start.validFrom && !start.validTo) return start;
  const day = dayOf(at);
  const seen = new Set<T>();
  let entry: T | undefined = start;
  while (entry && !holds(entry, day) && !seen.has(entry)) {
    seen.add(entry);
    entry = entry.validFrom && day < entry.validFrom ? line.before(entry).at(-1) : line.next(entry);
  }
  return entry && holds(entry, day) ? entry : undefined;
}

interface Effective {
  validFrom?: string | undefined;
  validTo?: string | undefined;
}

const holds = (entry: Effective, day: string): boolean =>
  (!entry.validFrom || entry.validFrom <= day) && (!entry.validTo || day <= entry.validTo);

/** Whether an entry with effective dates holds on that day (Asia/Shanghai). */
export const inForce = (entry: Effective, at: Date): boolean => holds(entry, dayOf(at));

/** `2026-11-23` in China. It has kept one offset since 1992: adding it is a hundred times as fast as a formatter, and this runs for every place of every item. */
export function dayOf(at: Date): string {
  const time = at.getTime();
  if (time !== lastAsked.time)
    lastAsked = { time, day: new Date(time + 8 * 3_600_000).toISOString().slice(0, 10) };
  return lastAsked.day;
}

/** One decision asks for the same moment some fifty times. */
let lastAsked = { time: Number.NaN, day: '' };

import type { Profile } from '../schema/profile.js';
import type { FileKey, Report } from './problems.js';

/** Each entry's own key once, and no name of a unit shared with another unit. */
export function checkNames(profile: Profile, report: Report): void {
  once(profile.units, 'units', 'name', report);
  once(profile.places, 'places', 'code', report);
  once(profile.fields, 'fields', 'no', report);
  once(profile.fields, 'fields', 'name', report);
  once(profile.topics, 'topics', 'no', report);
  once(profile.topics, 'topics', 'name', report);
  once(profile.rules, 'rules', 'id', report);
  once(profile.rules, 'rules', 'order', report);
  once(profile.exceptions, 'exceptions', 'key', report);
  once(profile.exceptions, 'exceptions', 'order', report);
  once(profile.portfolios, 'portfolios', 'key', report);
  once(profile.outlets, 'outlets', 'key', report);
  once(profile.templates, 'templates', 'key', report);
  once(profile.calendar, 'calendar', 'day', report);
  once(profile.deadlines, 'deadlines', 'id', report);
  once(profile.policies, 'policies', 'key', report);
  once(profile.sources, 'sources', 'name', report);
  once(profile.roster, 'roster', 'unit', report);
  aliases(profile, report);
}

function once<T extends object>(entries: T[], file: FileKey, key: keyof T & string, report: Report): void {
  const first = new Map<unknown, number>();
  for (const [index, entry] of entries.entries()) {
    const before = first.get(entry[key]);
    if (before === undefined) first.set(entry[key], index);
    else report(file, [index, key], `“${String(entry[key])}”与第 ${before + 1} 项重复`);
  }
}

/** An alias must lead to one unit only; where it stands in the text decides nothing. */
function aliases({ units }: Profile, report: Report): void {
  const owner = new Map(units.map((unit) => [unit.name, unit.name]));
  for (const [index, unit] of units.entries())
    for (const [at, alias] of unit.aliases.entries()) {
      const other = owner.get(alias);
      if (other === undefined) owner.set(alias, unit.name);
      else report('units', [index, 'aliases', at], `别名“${alias}”已属于“${other}”`);
    }
}

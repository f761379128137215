import type { Profile } from '../schema/profile.js';
import { checkDates } from './check-dates.js';
import { checkExceptions } from './check-exceptions.js';
import { checkNames } from './check-names.js';
import { checkReferences } from './check-references.js';
import { checkSettings } from './check-settings.js';
import type { Report } from './problems.js';

/** What a schema cannot see: names that point to something, dates in order, keys given twice. */
export function checkProfile(profile: Profile, report: Report): void {
  checkNames(profile, report);
  checkReferences(profile, report);
  checkDates(profile, report);
  checkSettings(profile, report);
  checkExceptions(profile, report);
}

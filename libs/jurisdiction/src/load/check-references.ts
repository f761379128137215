import type { Profile } from '../schema/profile.js';
import type { FileKey, Report } from './problems.js';

/** The township concerned, as a topic names it: 属地, 属地乡镇, 属地街道. */
const isTownshipConcerned = (unit: string): boolean => unit.startsWith('属地');

/** Every name that points to another entry finds it. */
export function checkReferences(profile: Profile, report: Report): void {
  const names = new Set(profile.units.map((unit) => unit.name));
  const known = (name: string): boolean => names.has(name);
  unitReferences(profile, known, report);
  placeReferences(profile, known, report);
  topicReferences(profile, known, report);
  const fieldNames = new Set(profile.fields.map((field) => field.name));
  const topics = new Set(profile.topics.map((topic) => topic.no));
  const events = new Set(profile.levels.eventRules.map((rule) => rule.id));
  for (const [index, { label, topic, event }] of profile.examples.entries()) {
    if (label !== undefined && !fieldNames.has(label))
      report('examples', [index, 'label'], `没有领域“${label}”`);
    if (topic !== undefined && !topics.has(topic))
      report('examples', [index, 'topic'], `没有序号为${topic}的主题`);
    if (event !== undefined && !events.has(event))
      report('examples', [index, 'event'], `没有突发事件类别“${event}”`);
  }
  for (const [index, { units }] of profile.portfolios.entries())
    for (const [at, unit] of units.entries())
      if (!known(unit)) report('portfolios', [index, 'units', at], missing(unit));
  for (const [index, { units }] of profile.policies.entries())
    for (const [at, unit] of units.entries())
      if (!known(unit)) report('policies', [index, 'units', at], missing(unit));
  outletOwners(profile, report);
  for (const [index, { unit }] of profile.bodies.entries())
    if (unit !== null && !known(unit)) report('bodies', [index, 'unit'], missing(unit));
}

/**
 * Departments and townships have neither a site nor an account of their own (notice tasks 8, 9): what may be owed an answer
 * of may not own an outlet. The city office is the one exception: it is in charge of the portal (task 7).
 */
function outletOwners(profile: Profile, report: Report): void {
  const units = new Map(profile.units.map((unit) => [unit.name, unit]));
  for (const [index, { owner }] of profile.outlets.entries()) {
    const unit = units.get(owner);
    if (!unit) report('outlets', [index, 'owner'], missing(owner));
    else if (unit.external) report('outlets', [index, 'owner'], `“${owner}”不在本系统内，不能承办发布`);
    else if (unit.respondent && owner !== profile.jurisdiction.roles.office)
      report('outlets', [index, 'owner'], `“${owner}”${OWN_OUTLET}`);
  }
}

const OWN_OUTLET =
  '属部门或乡镇（街道），不开设网站、原则上不单独开设政务新媒体，请选市级渠道的承办单位（任务8、9）';

const missing = (unit: string): string => `没有单位“${unit}”`;

function unitReferences(profile: Profile, known: (name: string) => boolean, report: Report): void {
  for (const [index, unit] of profile.units.entries()) {
    if (unit.vertical && unit.superior === null)
      report('units', [index, 'vertical'], '垂直管理的单位须写明上级单位');
    if (unit.superior !== null && !known(unit.superior))
      report('units', [index, 'superior'], missing(unit.superior));
  }
  successors(profile.units, 'units', 'name', report);
  const { genericPublicity: _, ...roles } = profile.jurisdiction.roles;
  for (const [role, unit] of Object.entries(roles))
    if (!known(unit)) report('jurisdiction', ['roles', role], missing(unit));
  for (const [index, { unit }] of profile.fields.entries())
    if (!known(unit)) report('fields', [index, 'unit'], missing(unit));
  for (const [index, { unit }] of profile.roster.entries()) {
    const entry = profile.units.find(({ name }) => name === unit);
    if (!entry) report('roster', [index, 'unit'], missing(unit));
    else if (entry.external) report('roster', [index, 'unit'], `“${unit}”不在本系统内，不报送联络人`);
  }
}

function placeReferences(profile: Profile, known: (name: string) => boolean, report: Report): void {
  const { places } = profile;
  const byCode = new Map(places.map((place) => [place.code, place]));
  for (const [index, place] of places.entries()) {
    const inner = place.kind === 'village' || place.kind === 'known';
    const parent = byCode.get(place.parent ?? '');
    const spread = place.kind === 'known' && place.parent === undefined;
    if (inner && !spread && (!parent || (parent.kind !== 'township' && parent.kind !== 'zone')))
      report('places', [index, 'parent'], `“${place.name}”须写明所属乡镇（街道）的代码`);
    if (!inner && place.unit === undefined)
      report('places', [index, 'unit'], `“${place.name}”须写明负责单位`);
    if (place.unit !== undefined && !known(place.unit))
      report('places', [index, 'unit'], missing(place.unit));
  }
  successors(places, 'places', 'code', report);
}

function topicReferences(profile: Profile, known: (name: string) => boolean, report: Report): void {
  const fields = new Set(profile.fields.map((field) => field.name));
  const numbers = new Set(profile.topics.map((topic) => topic.no));
  const anybody = (name: string): boolean => known(name) || isTownshipConcerned(name);
  for (const [index, topic] of profile.topics.entries()) {
    if (!anybody(topic.unit)) report('topics', [index, 'unit'], missing(topic.unit));
    for (const [at, unit] of topic.assisting.entries())
      if (!anybody(unit)) report('topics', [index, 'assisting', at], missing(unit));
    for (const unit of Object.keys(topic.dutyWords))
      if (!topic.assisting.includes(unit))
        report('topics', [index, 'dutyWords', unit], `“${unit}”不在协同单位中`);
    for (const [at, no] of topic.displaces.entries())
      if (!numbers.has(no) || no === topic.no)
        report('topics', [index, 'displaces', at], `没有可被取代的主题 ${no}`);
    if (topic.field !== null && !fields.has(topic.field))
      report('topics', [index, 'field'], `没有领域“${topic.field}”`);
  }
}

/** Successors exist, belong to entries that end, and never lead back. */
function successors<T extends { successor?: string | undefined; validTo?: string | undefined }>(
  entries: T[],
  file: FileKey,
  key: keyof T & string,
  report: Report,
): void {
  const byKey = new Map(entries.map((entry) => [entry[key] as string, entry]));
  for (const [index, entry] of entries.entries()) {
    if (entry.successor === undefined) continue;
    const path = [index, 'successor'];
    if (!byKey.has(entry.successor)) report(file, path, `没有“${entry.successor}”可以承继`);
    else if (entry.validTo === undefined) report(file, path, '有承继者的须写明失效日期');
    else if (leadsBack(entry[key] as string, byKey)) report(file, path, '承继关系绕回了自身');
  }
}

function leadsBack(start: string, entries: Map<string, { successor?: string | undefined }>): boolean {
  const seen = new Set<string>();
  let next = entries.get(start)?.successor;
  while (next !== undefined && next !== start && !seen.has(next)) {
    seen.add(next);
    next = entries.get(next)?.successor;
  }
  return next === start;
}

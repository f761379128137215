import { compileCondition } from '../exceptions/compile.js';
import { DECLARED, type Domain } from '../exceptions/variables.js';
import { LOCAL } from '../exceptions/local.js';
import type { Profile, RoutingException } from '../schema/profile.js';
import type { Path, Report } from './problems.js';

type Say = (path: Path, message: string) => void;

/** Exceptions that can be run as they stand: conditions that compile and speak of what exists, units that may hold the role. */
export function checkExceptions(profile: Profile, report: Report): void {
  if (profile.exceptions.length === 0) return;
  const known = knownNames(profile);
  for (const [index, row] of profile.exceptions.entries()) {
    const say: Say = (path, message) => report('exceptions', [index, ...path], message);
    condition(row, known, say);
    limits(row, profile, known, say);
    outcome(row, profile, say);
  }
}

type Known = (domain: Domain) => ReadonlySet<string>;

function knownNames({ topics, fields, units, places, levels }: Profile): Known {
  const townships = places.filter(({ kind }) => kind === 'township' || kind === 'zone');
  const names = {
    topics: new Set(topics.map(({ name }) => name)),
    fields: new Set(fields.map(({ name }) => name)),
    units: new Set(units.map(({ name }) => name)),
    places: new Set(townships.flatMap(({ name, unit }) => [name, unit ?? name])),
    mustRespond: new Set(levels.mustRespond.map(({ id }) => id)),
  };
  return (domain) => (typeof domain === 'string' ? names[domain] : new Set(domain));
}

const DOMAINS = new Map(
  DECLARED.flatMap(({ name, domain }) => (domain ? [[name as string, domain] as const] : [])),
);
const KIND: Record<string, string> = {
  topics: '主题',
  fields: '领域',
  units: '单位',
  places: '乡镇（街道）或开发区',
  mustRespond: '必须回应类别',
};

/** A misspelt name would never match, without a word: so it is a mistake like any other. */
function condition({ when }: RoutingException, known: Known, say: Say): void {
  const compiled = compileCondition(when);
  if (!compiled.ok) {
    const at = compiled.position ? `（第 ${compiled.position.start + 1} 个字符处）` : '';
    return say(['when'], `条件不能使用${at}：${compiled.message}`);
  }
  for (const { variable, value } of compiled.literals) {
    const domain = DOMAINS.get(variable);
    if (!domain || known(domain).has(value)) continue;
    const choices = typeof domain === 'string' ? '' : `，可写${domain.join('、')}`;
    say(['when'], `${variable} 中没有${typeof domain === 'string' ? KIND[domain] : ''}“${value}”${choices}`);
  }
}

function limits({ topics, units, places }: RoutingException, profile: Profile, known: Known, say: Say): void {
  const numbers = new Set(profile.topics.map(({ no }) => no));
  for (const [at, no] of topics.entries())
    if (!numbers.has(no)) say(['topics', at], `没有编号为 ${no} 的主题`);
  for (const [at, name] of units.entries())
    if (!known('units').has(name)) say(['units', at], `没有单位“${name}”`);
  for (const [at, name] of places.entries())
    if (!known('places').has(name)) say(['places', at], `没有乡镇（街道）或开发区“${name}”`);
}

/** Who answers must be an administrative body of this installation; what a row gives, it must give to somebody. */
function outcome({ then }: RoutingException, profile: Profile, say: Say): void {
  const units = new Map(profile.units.map((unit) => [unit.name, unit]));
  const lists = ['respondents', 'firstResponsible', 'assisting', 'informed'] as const;
  if (lists.every((list) => !then[list]?.length) && !then.ask)
    say(['then'], '须写明由谁回应、谁协助、知会谁，或者要问的问题');
  for (const list of lists)
    for (const [at, name] of (then[list] ?? []).entries()) {
      const unit = units.get(name);
      if (name === LOCAL) continue;
      if (!unit) say(['then', list, at], `没有单位“${name}”`);
      else if (list !== 'informed' && unit.external)
        say(['then', list, at], `“${name}”不在本系统内，只能知会`);
      else if (list === 'respondents' && !unit.respondent)
        say(['then', list, at], `“${name}”不对外回应，不能作回应主体`);
    }
}

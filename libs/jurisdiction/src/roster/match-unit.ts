import { inForce, type Directory } from '../directory.js';
import type { Unit } from '../schema/profile.js';
import { readName } from './people.js';

export type UnitMatch =
  { kind: 'found'; unit: string; renamedFrom: string | null } | { kind: 'unknown'; nearest: string[] };

/** Kinds of annex 2 (通知任务6(2), 附件2): townships, the zone's committee, the city's departments. */
const REPORTING = new Set([
  '乡镇街道',
  '开发区',
  '市直部门',
  '派出分局',
  '办公室',
  '党委部门',
  '事业单位',
  '垂直管理单位',
]);

/** Units in force that owe the form; those outside the installation owe none, whatever their kind. */
export const reportingUnits = (directory: Directory, at: Date): Unit[] =>
  directory.profile.units.filter((unit) => inForce(unit, at) && !unit.external && REPORTING.has(unit.kind));

/**
 * The unit a form means: by its name or an alias, with the city's name before it (孝义市财政局), with 办事处 or 人民政府
 * behind it; a renamed unit by its successor. Otherwise the nearest names, best first.
 */
export function matchUnit(written: string, directory: Directory, at: Date): UnitMatch {
  for (const name of variants(written, directory)) {
    const held = directory.dutyHolder(name, at);
    if (held) return { kind: 'found', unit: held.unit.name, renamedFrom: held.renamedFrom ?? null };
  }
  return { kind: 'unknown', nearest: nearest(written, directory, at) };
}

function variants(written: string, directory: Directory): string[] {
  const plain = readName(written);
  const { name: city, shortNames } = directory.profile.jurisdiction;
  const local = [city, ...shortNames].flatMap((prefix) =>
    plain.startsWith(prefix) && plain !== prefix
      ? [plain.slice(prefix.length), `市${plain.slice(prefix.length).replace(/^市/, '')}`]
      : [],
  );
  const bare = [plain, ...local].map((name) =>
    name.replace(/(街道办事处|街道办)$/, '街道').replace(/(人民政府|党工委)$/, ''),
  );
  const all = [plain, ...local, ...bare, ...bare.map((name) => `市${name}`)];
  // The directory writes some names with narrow brackets.
  return [...new Set(all.flatMap((name) => [name, name.replace(/（/g, '(').replace(/）/g, ')')]))];
}

function nearest(written: string, directory: Directory, at: Date): string[] {
  const wanted = pairsOf(readName(written));
  if (wanted.size === 0) return [];
  return directory.profile.units
    .filter((unit) => inForce(unit, at))
    .map((unit) => ({
      name: unit.name,
      alike: Math.max(...[unit.name, ...unit.aliases].map((name) => likeness(wanted, pairsOf(name)))),
    }))
    .filter(({ alike }) => alike >= 0.25)
    .sort((a, b) => b.alike - a.alike || a.name.localeCompare(b.name, 'zh-CN'))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Neighbouring letters; single ones count too, because names are short. */
const pairsOf = (name: string): Set<string> =>
  new Set(Array.from(name).flatMap((letter, at, all) => [letter, `${letter}${all[at + 1] ?? '$'}`]));

/** Share of what both have in what either has (Dice), 0 … 1. */
function likeness(a: Set<string>, b: Set<string>): number {
  const both = [...a].filter((pair) => b.has(pair)).length;
  return (2 * both) / (a.size + b.size);
}

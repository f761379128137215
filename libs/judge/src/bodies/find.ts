import type { BodyHit } from '#incidents';
import type { Body, Unit, WordSpot } from '#jurisdiction';
import { perDirectory } from '../text/per-directory.js';
import { sentenceAt, type Reading } from '../text/reading.js';
import { outsideBefore } from '../places/context.js';
import { placeLexicon } from '../places/lexicon.js';
import type { BodyKey } from '../words/lists.js';
import { standing } from './standing.js';

/** A body found, with the places in the text that named it. */
export interface BodyFinding {
  hit: BodyHit;
  spots: WordSpot[];
}

/** Units, stations, companies and organs the text names, each with how it stands there (RT-04, RT-31…33; domain (f)8). */
export function findBodies(reading: Reading): BodyFinding[] {
  const spots = reading.words.bodies.flatMap(({ key, spots }) => spots.map((spot) => ({ key, spot })));
  const longest = spots.filter(({ spot }) => !spots.some((other) => covers(other, spot)));
  const findings = new Map<string, BodyFinding>();
  for (const { key, spot } of longest) {
    if (isElsewhere(reading, spot)) continue;
    const hit = key.type === 'unit' ? unitHit(reading, key.unit, spot) : bodyHit(reading, key.body, spot);
    if (hit) collect(findings, hit, spot);
  }
  return [...findings.values()];
}

/** A kind of place (某小学) does not hide the station that it is. */
const covers = ({ key, spot }: { key: BodyKey; spot: WordSpot }, inner: WordSpot): boolean =>
  !(key.type === 'body' && key.body.kind === 'place_type') && isInside(inner, spot);

const isInside = (inner: WordSpot, outer: WordSpot): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;

/** "汾阳市教育局", "省教育厅": the same name of another place's or level's body. */
function isElsewhere(reading: Reading, spot: WordSpot): boolean {
  const { own, elsewhere } = placeLexicon(reading.directory);
  const { full } = reading;
  const before = full.slice(Math.max(0, spot.start - 4), spot.start);
  if (beyond(reading.directory).some((name) => before.endsWith(name))) return true;
  const city = spot.word.startsWith('市') ? before : full.slice(Math.max(0, spot.start - 3), spot.start);
  if ([2, 3].some((length) => elsewhere.has(city.replace(/[市省]$/u, '').slice(-length)))) return true;
  return outsideBefore(full, spot.start, own) !== null;
}

/** Names of our superiors and neighbours. */
const beyond = perDirectory(({ profile: { jurisdiction } }) =>
  [...jurisdiction.parents, ...jurisdiction.neighbours].flatMap(({ name, shortNames }) => [
    name,
    ...shortNames,
  ]),
);

/** Townships' own units are places; here they count as bodies only by their office or government. */
function unitHit(reading: Reading, unit: Unit, spot: WordSpot): BodyHit | null {
  const township = reading.directory.holdsPlace(unit.name);
  if (township && !/(?:政府|办事处|街道办|街办|党委|党工委|管委会|委员会)$/u.test(spot.word)) return null;
  const holder = reading.directory.dutyHolder(unit.name, reading.at)?.unit ?? unit;
  const kind = unitKind(reading, holder);
  return withStanding(reading, { kind, words: [spot.word], unit: holder.name }, spot);
}

function unitKind(reading: Reading, unit: Unit): BodyHit['kind'] {
  const { roles } = reading.directory.profile.jurisdiction;
  if (unit.external) return unit.respondent ? 'superior' : 'utility';
  const party =
    !unit.respondent && unit.name !== roles.government && /市委|纪委|监委|宣传部/u.test(unit.name);
  return party ? 'party' : 'unit';
}

function bodyHit(reading: Reading, body: Body, spot: WordSpot): BodyHit | null {
  const unit = body.unit && (reading.directory.dutyHolder(body.unit, reading.at)?.unit.name ?? body.unit);
  const hit: BodyHit = { kind: body.kind, words: [spot.word], ...(unit ? { unit } : {}) };
  if (body.kind === 'place_type' || body.kind === 'company') return hit;
  return withStanding(reading, hit, spot, body.conductWords);
}

function withStanding(reading: Reading, hit: BodyHit, spot: WordSpot, words?: readonly string[]): BodyHit {
  const how = standing(reading.full, spot.start, spot.end);
  if (how === 'landmark') return { ...hit, landmark: true };
  if (how === 'mentioned') return hit;
  const [start, end] = sentenceAt(reading.full, spot.start);
  const sentence = reading.full.slice(start, end);
  if (words && !words.some((word) => sentence.includes(word))) return hit;
  return { ...hit, conduct: true };
}

/** One hit for each kind and unit; the strongest standing of its mentions counts. */
function collect(findings: Map<string, BodyFinding>, hit: BodyHit, spot: WordSpot): void {
  const key = `${hit.kind}:${hit.unit ?? (hit.kind === 'station' ? spot.word : '')}`;
  const known = findings.get(key);
  if (!known) {
    findings.set(key, { hit, spots: [spot] });
    return;
  }
  known.spots.push(spot);
  known.hit.words = [...new Set([...known.hit.words, ...hit.words])];
  if (hit.conduct) known.hit.conduct = true;
  if (!hit.landmark) delete known.hit.landmark;
}

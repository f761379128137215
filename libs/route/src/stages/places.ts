import type { PlaceHit } from '#incidents';
import type { Directory } from '#jurisdiction';
import { add, type Matter } from '../matter.js';

/** RT-40 and RT-41: where it happened, as the units responsible there today. */
export function findPlaces(matter: Matter): void {
  const hits = matter.judgement.places.filter((place) => place.kind !== 'outside');
  for (const place of hits) {
    if (place.renamedFrom) renamed(matter, place, place.renamedFrom);
    if (place.ambiguous.length === 0) locate(matter, place);
  }
  ambiguous(
    matter,
    hits.filter((place) => place.ambiguous.length > 0),
  );
  unknown(matter, hits);
}

/** RT-41: an abolished or renamed place is read as today's; the text keeps its words. */
function renamed(matter: Matter, place: PlaceHit, from: string): void {
  matter.flags.add('renamed_place');
  matter.apply('RT-41', { because: `“${from}”为旧名，现属${place.name}。`, words: place.words });
}

function locate(matter: Matter, place: PlaceHit): void {
  if (place.kind !== 'township' && place.kind !== 'zone') return;
  const unit = responsibleUnit(matter, place);
  if (unit) add(place.kind === 'zone' ? matter.zones : matter.townships, unit);
}

/** The unit responsible for the place on that day; successors of merged places are followed. */
function responsibleUnit(matter: Matter, hit: PlaceHit): string | undefined {
  const { at } = matter.context;
  const place = hit.code ? matter.directory.place(hit.code) : undefined;
  const today = place && matter.directory.townshipOf(place, at)?.place;
  if (place && !today) return undefined;
  const unit = matter.dutyHolder(today?.unit ?? today?.name ?? hit.name, hit.words);
  return unit && unit.respondent && !unit.external ? unit.name : undefined;
}

/**
 * RT-41: several places bear the name: a person picks. While one of them is outside and no other place is certain,
 * neither department nor township is dispatched; the city office holds the matter.
 */
function ambiguous(matter: Matter, hits: PlaceHit[]): void {
  const candidates = [...new Set(hits.flatMap((hit) => hit.ambiguous))];
  const ours = townshipNames(matter.directory);
  const outside =
    matter.judgement.flags.includes('maybe_outside') ||
    candidates.some((candidate) => !ours.has(candidate.split('·')[0] ?? candidate));
  if (candidates.length === 0 || !matter.on('RT-41')) return;
  matter.flags.add('place_ambiguous');
  const certain = matter.townships.length + matter.zones.length > 0;
  if (outside && !certain) {
    matter.flags.add('maybe_outside');
    matter.heldByOffice = true;
  }
  matter.apply('RT-41', {
    because: `地名有歧义，可能是${candidates.join('、')}${matter.heldByOffice ? `，选定前由${matter.roles.office}兜底，不派部门和乡镇` : ''}。`,
    words: hits.flatMap((hit) => hit.words),
    question: `请选定事发地：${candidates.join('、')}。`,
    doubt: true,
  });
}

/**
 * RT-40: the place of the event is not known: departments go on, the township is found within DL-05. Does not fire for
 * what has no place: a citywide matter, a policy, the own service of a named body; what a utility supplies comes somewhere.
 */
function unknown(matter: Matter, hits: PlaceHit[]): void {
  const { topics, bodies } = matter.judgement;
  const located =
    matter.townships.length + matter.zones.length > 0 || hits.some((hit) => hit.ambiguous.length > 0);
  const placeless = matter.signal('citywide') !== undefined || matter.departments.length > 0;
  const unnamed = bodies.filter(
    ({ kind, words }) => kind === 'place_type' || words.some((word) => UNNAMED.test(word)),
  );
  const ownService = bodies.some(
    (body) => body.conduct && !body.landmark && body.unit && body.kind !== 'utility',
  );
  const ofTopic = topics.some((topic) => topic.unit);
  const assigned = ofTopic || bodies.some((body) => body.unit && !body.landmark);
  const happens = assigned && (unnamed.length > 0 || (ofTopic && !ownService));
  if (located || placeless || !happens) return;
  matter.flags.add('place_unknown');
  matter.apply('RT-40', {
    because: '事发地未写明，先按部门派单，属地待核。',
    words: unnamed.flatMap((body) => body.words),
    question: '请核实事发的乡镇（街道）。',
  });
}

/** A place whose kind alone is named: 某银行, 一家医院. */
const UNNAMED = /^(?:某|一家|一所|有家)/u;

const names = new WeakMap<Directory, ReadonlySet<string>>();

/** Names of townships and zones, old ones included, and of the units responsible there. */
export function townshipNames(directory: Directory): ReadonlySet<string> {
  let known = names.get(directory);
  if (!known) {
    const places = directory.profile.places.filter(({ kind }) => kind === 'township' || kind === 'zone');
    known = new Set(places.flatMap((place) => [place.name, place.unit ?? place.name]));
    names.set(directory, known);
  }
  return known;
}

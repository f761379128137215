import { workingOpinionLevel, type BodyHit, type Judgement } from '#incidents';
import { BODY_WORDS, EVENT_WORDS, SIGNAL_WORDS, TONE_WORDS, type MatterView } from '#jurisdiction';
import type { Matter } from '../matter.js';
import { townshipNames } from '../stages/places.js';

/** The matter as conditions of exceptions see it: what was judged, and what the rules have decided of it. */
export function viewOf(matter: Matter): MatterView {
  const { judgement, context } = matter;
  const confirmed = context.confirmedSuper === true || judgement.opinionConfirmed;
  const named = judgement.bodies.filter((body) => !body.landmark);
  return {
    topics: each(judgement.topics.map(({ name }) => name)),
    fields: each(judgement.fields.map(({ name }) => name)),
    places: placesConcerned(matter),
    villages: each(judgement.places.flatMap(({ via, kind }) => (via && kind !== 'outside' ? [via] : []))),
    outside: each(matter.places('outside').map(({ name }) => name)),
    units: unitsNamed(matter, named),
    bodies: each(named.map(({ kind }) => BODY_WORDS[kind])),
    words: wordsFound(judgement, named),
    respondents: each(matter.respondents),
    firstResponsible: each(matter.firstResponsible),
    assisting: each(matter.assisting),
    signals: each(judgement.signals.map(({ kind }) => SIGNAL_WORDS[kind])),
    mustRespond: each(judgement.mustRespond),
    eventLevel: EVENT_WORDS[judgement.eventLevel],
    opinionLevel: workingOpinionLevel(judgement.opinionLevel, confirmed),
    tone: TONE_WORDS[judgement.tone],
    provisional: judgement.provisional,
    inZone: matter.zones.length > 0,
    assignedBySuperior: context.assignedBySuperior === true || matter.signal('superior_order') !== undefined,
    ...figuresOf(matter),
    month: new Date(context.at.getTime() + 8 * 3_600_000).getUTCMonth() + 1,
  };
}

/** Each value once, so that a condition may count them; a list of its own, for rows change the matter's. */
const each = (values: readonly string[]): string[] => [...new Set(values)];

const wordsFound = ({ topics, places, signals }: Judgement, named: readonly BodyHit[]): string[] =>
  each([...topics, ...places, ...named, ...signals].flatMap(({ words }) => words));

function figuresOf({ judgement: { facts } }: Matter) {
  return {
    dead: facts.dead ?? 0,
    injured: facts.injured ?? 0,
    missing: facts.missing ?? 0,
    trapped: facts.trapped ?? 0,
    atRisk: facts.atRisk ?? 0,
  };
}

/** Also the townships a zone lies in, which are only told (RT-30). */
function placesConcerned(matter: Matter): string[] {
  const townships = townshipNames(matter.directory);
  const told = matter.informed.filter((name) => townships.has(name));
  return each([...matter.zones, ...matter.townships, ...told]).filter(
    (name) => !matter.recused.includes(name),
  );
}

function unitsNamed(matter: Matter, named: readonly BodyHit[]): string[] {
  const { directory, context, recused } = matter;
  const units = named.flatMap(({ kind, unit }) =>
    unit && (kind === 'unit' || kind === 'station')
      ? [directory.dutyHolder(unit, context.at)?.unit.name ?? unit]
      : [],
  );
  return each(units).filter((name) => !recused.includes(name));
}

import type { CorrectedAspect, CorrectedJudgement, Judgement, PlaceHit, Tone, TopicHit } from '#incidents';
import { inForce, type Directory } from '#jurisdiction';

/** What a person may choose instead of what was found. */
export type CorrectionChoice =
  | { aspect: 'field'; fields: string[] }
  | { aspect: 'topic'; topics: number[] }
  /** Codes of townships and zones. */
  | { aspect: 'place'; places: string[] }
  | { aspect: 'event_kind'; eventRule: string | null }
  | { aspect: 'tone'; tone: Tone };

/** The choice names something the directory does not have. */
export class UnknownChoice extends Error {}

/**
 * A choice in the shape in which it is kept.
 * @throws UnknownChoice
 */
export function correctedBy(choice: CorrectionChoice, directory: Directory, at: Date): CorrectedJudgement {
  switch (choice.aspect) {
    case 'field':
      return { field: { fields: choice.fields.map((name) => known(directory.field(name), name).name) } };
    case 'topic':
      return { topic: { topics: choice.topics.map((no) => topicHit(no, directory, at)) } };
    case 'place':
      return { place: { places: choice.places.map((code) => placeHit(code, directory, at)) } };
    case 'event_kind':
      return { event_kind: { eventRule: eventRule(choice.eventRule, directory) } };
    case 'tone':
      break;
  }
  return { tone: { tone: choice.tone } };
}

/** What was found of an aspect, in the shape of a correction of it. */
export function foundOf(judgement: Judgement, aspect: CorrectedAspect): unknown {
  const { fields, topics, places, eventRule, tone, relevant, facts } = judgement;
  const found: CorrectedJudgement = {
    field: { fields: fields.map(({ name }) => name) },
    topic: { topics },
    place: { places },
    event_kind: { eventRule },
    tone: { tone },
    relevance: { relevant },
    figure: { facts },
  };
  return found[aspect] ?? null;
}

function topicHit(no: number, directory: Directory, at: Date): TopicHit {
  const topic = known(directory.topic(no), String(no));
  const today = (name: string) => directory.dutyHolder(name, at)?.unit.name ?? name;
  return {
    no,
    name: topic.name,
    unit: topic.unit === '属地' ? null : today(topic.unit),
    onDuty: [],
    assisting: topic.assisting.filter((name) => name !== '属地').map(today),
    score: 1,
    words: [],
  };
}

function placeHit(code: string, directory: Directory, at: Date): PlaceHit {
  const place = known(directory.place(code), code);
  const township = known(directory.townshipOf(place, at)?.place, code);
  if (!inForce(township, at)) throw new UnknownChoice(code);
  return {
    name: township.name,
    kind: township.kind === 'zone' ? 'zone' : 'township',
    code: township.code,
    via: place === township ? null : place.name,
    ambiguous: [],
    words: [],
  };
}

function eventRule(id: string | null, directory: Directory): string | null {
  if (id === null) return null;
  return known(
    directory.profile.levels.eventRules.find((rule) => rule.id === id),
    id,
  ).id;
}

function known<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new UnknownChoice(name);
  return found;
}

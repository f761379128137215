import type { CorrectedJudgement, Judgement, PlaceHit, Reason, TopicHit } from '#incidents';
import type { Directory } from '#jurisdiction';
import { flagsOf } from '../flags.js';

/** Flags that rest on more than the findings; they stay. */
const KEPT_FLAGS: ReadonlySet<string> = new Set(['renamed_unit', 'recurrent']);

/**
 * Lays what people put right over a judgement: their word wins over whatever was found, now and with every later item.
 * Words found for the same place or topic stay beside it; reasons for what does not hold any more fall away. Levels are
 * left alone: they fall only by two persons (OP-8).
 */
export function withCorrections(
  judgement: Judgement,
  corrected: CorrectedJudgement | null | undefined,
  directory: Directory,
): Judgement {
  if (!corrected || Object.keys(corrected).length === 0) return judgement;
  const { relevance, place, topic, event_kind: kind, tone, figure } = corrected;
  const topics = topic ? topic.topics.map((one) => asFound(one, judgement.topics)) : judgement.topics;
  const found = {
    ...judgement,
    ...(relevance && {
      relevant: relevance.relevant,
      isMatter: relevance.relevant || judgement.isMatter,
      outOfJurisdiction: relevance.relevant ? false : judgement.outOfJurisdiction,
    }),
    ...(place && { places: place.places.map((one) => sameWords(one, judgement.places)) }),
    topics,
    fields: fieldsOf(judgement, corrected, topics, directory),
    ...(kind && { eventRule: kind.eventRule }),
    ...(tone && { tone: tone.tone }),
    facts: { ...judgement.facts, ...figure?.facts },
  };
  const kept = judgement.flags.filter((flag) => KEPT_FLAGS.has(flag));
  const flags = flagsOf(found, (name) => directory.beginsWithPlace(name));
  return {
    ...found,
    flags: [...flags, ...kept.filter((flag) => !flags.includes(flag))],
    why: [...reasonsOf(corrected, directory.version), ...judgement.why.filter(holds(corrected))],
  };
}

/** What was found of the same topic has the words and the units on duty. */
const asFound = (topic: TopicHit, found: readonly TopicHit[]): TopicHit =>
  found.find(({ no }) => no === topic.no) ?? topic;

function sameWords(place: PlaceHit, found: readonly PlaceHit[]): PlaceHit {
  const known = found.find((one) => (one.code ?? one.name) === (place.code ?? place.name));
  return known ? { ...place, words: [...new Set([...place.words, ...known.words])] } : place;
}

/** A field said by a person; else the fields of the topics a person said; else as found. */
function fieldsOf(
  judgement: Judgement,
  { field, topic }: CorrectedJudgement,
  topics: readonly TopicHit[],
  directory: Directory,
): Judgement['fields'] {
  if (!field && !topic) return judgement.fields;
  const names = field ? field.fields : topics.flatMap(({ no }) => directory.topic(no)?.field ?? []);
  const score = (name: string) =>
    field ? 1 : (judgement.fields.find((one) => one.name === name)?.score ?? 1);
  return [...new Set(names)].map((name) => ({ name, score: score(name) }));
}

const MANUAL = 'manual:';

/** Reasons of the machine that the corrections do not contradict; those of earlier corrections are written anew. */
function holds({ place, topic, field, relevance }: CorrectedJudgement): (reason: Reason) => boolean {
  const places = place && new Set(place.places.map((one) => `place:${one.code ?? one.name}`));
  const topics = topic && new Set(topic.topics.map(({ no }) => `topic:${no}`));
  return ({ rule }) => {
    if (rule.startsWith(MANUAL)) return false;
    if (places && rule.startsWith('place:')) return places.has(rule);
    if (topics && rule.startsWith('topic:')) return topics.has(rule);
    // A field follows from what a person said of it, else from the topics a person said.
    if (rule.startsWith('field:')) return field ? field.fields.includes(rule.slice(6)) : !topics;
    return !(relevance && rule === 'relevance');
  };
}

/** One sentence for each aspect a person settled. */
function reasonsOf(corrected: CorrectedJudgement, version: string): Reason[] {
  const { relevance, place, field, topic, event_kind: kind, tone, figure } = corrected;
  const said: [string, string | false | undefined][] = [
    ['relevance', relevance && (relevance.relevant ? '属于本市' : '不属本市')],
    ['place', place && `地点为${names(place.places)}`],
    ['field', field && `领域为${field.fields.join('、') || '26个领域以外'}`],
    ['topic', topic && `主题为${names(topic.topics)}`],
    ['event_kind', kind && (kind.eventRule ? '突发事件类别' : '不是突发事件')],
    ['tone', tone && '情绪倾向'],
    ['figure', figure && '伤亡数字'],
  ];
  return said.flatMap(([aspect, words]) =>
    words ? [{ rule: `${MANUAL}${aspect}`, version, because: `经人工更正：${words}。` }] : [],
  );
}

const names = (hits: readonly { name: string }[]): string => hits.map(({ name }) => name).join('、') || '无';

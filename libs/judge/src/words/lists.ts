import type { Mood, SignalKind } from '#incidents';
import { phrasesOf, type Phrase } from '../signals/phrases.js';
import type { Body, Directory, Levels, Topic, Unit, WordList } from '#jurisdiction';

export type BodyKey = { type: 'unit'; unit: Unit } | { type: 'body'; body: Body };
/** A topic by its own words, or by the duty words of one of its assisting units. */
export type TopicKey = { topic: Topic; duty: string | null };
export type EventRule = Levels['eventRules'][number];
export type SensitiveFactor = Levels['opinion']['sensitive'][number];

export function bodyLists({ profile }: Directory): WordList<BodyKey>[] {
  const units = profile.units.map((unit) => ({
    key: { type: 'unit' as const, unit },
    words: [unit.name, ...unit.aliases],
  }));
  const bodies = profile.bodies.map((body) => ({
    key: { type: 'body' as const, body },
    words: body.words,
    notWords: body.notWords,
  }));
  return [...units, ...bodies];
}

export function topicLists({ profile }: Directory): WordList<TopicKey>[] {
  return profile.topics.flatMap((topic) => [
    { key: { topic, duty: null }, words: topic.words, notWords: topic.notWords },
    ...Object.entries(topic.dutyWords).map(([duty, words]) => ({
      key: { topic, duty },
      words,
      notWords: covering(profile.levels.opinion.harmNotWords, words),
    })),
  ]);
}

export const signalLists = ({ profile }: Directory): WordList<SignalKind | Mood>[] =>
  profile.signals.map((list) => ({ key: list.kind, words: list.words, notWords: list.notWords }));

/** Phrases that may stand in a text, by their signs. */
export const phraseLists = (directory: Directory): WordList<Phrase>[] =>
  phrasesOf(directory).map((phrase) => ({ key: phrase, words: phrase.signs }));

export const eventLists = ({ profile }: Directory): WordList<EventRule>[] =>
  profile.levels.eventRules.map((rule) => ({ key: rule, words: rule.words, notWords: rule.notWords }));

/** Words that give a level of an emergency outright. */
export const outrightLists = ({
  profile,
}: Directory): WordList<{ rule: EventRule; level: 'I' | 'II' | 'III' }>[] =>
  profile.levels.eventRules.flatMap((rule) =>
    (['I', 'II', 'III'] as const).flatMap((level) => {
      const words = rule.outright?.[level];
      return words ? [{ key: { rule, level }, words }] : [];
    }),
  );

export const mustRespondLists = ({ profile }: Directory): WordList<string>[] =>
  profile.levels.mustRespond.map(({ id, words, notWords }) => ({ key: id, words, notWords }));

export const sensitiveLists = ({ profile }: Directory): WordList<SensitiveFactor>[] =>
  profile.levels.opinion.sensitive.map((factor) => ({
    key: factor,
    words: factor.words,
    notWords: factor.notWords,
  }));

/** The harm of each factor; without words of its own, the general ones. */
export function harmLists(directory: Directory): WordList<SensitiveFactor>[] {
  const { sensitive, harmWords, harmNotWords } = directory.profile.levels.opinion;
  return sensitive.map((factor) => {
    const words = factor.harmWords ?? harmWords;
    return { key: factor, words, notWords: covering(harmNotWords, words) };
  });
}

export function generalHarmLists({ profile }: Directory): WordList<'harm'>[] {
  const { harmWords, harmNotWords } = profile.levels.opinion;
  return [{ key: 'harm', words: harmWords, notWords: covering(harmNotWords, harmWords) }];
}

/** A denial ("无死亡") only covers the harm it denies; it must not rule out another. */
const covering = (notWords: string[], words: string[]): string[] =>
  notWords.filter((notWord) => words.some((word) => notWord.includes(word)));

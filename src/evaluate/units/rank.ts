import { judge, trainFieldModel, type FieldModel } from '#judge';
import type { Item } from '#incidents';
import { Directory, type Profile } from '#jurisdiction';
import { route } from '#route';
import { cityOf, townshipFamily, type OwnerChoice, type TopicsOf } from './city.js';
import { bodyOf, type Letter } from './letter.js';

/** Orders the families for a letter, the likeliest first. */
export type Ranking = (letter: Letter) => string[];

/** What is chosen by trying it inside the training letters. */
export interface Choice extends OwnerChoice {
  /** How often the names of the topics are told to the model beside the text. */
  emphasis: number;
}

const AT = new Date('2026-11-18T09:00:00+08:00');

const itemOf = ({ id, title, text }: Letter): Item => ({
  id,
  title,
  text,
  source: { name: '来信', tier: 'self', scope: 'local' },
});

/** Judges each letter by the topics of the base profile, once. */
export function topicsBy(base: Profile): { numbers: TopicsOf; names(letter: Letter): string[] } {
  const directory = new Directory(base, 'base');
  const known = new Map<Letter, { no: number; name: string }[]>();
  const of = (letter: Letter) => {
    const topics = known.get(letter) ?? judge(itemOf(letter), directory).topics;
    known.set(letter, topics);
    return topics;
  };
  return {
    numbers: (letter) => of(letter).map(({ no }) => no),
    names: (letter) => of(letter).map(({ name }) => name),
  };
}

type Topics = ReturnType<typeof topicsBy>;

/** The text as the model of families reads it: with the topics that judging found in it. */
const told = (letter: Letter, topics: Topics, emphasis: number): string =>
  [bodyOf(letter), ...Array.from({ length: emphasis }, () => topics.names(letter).join('。'))].join('\n');

export const modelOf = (training: readonly Letter[], topics: Topics, emphasis: number): FieldModel =>
  trainFieldModel(training.map((letter) => ({ text: told(letter, topics, emphasis), label: letter.family })));

/**
 * The way of every item: judged and routed by the rules in a city made from the training letters. First come the respondents
 * of whom the rules are sure; where they would ask a person, the model of fields (here: of families) says what comes next.
 */
export function rankingOf(
  training: readonly Letter[],
  base: Profile,
  topics: Topics,
  choice: Choice,
  model: FieldModel = modelOf(training, topics, choice.emphasis),
): Ranking {
  const directory = cityOf(training, base, topics.numbers, choice);
  const local = townshipFamily(training);
  const families = new Set(training.map(({ family }) => family));
  return (letter) => {
    const { respondents, needsHuman } = route(judge(itemOf(letter), directory), directory, { at: AT });
    const sure = needsHuman ? [] : respondents;
    const answering = sure.flatMap((name) => {
      if (families.has(name)) return [name];
      return local !== null && directory.holdsPlace(name) ? [local] : [];
    });
    const likely = model.classify(told(letter, topics, choice.emphasis)).map(({ name }) => name);
    return [...new Set([...answering, ...likely])];
  };
}

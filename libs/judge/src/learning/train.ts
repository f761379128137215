import { trainFields, trainModels, type Example, type JudgeModelsJson } from '../model/judge-models.js';
import { scoreLabels } from '../model/label-scores.js';
import type { ModelScore } from './figures.js';

/** What a training is given: the directory's examples, and what people of the city corrected. */
export interface TrainingSet {
  examples: readonly Example[];
  corrections: readonly Example[];
  /** Words of the directory (`wordExamples`): they teach as much before as after. */
  words?: readonly Example[];
}

export interface Trained {
  models: JudgeModelsJson;
  /** Held-out texts of both sets, judged by models without and with the corrections. */
  before: ModelScore | null;
  after: ModelScore | null;
}

/** A correction is a case that the examples got wrong: it counts as often. */
const CORRECTION_WEIGHT = 3;
const FOLDS = 3;

/** Trains on both sets and measures what the corrections changed. Pure and deterministic; takes seconds. */
export function train(set: TrainingSet): Trained {
  const models = trainModels(weighted(set.examples, set.corrections), set.words);
  return { models: models.toJSON(), ...compared(set) };
}

const weighted = (examples: readonly Example[], corrections: readonly Example[]): Example[] => [
  ...examples,
  ...corrections.flatMap((one) => Array.from({ length: CORRECTION_WEIGHT }, () => one)),
];

/** Each text is judged twice by models that have not seen it: trained without corrections, and with them. */
function compared({ examples, corrections, words }: TrainingSet): Pick<Trained, 'before' | 'after'> {
  const own = examples.filter(labelled);
  const said = corrections.filter(labelled);
  const asked = [...own, ...said];
  if (new Set(own.map(({ label }) => label)).size < 2 || own.length < FOLDS)
    return { before: null, after: null };
  const before: Answer[] = [];
  const after: Answer[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = <T>(rows: readonly T[], offset: number) =>
      rows.filter((_, i) => (i + offset) % FOLDS !== fold);
    const without = seen(own, 0);
    const withThem = weighted(without, seen(said, own.length)) as Labelled[];
    const held = asked.filter((_, i) => i % FOLDS === fold);
    before.push(...answers(without, held, words));
    after.push(...answers(said.length > 0 ? withThem : without, held, words));
  }
  return { before: scored(before), after: scored(after) };
}

type Labelled = Example & { label: string };
interface Answer {
  label: string;
  found: string;
}
const labelled = (one: Example): one is Labelled => one.label !== undefined;

function answers(
  rows: readonly Labelled[],
  held: readonly Labelled[],
  words: readonly Example[] = [],
): Answer[] {
  if (new Set(rows.map(({ label }) => label)).size < 2) return [];
  // Fields alone are measured: examples of topics and events are few, and would double the time.
  const fields = trainFields(
    rows.map(({ text, label }) => ({ text, label })),
    words,
  );
  return held.map(({ text, label }) => ({ label, found: fields?.classify(text)[0]?.name ?? '' }));
}

function scored(given: readonly Answer[]): ModelScore | null {
  if (given.length === 0) return null;
  const { n, accuracy, macroF1 } = scoreLabels(given);
  const rounded = (share: number) => Math.round(share * 1e4) / 1e4;
  return { n, accuracy: rounded(accuracy), macroF1: rounded(macroF1) };
}

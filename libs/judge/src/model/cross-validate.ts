import { scoreLabels, type LabelScores } from './label-scores.js';
import { trainFields, type Example } from './judge-models.js';

/**
 * How well the fields of examples are found by models that have not seen them: each fold is classified by a model of the
 * others. The same examples give the same figures.
 * @param folds at least 2
 * @param words as `trainModels` takes them
 */
export function crossValidate(
  examples: readonly Example[],
  folds: number,
  words: readonly Example[] = [],
): LabelScores {
  const labelled = examples.filter(({ label }) => label !== undefined);
  const answers: { label: string; found: string }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const fields = trainFields(
      labelled.filter((_, i) => i % folds !== fold),
      words,
    );
    if (!fields) continue;
    for (let i = fold; i < labelled.length; i += folds) {
      const { text, label } = labelled[i]!;
      answers.push({ label: label!, found: fields.classify(text)[0]!.name });
    }
  }
  return scoreLabels(answers);
}

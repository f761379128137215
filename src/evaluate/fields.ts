import { trainFieldModel, type LabelledText } from '#judge';
import { UsageError } from '../command.js';
import { readRows, textOf } from '../lines.js';

export interface FieldScores {
  n: number;
  accuracy: number;
  macroF1: number;
}

/** Trains on labelled rows (`title`, `text`, `label`) and counts over those of `test`. */
export async function evaluateFields(train: readonly string[], test: string): Promise<FieldScores> {
  const rows: LabelledText[] = [];
  for (const file of train) rows.push(...(await labelled(file)));
  if (new Set(rows.map(({ label }) => label)).size < 2)
    throw new UsageError('the rows of --train need at least two labels');
  const model = trainFieldModel(rows);
  const answers = (await labelled(test)).map(({ text, label }) => ({
    label,
    found: model.classify(text)[0]!.name,
  }));
  return scoreLabels(answers);
}

/** Accuracy, and the mean F1 over every label that stands in the gold or the answers. */
export function scoreLabels(answers: readonly { label: string; found: string }[]): FieldScores {
  const labels = new Set(answers.flatMap(({ label, found }) => [label, found]));
  let sum = 0;
  for (const label of labels) {
    const right = answers.filter((row) => row.label === label && row.found === label).length;
    const named = answers.filter((row) => row.label === label || row.found === label);
    const all = named.reduce((n, row) => n + Number(row.label === label) + Number(row.found === label), 0);
    sum += (2 * right) / all;
  }
  const right = answers.filter(({ label, found }) => label === found).length;
  return { n: answers.length, accuracy: right / answers.length, macroF1: sum / labels.size };
}

async function labelled(file: string): Promise<LabelledText[]> {
  const rows = await readRows(file);
  return rows.map((row, i) => {
    if (typeof row['label'] !== 'string') throw new UsageError(`${file}: row ${i + 1}: has no label`);
    return { text: textOf(row), label: row['label'] };
  });
}

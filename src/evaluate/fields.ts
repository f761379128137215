import { scoreLabels, trainFieldModel } from '#judge';
import { UsageError } from '../command.js';
import { readRows, textOf } from '../lines.js';

export interface FieldScores {
  n: number;
  accuracy: number;
  macroF1: number;
}

interface LabelledRow {
  text: string;
  label: string;
}

/** Trains on labelled rows (`title`, `text`, `label`) and counts over those of `test`. */
export async function evaluateFields(train: readonly string[], test: string): Promise<FieldScores> {
  const rows: LabelledRow[] = [];
  for (const file of train) rows.push(...(await labelled(file)));
  if (new Set(rows.map(({ label }) => label)).size < 2)
    throw new UsageError('the rows of --train need at least two labels');
  const model = trainFieldModel(rows);
  const answers = (await labelled(test)).map(({ text, label }) => ({
    label,
    found: model.classify(text)[0]!.name,
  }));
  const { n, accuracy, macroF1 } = scoreLabels(answers);
  return { n, accuracy, macroF1 };
}

async function labelled(file: string): Promise<LabelledRow[]> {
  const rows = await readRows(file);
  return rows.map((row, i) => {
    if (typeof row['label'] !== 'string') throw new UsageError(`${file}: row ${i + 1}: has no label`);
    return { text: textOf(row), label: row['label'] };
  });
}

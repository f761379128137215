import { PairModel, type LabelledPair } from '#judge';
import { UsageError } from '../command.js';
import { readRows } from '../lines.js';
import { harmonic } from './cluster-scores.js';

/** Learns the same-event decision from `train` and counts it on `test`, for the class "same". */
export async function evaluatePairs(
  train: readonly string[],
  test: string,
): Promise<{ precision: number; recall: number; f1: number }> {
  const pairs: LabelledPair[] = [];
  for (const file of train) pairs.push(...(await readPairs(file)));
  if (!pairs.some(({ same }) => same) || pairs.every(({ same }) => same))
    throw new UsageError('the rows of --train need pairs of both labels');
  const model = PairModel.train(pairs);
  let found = 0;
  let right = 0;
  let gold = 0;
  for (const { a, b, same } of await readPairs(test)) {
    const answer = model.same(a, b);
    if (answer) found++;
    if (same) gold++;
    if (answer && same) right++;
  }
  const precision = found === 0 ? 0 : right / found;
  const recall = gold === 0 ? 0 : right / gold;
  return { precision, recall, f1: harmonic(precision, recall) };
}

async function readPairs(file: string): Promise<LabelledPair[]> {
  return (await readRows(file)).map(({ a, b, label }, i) => {
    if (typeof a !== 'string' || typeof b !== 'string' || label === undefined)
      throw new UsageError(`${file}: row ${i + 1}: needs a, b and label`);
    return { a, b, same: Number(label) === 1 };
  });
}

import { modelsOf } from '#judge';
import { compileWords, type Directory } from '#jurisdiction';
import { Analyser } from '../src/analysis/analyser.js';
import { readItemLine } from '../src/analysis/item-line.js';
import { Chain, type Lookups } from './judging/chain.js';
import {
  feedOf,
  itemLineOf,
  keywords,
  Letters,
  placeNames,
  sourceOf,
  type Letter,
} from './judging/corpus.js';
import { cpuOf, residentMemory, settledHeap } from './judging/cpu.js';
import { measureSteps } from './judging/steps.js';
import type { Row } from './report.js';

export interface JudgingSize {
  /** Of the whole chain and of `analyse`. */
  items: number;
  places: number;
  words: number;
  /** Of each step by itself, and of naive versions that cannot do so many. */
  stepItems: number;
  few: number;
}

/**
 * (f) What judging costs, step by step, beside a naive version and the floor, µs of CPU an item; the whole chain and `analyse` over
 * many items, with how flat they stay and what memory they take.
 */
export function benchJudging(
  directory: Directory,
  testDataDir: string,
  size: JudgingSize,
  say: (line: string) => void,
): Row[] {
  const { sentences, followers, real } = sourceOf(directory, testDataDir);
  const whose = real ? 'letters in the manner of real ones' : 'letters in the manner of invented posts';
  const places = placeNames(size.places, 3);
  const words = keywords(sentences, size.words, 4);
  const fields = modelsOf(directory).fields;
  if (!fields) throw new Error('the shipped profile has examples of fields');
  let lookups: Lookups | undefined;
  const before = settledHeap();
  const built = cpuOf(() => {
    lookups = {
      words: compileWords(words.map((word) => ({ key: word, words: [word] }))),
      places: compileWords([{ key: 'place', words: places }]),
      fields,
    };
    lookups.places.match('');
  });
  const took = `${Math.round(built / 1000)} ms to build, ${Math.round(settledHeap() - before)} MB`;
  say(`whole chain over ${size.items} letters …`);
  const chain = runChain(new Chain(lookups!), new Letters(sentences, followers, places, 1), size.items);
  say(`${told(chain)}; analyse over as many …`);
  const analysed = runAnalyse(
    directory,
    new Letters(sentences, followers, villages(directory), 2),
    size.items,
  );
  say(`${told(analysed)}; step by step …`);
  const steps = measureSteps({
    letters: new Letters(sentences, followers, places, 5).many(size.stepItems),
    few: size.few,
    lookups: lookups!,
    words,
    places,
  });
  const sums = { naive: sum(steps, 'naive'), floor: sum(steps, 'floor') };
  return [
    ...steps.map((row) => (row.name.endsWith('places') ? { ...row, note: took } : row)),
    ...rowsOf('judging: whole chain', chain, sums, whose),
    ...rowsOf('judging: analyse, all of it', analysed, sums, `${whose}, all of them ours`),
  ];
}

const sum = (steps: readonly Row[], of: 'naive' | 'floor'): number =>
  steps.reduce((all, row) => all + (row[of] ?? 0), 0);

const villages = (directory: Directory): string[] =>
  directory.profile.places.flatMap(({ kind, name }) => (kind === 'village' ? [name] : []));

const told = ({ fifths }: Run): string =>
  `${fifths.map((spent) => Math.round(spent)).join(', ')} µs by fifths`;

interface Run {
  /** µs of CPU an item, by fifths of the run. */
  fifths: number[];
  /** MB: most resident memory, and what is in use at the end of the second fifth and of the last. */
  resident: number;
  heaps: number[];
  items: number;
}

const BATCH = 100;

/** Letters are written between the measurements, never within. */
function run(letters: Letters, items: number, take: (batch: Letter[]) => () => void): Run {
  const fifths = [0, 0, 0, 0, 0];
  const heaps: number[] = [];
  let resident = 0;
  const batches = Math.floor(items / BATCH);
  for (let batch = 0; batch < batches; batch += 1) {
    const fifth = Math.floor((batch * 5) / batches);
    fifths[fifth]! += cpuOf(take(letters.many(BATCH)));
    resident = Math.max(resident, residentMemory());
    if (Math.floor(((batch + 1) * 5) / batches) > fifth && (fifth === 1 || fifth === 4))
      heaps.push(settledHeap());
  }
  return {
    fifths: fifths.map((spent) => (spent * 5) / (batches * BATCH)),
    resident,
    heaps,
    items: batches * BATCH,
  };
}

const runChain = (chain: Chain, letters: Letters, items: number): Run =>
  run(letters, items, (batch) => {
    const document = feedOf(batch);
    return () => chain.take(document);
  });

function runAnalyse(directory: Directory, letters: Letters, items: number): Run {
  const analyser = new Analyser(directory, { models: modelsOf(directory) });
  return run(letters, items, (batch) => {
    const lines = batch.map(itemLineOf);
    return () => {
      for (const line of lines) {
        const reading = readItemLine(line);
        if (!reading.ok) throw new Error(`a line of the bench is no item: ${reading.reason}`);
        JSON.stringify(analyser.analyse(reading.item));
      }
    };
  });
}

function rowsOf(
  name: string,
  { fifths, resident, heaps, items }: Run,
  sums: { naive: number; floor: number },
  note: string,
): Row[] {
  const base = { count: items };
  const second = fifths[1]!;
  return [
    {
      ...base,
      name,
      unit: 'µs',
      value: fifths.reduce((a, b) => a + b) / 5,
      floor: sums.floor,
      floorName: 'the floors of the steps',
      naive: sums.naive,
      naiveName: 'the naive steps',
      note: `${note}; by fifths ${fifths.map((spent) => Math.round(spent)).join(', ')}`,
    },
    {
      ...base,
      name: `${name}, last fifth`,
      unit: 'µs',
      value: fifths[4]!,
      floor: second,
      floorName: 'the second fifth',
      note: '',
    },
    {
      ...base,
      name: `${name}, memory`,
      unit: 'MB',
      value: heaps[1] ?? 0,
      floor: heaps[0] ?? 0,
      floorName: 'in use after the second fifth',
      note: `most resident ${Math.round(resident)} MB`,
    },
  ];
}

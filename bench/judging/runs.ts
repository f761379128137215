import { modelsOf } from '#judge';
import { compileWords, type Directory } from '#jurisdiction';
import { Analyser } from '../../src/analysis/analyser.js';
import { readItemLine } from '../../src/analysis/item-line.js';
import { Chain, type Lookups } from './chain.js';
import { feedOf, itemLineOf, keywords, Letters, placeNames, sourceOf, type Letter } from './corpus.js';
import { cpuOf, residentMemory, settledHeap } from './cpu.js';

/** What is run over how many letters of which length. */
export interface RunSize {
  items: number;
  /** Signs of a letter. */
  length: number;
  places: number;
  words: number;
}

export interface Run {
  /** µs of CPU an item, by fifths of the run. */
  fifths: number[];
  /** MB: most resident memory, and what is in use at the end of the second fifth and of the last. */
  resident: number;
  heaps: number[];
  items: number;
}

/** What letters and lists are made of, and the lists compiled. */
export interface Material {
  sentences: string[];
  followers: ReadonlyMap<string, string>;
  real: boolean;
  words: string[];
  places: string[];
  lookups: Lookups;
  /** Of the lists of words and places: ms of CPU to compile them, MB they take. */
  compiled: { ms: number; megabytes: number };
}

export function materialOf(directory: Directory, testDataDir: string, size: RunSize): Material {
  const source = sourceOf(directory, testDataDir);
  const places = placeNames(size.places, 3);
  const words = keywords(source.sentences, size.words, 4);
  const fields = modelsOf(directory).fields;
  if (!fields) throw new Error('the shipped profile has examples of fields');
  let lookups: Lookups | undefined;
  const before = settledHeap();
  const spent = cpuOf(() => {
    lookups = {
      words: compileWords(words.map((word) => ({ key: word, words: [word] }))),
      places: compileWords([{ key: 'place', words: places }]),
      fields,
    };
    lookups.places.match('');
  });
  const compiled = { ms: spent / 1000, megabytes: settledHeap() - before };
  return { ...source, words, places, lookups: lookups!, compiled };
}

/** Of so many names letters name one; more would only be kept for their sake. */
const NAMED = 10_000;

export const lettersOf = (
  { sentences, followers, places }: Material,
  seed: number,
  length: number,
): Letters =>
  new Letters(
    sentences,
    followers,
    places.filter((_, i) => i % Math.ceil(places.length / NAMED) === 0),
    seed,
    length,
  );

/** The chain over letters; the lists themselves are let go, as a monitor has no need of them. */
export function runChain(
  directory: Directory,
  testDataDir: string,
  size: RunSize,
): Run & { compiled: Material['compiled'] } {
  const material = materialOf(directory, testDataDir, size);
  const { lookups, compiled } = material;
  const letters = lettersOf(material, 1, size.length);
  material.places = [];
  const chain = new Chain(lookups);
  return {
    ...run(letters, size.items, (batch) => {
      const document = feedOf(batch);
      return () => chain.take(document);
    }),
    compiled,
  };
}

export function runAnalyse(directory: Directory, testDataDir: string, size: RunSize): Run {
  const { sentences, followers } = sourceOf(directory, testDataDir);
  const villages = directory.profile.places.flatMap(({ kind, name }) => (kind === 'village' ? [name] : []));
  const analyser = new Analyser(directory, { models: modelsOf(directory) });
  return run(new Letters(sentences, followers, villages, 2, size.length), size.items, (batch) => {
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

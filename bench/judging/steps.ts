import { Parser } from 'htmlparser2';
import { comparable, itemKey, parseFeed } from '#collect';
import { copySimilarity, CopyIndex, copyText, IncidentIndex } from '#judge';
import type { Row } from '../report.js';
import type { Lookups } from './chain.js';
import { feedOf, type Letter } from './corpus.js';
import { perItem } from './cpu.js';
import * as naive from './naive.js';

/** How one step is measured: over letters by ours and the floor, over a few of them by the naive version. */
interface Step {
  name: string;
  ours: () => number;
  naive: () => number;
  naiveName: string;
  floor: () => number;
  floorName: string;
}

export interface StepInput {
  letters: readonly Letter[];
  /** How many of them the naive versions get that cannot do all. */
  few: number;
  lookups: Lookups;
  words: readonly string[];
  places: readonly string[];
}

/** A row for each step, µs an item of CPU. */
export function measureSteps(input: StepInput): Row[] {
  const texts = input.letters.map(({ title, text }) => `${title}\n${text}`);
  const few = texts.slice(0, input.few);
  return [
    parsing(input),
    keying(input, texts),
    copies(input, few),
    fields(input, texts),
    words(input, texts, few),
    places(input, texts),
    clusters(input, few),
  ].map((step) => ({
    name: `judging: ${step.name}`,
    unit: 'µs' as const,
    value: step.ours(),
    floor: step.floor(),
    floorName: step.floorName,
    naive: step.naive(),
    naiveName: step.naiveName,
    count: input.letters.length,
    note: '',
  }));
}

/** A pass over the characters: less cannot be done with a text. */
const pass = (text: string): number => {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) sum = (sum * 31 + text.charCodeAt(i)) | 0;
  return sum;
};

/** Runs of the parser and the like are of a document; its letters share the time. */
function parsing({ letters }: StepInput): Step {
  const size = 100;
  const documents = Array.from({ length: Math.ceil(letters.length / size) }, (_, i) =>
    feedOf(letters.slice(i * size, (i + 1) * size)),
  );
  const each = documents.length / letters.length;
  const tokens = (document: Buffer) => {
    new Parser({}, { xmlMode: true, decodeEntities: false }).end(document.toString());
    return 1;
  };
  return {
    name: 'parse a feed',
    ours: () => perItem(documents, () => (document) => parseFeed(document).items.length) * each,
    naive: () => perItem(documents, () => (document) => naive.parse(document.toString())) * each,
    naiveName: 'a tree, then its entries',
    floor: () => perItem(documents, () => tokens) * each,
    floorName: 'the same tokens, nobody listening',
  };
}

function keying({ letters }: StepInput, texts: readonly string[]): Step {
  return {
    name: 'normalise, key',
    ours: () =>
      perItem(
        letters,
        () =>
          ({ title, text }) =>
            itemKey(comparable(title), comparable(text)).length,
      ),
    naive: () => perItem(texts, () => (text) => itemKey(naive.normalise(text)).length),
    naiveName: 'a pattern for each kind of sign',
    floor: () => perItem(texts, () => (text) => itemKey(text).length),
    floorName: 'the hash alone',
  };
}

function copies({ letters }: StepInput, few: readonly string[]): Step {
  return {
    name: 'near-duplicates',
    ours: () => perItem(letters, lookForCopies),
    naive: () => naive.toWindow(perItem(few, naive.allPairs)),
    naiveName: 'shared 3-grams with every earlier letter of the window, counted up',
    floor: () =>
      perItem(
        letters,
        () =>
          ({ text }) =>
            pass(text),
      ),
    floorName: 'a pass over the characters',
  };
}

function lookForCopies(): (letter: Letter) => number {
  const index = new CopyIndex(naive.WINDOW);
  let sequence = 0;
  return ({ title, text }) => {
    const own = copyText(title, text);
    let best = 0;
    for (const slot of index.candidates(own)) {
      const other = index.text(slot);
      if (other) best = Math.max(best, copySimilarity(own, other));
    }
    index.add(sequence++, own);
    return best;
  };
}

function fields({ lookups }: StepInput, texts: readonly string[]): Step {
  const table = new naive.TableModel(lookups.fields.labels.length, texts.slice(0, 1_000));
  return {
    name: 'fields',
    ours: () => perItem(texts, () => (text) => lookups.fields.classify(text).length),
    naive: () => perItem(texts, () => (text) => table.classify(text)),
    naiveName: 'a table of strings',
    floor: () => perItem(texts, () => pass),
    floorName: 'a pass over the characters',
  };
}

function words({ lookups, words: list }: StepInput, texts: readonly string[], few: readonly string[]): Step {
  const patterns = list.map((word) => new RegExp(word, 'u'));
  const byPattern = () =>
    perItem(few.slice(0, Math.ceil(few.length / 10)), () => (text) => naive.wordsByPattern(text, patterns));
  return {
    name: `${list.length} words`,
    ours: () => perItem(texts, () => (text) => lookups.words.match(text).length),
    naive: () => perItem(few, () => (text) => naive.wordsByIncludes(text, list)),
    naiveName: `one search a word (one pattern a word: ${Math.round(byPattern())} µs)`,
    floor: () => perItem(texts, () => pass),
    floorName: 'a pass over the characters',
  };
}

function places({ lookups, places: list }: StepInput, texts: readonly string[]): Step {
  const names = new Set(list);
  const longest = list.reduce((most, { length }) => Math.max(most, length), 0);
  return {
    name: `${list.length} places`,
    ours: () => perItem(texts, () => (text) => lookups.places.match(text).length),
    naive: () => perItem(texts, () => (text) => naive.placesByLookup(text, names, longest)),
    naiveName: 'every stretch of the text looked up',
    floor: () => perItem(texts, () => pass),
    floorName: 'a pass over the characters',
  };
}

function clusters({ letters }: StepInput, few: readonly string[]): Step {
  return {
    name: 'incident, with near-duplicates',
    ours: () => perItem(letters, findIncidents),
    naive: () => naive.toWindow(perItem(few, naive.allCosines)),
    naiveName: 'cosine with every earlier letter of the window, counted up',
    floor: () =>
      perItem(
        letters,
        () =>
          ({ text }) =>
            pass(text),
      ),
    floorName: 'a pass over the characters',
  };
}

function findIncidents(): (letter: Letter) => number {
  const index = new IncidentIndex();
  const nothing = { places: [], localities: [], bodies: [], topics: [] };
  let incidents = 0;
  return (letter) => {
    const entry = { ...letter, ...nothing };
    const { incidentId, duplicateOf } = index.find(entry);
    index.add(entry, incidentId ?? `i${incidents++}`, duplicateOf);
    return incidents;
  };
}

import type { Directory } from '#jurisdiction';
import { runAlone, type RanAlone } from './judging/alone.js';
import { pythonChain } from './judging/python.js';
import { lettersOf, materialOf, type Material } from './judging/runs.js';
import { measureSteps } from './judging/steps.js';
import type { Row } from './report.js';

export interface JudgingSize {
  /** Of the whole chain and of `analyse`. */
  items: number;
  places: number;
  words: number;
  /** Signs of a letter; all is measured for each of them, `analyse` for the first. */
  lengths: readonly number[];
  /** Of each step by itself, and of naive versions that cannot do so many. */
  stepItems: number;
  few: number;
  /** Given to the Python chain: its window is full only after 30,000. */
  pythonItems: number;
}

/**
 * (f) What judging costs, step by step, beside a naive version and the floor, µs of CPU an item; the whole chain and `analyse` over
 * many items, each in a process of its own, with how flat they stay and what memory they take.
 */
export function benchJudging(
  directory: Directory,
  testDataDir: string,
  size: JudgingSize,
  say: (line: string) => void,
  skipped: string[],
): Row[] {
  return size.lengths.flatMap((length, i) => {
    const asked = { items: size.items, length, places: size.places, words: size.words };
    say(`letters of ${length} signs: whole chain over ${size.items} …`);
    const chain = runAlone({ what: 'chain', ...asked });
    say(told(chain));
    const analysed = i === 0 ? runAlone({ what: 'analyse', ...asked }) : null;
    if (analysed) say(`analyse over as many: ${told(analysed)}`);
    say('step by step …');
    const material = materialOf(directory, testDataDir, asked);
    const steps = measureSteps({
      letters: lettersOf(material, 5, length).many(size.stepItems),
      few: size.few,
      lookups: material.lookups,
      words: material.words,
      places: material.places,
    });
    const whose = material.real
      ? 'letters in the manner of real ones'
      : 'letters in the manner of invented posts';
    const beside =
      i === 0 ? besidePython(directory, material, { length, items: size.pythonItems }, chain, say) : [];
    if (!beside)
      skipped.push('a Python chain beside ours: feedparser, jieba, scikit-learn are not installed');
    const sums = { naive: sum(steps, 'naive'), floor: sum(steps, 'floor') };
    return [
      ...steps.map((row) => ({
        ...row,
        name: `${row.name}, ${length} signs`,
        ...(row.name.endsWith('places') && { note: compiledNote(chain) }),
      })),
      ...rowsOf(`judging: whole chain, ${length} signs`, chain, sums, whose),
      ...(analysed
        ? rowsOf(`judging: analyse, ${length} signs`, analysed, sums, `${whose}, all of them ours`)
        : []),
      ...(beside ?? []),
    ];
  });
}

/** Null where Python or its parts are not installed. */
function besidePython(
  directory: Directory,
  material: Material,
  { length, items }: { length: number; items: number },
  chain: RanAlone,
  say: (line: string) => void,
): Row[] | null {
  say(`a Python chain over ${items} …`);
  const { words, places } = material;
  const letters = lettersOf(material, 5, length).many(items);
  const python = pythonChain({ letters, words, places, directory });
  if (!python) return null;
  const steps = Object.entries(python.steps).map(([step, spent]) => `${step} ${Math.round(spent)}`);
  return [
    {
      name: `judging: whole chain, ${length} signs, beside Python`,
      unit: 'µs',
      value: meanOf(chain.fifths),
      floor: python.microseconds,
      floorName: 'the same chain from feedparser, jieba, scikit-learn',
      count: python.items,
      note: `Python: ${steps.join(', ')}`,
    },
  ];
}

const meanOf = (fifths: readonly number[]): number => fifths.reduce((a, b) => a + b) / fifths.length;

const compiledNote = ({ compiled }: RanAlone): string =>
  compiled
    ? `${Math.round(compiled.ms)} ms to compile words and places, ${Math.round(compiled.megabytes)} MB`
    : '';

const sum = (steps: readonly Row[], of: 'naive' | 'floor'): number =>
  steps.reduce((all, row) => all + (row[of] ?? 0), 0);

const told = ({ fifths, resident }: RanAlone): string =>
  `${fifths.map((spent) => Math.round(spent)).join(', ')} µs by fifths, ${Math.round(resident)} MB resident`;

function rowsOf(
  name: string,
  { fifths, resident, heaps, items }: RanAlone,
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
      value: meanOf(fifths),
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
      note: `most resident ${Math.round(resident)} MB, a process of its own with Node, the model and what writes the letters`,
    },
  ];
}

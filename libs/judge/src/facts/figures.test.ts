import { HELD_OUT, KNOWN, type Sentence } from './figure-sentences.js';
import { toldOnly } from '../text/untold.js';
import { readFigures } from './casualties.js';

const BOUNDS = { exact: '=', about: '~', atLeast: '+', atMost: '-' };
const SPEAKERS = { official: 'o', media: 'm', hearsay: 'h', party: 'p' };

const figuresOf = (text: string): string[] =>
  readFigures(toldOnly(text), text)
    .figures.map(
      ({ kind, value, bound, by, denied }) =>
        `${denied ? '!' : ''}${kind} ${value} ${BOUNDS[bound]} ${by ? SPEAKERS[by] : '.'}`,
    )
    .toSorted();

const inTable = (sentences: readonly Sentence[]) =>
  it.each(sentences.map(([text, ...expected]) => ({ text, expected })))('$text', ({ text, expected }) =>
    expect(figuresOf(text)).toEqual(expected.toSorted()),
  );

describe('figures of sentences the grammar was written against', () => inTable(KNOWN));
describe('figures of sentences held out', () => inTable(HELD_OUT));

import { pieces } from './marks.js';
import { runLine } from './run.js';
import { blankForm, expectationOf, expectedWords, isQuiet, marksOf, nameFor } from './view.js';

describe('one text with marks', () => {
  it('cuts at every border and loses nothing', () => {
    const text = '东湖街道夜里噪音不断';
    const found = pieces(text, [
      { step: 2, start: 0, end: 4 },
      { step: 3, start: 0, end: 2 },
      { step: 5, start: 6, end: 99 },
    ]);
    expect(found.map((one) => one.text).join('')).toBe(text);
    expect(found).toEqual([
      { text: '东湖', of: [2, 3] },
      { text: '街道', of: [2] },
      { text: '夜里', of: [] },
      { text: '噪音不断', of: [5] },
    ]);
    expect(pieces('', [{ step: 0, start: 0, end: 3 }])).toEqual([]);
  });

  it('marks what counts in the steps that speak of the text', () => {
    const finding = {
      what: 'x',
      because: '',
      rule: null,
      score: null,
      incident: null,
      likeness: null,
      marks: [[0, 2]],
    };
    const step = (key: 'words' | 'places', kept: boolean) => ({
      key,
      name: key,
      summary: '',
      findings: [{ ...finding, kept }],
    });
    expect(marksOf([step('words', true), step('places', true), step('places', false)])).toEqual([
      { step: 1, start: 0, end: 2 },
    ]);
    expect(isQuiet(step('places', false))).toBe(true);
  });

  it('makes a case of what came out', () => {
    const result = { relevant: true, topics: ['噪声'], places: [], eventLevel: 'none' as const };
    expect(expectationOf(result, ['relevant', 'topics'])).toEqual({ relevant: true, topics: ['噪声'] });
    expect(expectedWords('places', result.places)).toBe('没有');
    expect(expectedWords('eventLevel', 'none')).toBe('不构成突发事件');
    expect(nameFor({ text: '标题\n正文' })).toBe('标题');
    expect(blankForm()).toMatchObject({ itemId: null, scope: 'local' });
  });

  it('says what a run came to', () => {
    const run = { id: '', at: '', by: '', what: '', version: '', acceptedReason: null, mended: 1, broken: 2 };
    expect(runLine({ ...run, n: 9, rightNow: 8, rightThen: 7 })).toContain('原先对、改后错2条');
    expect(runLine({ ...run, n: 9, rightNow: 8, rightThen: null })).toContain('不符1条');
  });
});

import fc from 'fast-check';
import { segments } from './marks.js';

const text = '中阳楼街道某小学学生午餐后呕吐，学生已送医。';

describe('marking the words a decision rests on', () => {
  it('marks every occurrence and names the decision', () => {
    const marked = segments(text, [{ kind: '主题', words: ['学生'] }]).filter((piece) => piece.kinds.length);
    expect(marked).toEqual([
      { text: '学生', kinds: ['主题'] },
      { text: '学生', kinds: ['主题'] },
    ]);
  });

  it('lets overlapping words share their common part', () => {
    const pieces = segments(text, [
      { kind: '地点', words: ['某小学'] },
      { kind: '等级', words: ['小学学生'] },
    ]);
    expect(pieces.filter((piece) => piece.kinds.length)).toEqual([
      { text: '某', kinds: ['地点'] },
      { text: '小学', kinds: ['地点', '等级'] },
      { text: '学生', kinds: ['等级'] },
    ]);
  });

  it('passes over words that do not stand in the text, and empty ones', () => {
    expect(segments(text, [{ kind: '主题', words: ['煤矿', ''] }])).toEqual([{ text, kinds: [] }]);
    expect(segments('', [{ kind: '主题', words: ['煤矿'] }])).toEqual([]);
  });

  it('never changes the text, whatever the words', () => {
    const word = fc.string({ maxLength: 3, unit: fc.constantFrom('甲', '乙', '丙') });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('甲', '乙', '丙') }),
        fc.array(word),
        fc.array(word),
        (whole, a, b) => {
          const pieces = segments(whole, [
            { kind: 'a', words: a },
            { kind: 'b', words: b },
          ]);
          expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
        },
      ),
    );
  });
});

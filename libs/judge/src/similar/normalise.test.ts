import fc from 'fast-check';
import { normaliseText, normaliseUrl } from './normalise.js';
import { simplified } from './simplified.js';

/** The same by patterns over the whole text, step by step. */
const byPatterns = (text: string): string =>
  simplified(text.normalize('NFKC').toLowerCase())
    .replace(
      /https?:\/\/[^\s[\]\u3000-\u303f\u4e00-\u9fff]+|\/\/@[^:：\s]{1,30}[:：]|@[^\s:：，,。!！?？]{1,30}|\[[^[\]\s]{1,6}\]|#([^#\n]{1,40})#|转发微博|回复/gu,
      ' $1 ',
    )
    .replace(/(?<=\d)[.:](?=\d)/g, '·')
    .replace(/(?<=\d)[^\p{L}\p{N}·]+(?=\d)/gu, '、')
    .replace(/[^\p{L}\p{N}·、]+|(?<!\d)、|、(?!\d)/gu, '');

const piece = fc.constantFrom(
  ...'中1２ab.:：·、，。 \n…①⑩é가Σ繁體@[]#'.split(''),
  '回复',
  '回復',
  '转发微博',
  '//@网友:',
  'http://s.cn/x',
  '𠮷',
  '😀',
  '\u0301',
  '\ud83d',
);

describe('what two copies have in common', () => {
  it('is the same as by patterns, whatever stands in the text', () => {
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (one) => expect(normaliseText(one)).toBe(byPatterns(one))),
      { numRuns: 2_000, seed: 6 },
    );
  });

  it('keeps letters and digits, and what parts two numbers', () => {
    expect(normaliseText('　轉發：Ａ座 3.5 米、12：30，共1、2号 http://s.cn/x @网友 [泪]#供暖#')).toBe(
      '转发a座3·5米12·30共1、2号供暖',
    );
    expect(normaliseText('回复：已转发微博')).toBe('已');
  });
});

it('an address says which page, not how one came there', () => {
  expect(normaliseUrl('https://www.a.cn/x/?utm_source=b&id=7#top')).toBe('a.cn/x?id=7');
});

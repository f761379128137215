import { emptyJudgement } from './empty-judgement.js';
import { joinPieces, piecesOf, splitMarks } from './split.js';

const marks = splitMarks([
  {
    ...emptyJudgement(),
    topics: [
      {
        no: 1,
        name: '供水',
        unit: '市水利局',
        onDuty: [],
        assisting: [],
        score: 1,
        words: ['停水', '自来水'],
      },
    ],
    places: [{ name: '东湖街道', kind: 'township', via: null, ambiguous: [], words: ['东湖街道'] }],
    signals: [
      { kind: 'misconduct', words: ['受贿'] },
      { kind: 'harm_stated', words: ['死鱼'] },
    ],
  },
]);
const out = (text: string) => joinPieces(piecesOf(text, marks).filter((piece) => piece.goesOut));

describe('a report and the concern in it', () => {
  it.each([
    ['东湖街道停水三天，没人管。张局长受贿几十万。有转账截图。', '东湖街道停水三天，没人管。'],
    ['举报城管局一名科长收受好处，东湖街道河面全是死鱼。', '东湖街道河面全是死鱼。'],
    ['局长受贿，家里存了几百万，东湖街道自来水没人修，亲戚包了工程。', '东湖街道自来水没人修。'],
    ['停水三天了。老人小孩没法生活。他天天喝酒。', '停水三天了。老人小孩没法生活。'],
    ['停水三天，原帖 https://a.example/1 ，图在后面。', '停水三天。'],
    ['某局副局长受贿。家里三套房。', ''],
    ['自来水没人修，副局长受贿，东湖街道河里有死鱼。', '自来水没人修。东湖街道河里有死鱼。'],
  ])('%s', (text, left) => {
    expect(out(text)).toBe(left);
  });

  it('numbers every piece, says why it stays, and loses nothing', () => {
    const text = '停水三天。李主任受贿，有录音。';
    const pieces = piecesOf(text, marks);
    expect(pieces.map(({ text: part }) => part).join('')).toBe(text);
    expect(pieces.map(({ no }) => no)).toEqual([0, 1, 2]);
    const link = piecesOf('有录音 https://a.example/1 ，快看', marks).map(({ text: part }) => part);
    expect(link).toEqual(['有录音 https://a.example/1 ，', '快看']);
    expect(pieces.map(({ because }) => because)).toEqual([null, '涉及指控', '涉及证据或链接']);
  });
});

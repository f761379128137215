import { promisesIn } from './promises.js';

const NOW = new Date('2026-11-23T08:30:00+08:00');
const first = (text: string) => promisesIn(text, NOW)[0];
const due = (text: string) => first(text)?.due?.at.toISOString();

describe('promises of a text', () => {
  it.each([
    ['11月25日前公布调查结果。', '2026-11-25T15:59:59.000Z'],
    ['将于2026年12月1日18时前恢复供水。', '2026-12-01T10:00:00.000Z'],
    ['24小时内将通报检测结果。', '2026-11-24T00:30:00.000Z'],
    ['我局将在3个工作日内答复。', '2026-11-26T15:59:59.000Z'],
    ['十日内完成整改。', '2026-12-03T15:59:59.000Z'],
    ['预计明天恢复供热。', '2026-11-24T15:59:59.000Z'],
    ['下一步，将于本周五前更换管道。', '2026-11-27T15:59:59.000Z'],
    ['月底前完成清运。', '2026-11-30T15:59:59.000Z'],
    ['12月上旬开展验收，后续将公布。', '2026-12-10T15:59:59.000Z'],
    ['1月5日前将退还费用。', '2027-01-05T15:59:59.000Z'],
  ])('%s', (text, at) => expect(due(text)).toBe(at));

  it('finds those without a date, and says where they stand', () => {
    const text = '管道已经修复。下一步，将加大排查力度。';
    expect(promisesIn(text, NOW)).toEqual([
      { sentence: '下一步，将加大排查力度。', start: 7, end: text.length, due: null },
    ]);
  });

  it.each([
    '11月20日，抢修已经完成。',
    '我局已将有关线索移送公安机关。',
    '停水影响320户居民。',
    '供水于22日晚恢复。',
    '王将军小区位于城东。',
  ])('%s is none', (text) => expect(promisesIn(text, NOW)).toEqual([]));
});

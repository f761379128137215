import { orderDue } from './order-due.js';

const at = new Date('2026-12-09T09:00:00+08:00');
const due = (text: string) => orderDue(text, at)?.toISOString() ?? null;

describe('orderDue', () => {
  it.each([
    ['请核查供热一事，于12月11日18时前将结果书面回告。', '2026-12-11T10:00:00.000Z'],
    ['请于2026年12月15日下午3时30分前反馈。', '2026-12-15T07:30:00.000Z'],
    ['12月20日前报结果', '2026-12-20T10:00:00.000Z'],
    ['请在1月5日前办结', '2027-01-05T10:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(due(text)).toBe(expected);
  });

  it.each([
    ['a day that has passed', '请于12月1日前反馈。'],
    ['a day that is not the answer’s', '12月20日前供热必须达标，群众很着急。'],
    ['a stretch that does not say from when', '限7日内反馈。'],
    ['no time', '请核查并限期反馈。'],
  ])('leaves open %s', (_what, text) => {
    expect(due(text)).toBeNull();
  });
});

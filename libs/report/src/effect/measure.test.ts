import { courseOf } from './course.js';
import { measureEffect, type EffectInput } from './measure.js';
import type { EffectItem } from './types.js';

const HOUR = 3_600_000;
const ANSWERED = Date.parse('2026-11-23T12:00:00+08:00');
const iso = (hours: number) => new Date(ANSWERED + hours * HOUR).toISOString();
let count = 0;
const said = (hours: number, given: Partial<EffectItem> = {}): EffectItem => ({
  id: `e${(count += 1)}`,
  title: '',
  text: '东湖小区停水。',
  at: iso(hours),
  duplicateOf: null,
  tone: 'negative',
  own: false,
  ...given,
});
const measure = (items: EffectItem[], given: Partial<EffectInput> = {}) =>
  measureEffect({
    round: 1,
    openedAt: iso(-48),
    answeredAt: iso(0),
    answerUrl: null,
    until: iso(48),
    items,
    published: '停水系主管道破裂，预计今晚22时恢复供水。',
    reach: [],
    promises: [],
    flare: null,
    ...given,
  });
const many = (of: number, from: number, step: number) =>
  Array.from({ length: of }, (_, i) => said(from + i * step));

it('holds equal stretches before and after against each other', () => {
  const effect = measure([...many(20, -40, 2), ...many(4, 2, 5)]);
  expect(effect).toMatchObject({
    hours: 48,
    before: { items: 20, negative: 20 },
    after: { items: 4 },
    course: 'down',
  });
  expect(effect.sentence).toContain('明显减少');
  expect(effect.days.filter(({ after }) => after).map(({ day }) => day)).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
  ]);
});

it('does not call chance a change', () => {
  expect(measure([...many(10, -40, 4), ...many(7, 2, 5)]).course).toBe('level');
  expect(measure([said(-3), said(4)])).toMatchObject({ course: 'too_few' });
  expect(measure([...many(10, -40, 4)], { until: iso(3) })).toMatchObject({ course: 'too_early', hours: 0 });
  expect(measure(many(9, 1, 5)).course).toBe('up');
});

it('counts the pages of the city itself as no voice', () => {
  expect(
    measure([...many(10, -40, 4), ...many(8, 1, 2).map((one) => ({ ...one, own: true }))]).after.items,
  ).toBe(0);
});

it('leaves open what the published text does not touch', () => {
  const asked = [said(5, { text: '到底何时恢复供水？' }), said(6, { text: '水费能不能减免？' })];
  const effect = measure(asked);
  expect(effect.askedSince).toBe(2);
  expect(effect.openQuestions?.map(({ question }) => question)).toEqual(['水费能不能减免？']);
  expect(effect.sentence).toContain('有 1 类未见答复');
  expect(measure(asked, { published: null })).toMatchObject({ openQuestions: null, askedSince: 2 });
});

it('tells of promises and of a rise', () => {
  const promise = { what: '减免水费', unit: '市水务局', dueAt: iso(24), state: 'open' as const, late: true };
  const { sentence } = measure([], {
    promises: [promise, { ...promise, state: 'kept', late: false }],
    flare: { seen: 9, expected: 1.23, sources: 5 },
  });
  expect(sentence).toContain('公开承诺 2 项，已兑现 1 项，逾期或未兑现 1 项');
  expect(sentence).toContain('5 个来源共 9 条');
});

it('counts large matters without losing itself in small numbers', () => {
  expect(courseOf({ items: 3000, negative: 0 }, { items: 900, negative: 0 })).toBe('down');
  expect(courseOf({ items: 1500, negative: 0 }, { items: 1510, negative: 0 })).toBe('level');
});

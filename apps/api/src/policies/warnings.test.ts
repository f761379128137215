import { policyTimeline } from '#escalate';
import type { StampedPolicy, StampedStep } from '#incidents';
import { warningsOf, type LookedUp } from './warnings.js';

const HOUR = 3_600_000;
const start = new Date('2026-11-18T10:00:00+08:00');
const step = (after: number, given: Partial<StampedStep> = {}): StampedStep => ({
  after,
  plus: 0,
  to: 'liaison',
  template: 'reminder',
  channels: ['mail'],
  reach: 'each',
  minLevel: '一般',
  ...given,
});

function warnings(steps: StampedStep[], given: (at: number) => Partial<LookedUp> = () => ({}), due?: Date) {
  const policy: StampedPolicy = {
    key: 'sign',
    name: '签收催办',
    version: '1',
    steps,
    repeat: null,
    stop: [],
    spans: { 一般: 4 * HOUR, 较大: HOUR, 重大: HOUR, 特别重大: HOUR },
    rest: null,
    edition: 0,
  };
  const timeline = policyTimeline({ policy, level: '一般', startsAt: start, dueAt: null });
  const looked = timeline.steps.map((one, at): LookedUp => ({
    step: one,
    readers: [{ contactId: 'c' }],
    instead: null,
    missing: [],
    ...given(at),
  }));
  return warningsOf({ timeline, steps: looked, statutoryDue: due ?? null });
}

it('says nothing of a policy that reaches its people in time', () => {
  expect(warnings([step(0), step(1, { to: 'charge_leader' })])).toEqual([]);
});

it('says when nobody can be reached, and who would have it instead', () => {
  expect(
    warnings([step(0), step(1)], (at) => (at === 0 ? { readers: [] } : { instead: '市政府办公室' })),
  ).toEqual([
    '第1步应通知联络人，现在名单上没有可联系的人，届时无人收到。',
    '第2步应通知联络人，现在联系不上，届时由市政府办公室接收。',
  ]);
});

it('no unit named: nobody is looked up and nobody is missed', () => {
  expect(warnings([step(0), step(1)], () => ({ readers: null }))).toEqual([]);
});

it('says which steps come after the statutory time', () => {
  const due = new Date(start.getTime() + 5 * HOUR);
  expect(warnings([step(0), step(1), step(1.5), step(2)], undefined, due)).toEqual([
    '第3步、第4步晚于法定回应时限，届时法定时限已过。',
  ]);
});

it('two steps at one moment are one too many only for the same people', () => {
  expect(warnings([step(0), step(1), step(1, { to: 'office' })])).toEqual([]);
  expect(warnings([step(0), step(1), step(1)])).toEqual(['第2步和第3步同一时刻通知同样的人，可以合并。']);
});

it('says when nobody hears that the time is up', () => {
  expect(warnings([step(0), step(0.5)])).toEqual(['到期以后没有任何一步，逾期无人知晓。']);
});

it('names channels nothing goes out by, and what then', () => {
  const sms = step(0, { channels: ['sms'] });
  const both = step(1, { channels: ['sms', 'mail'] });
  expect(warnings([sms, both], () => ({ missing: ['sms'] }))).toEqual(['短信尚未接通，第1步届时改发邮件。']);
  expect(warnings([step(0), both], (at) => (at === 1 ? { missing: ['sms', 'dingtalk'] } : {}))).toEqual([
    '短信、钉钉尚未接通，届时走其余渠道。',
  ]);
});

it('a level without a step is said first of all', () => {
  expect(warnings([step(0, { minLevel: '重大' })])).toEqual(['这个等级没有任何一步，届时无人知晓。']);
});

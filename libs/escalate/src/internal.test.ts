import { stepTimes, workingOpinionLevel, type OpinionLevel } from '#incidents';
import { xiaoyi } from '../../../test/routing/judgements.js';
import { internalDeadlines } from './internal.js';
import { choosePolicy, stampPolicy } from './policy/choose.js';

const directory = xiaoyi();
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`);
const clocks = (opinionLevel: OpinionLevel, judged: string, dispatched: string | null) =>
  internalDeadlines(
    { opinionLevel, judgedAt: at(judged), dispatchedAt: dispatched ? at(dispatched) : null },
    directory,
  ).map(({ id, due }) => `${id} ${due.slice(8, 16)}`);

describe('internal clocks', () => {
  it('run from judging and from dispatch, by level; the night does not count for 一般', () => {
    expect(clocks('一般', '18T09:00', '18T09:30')).toEqual([
      'DL-05 18T11:00',
      'DL-06 18T13:30',
      // 12.5 h of the 18th, then 11.5 h from seven in the morning
      'DL-07 19T18:30',
      'DL-08 18T13:30',
    ]);
  });

  it('wait for the morning at 较大 and run through the night at 重大', () => {
    expect(clocks('较大', '18T23:00', '18T23:10')).toEqual([
      'DL-05 19T08:00',
      'DL-06 19T08:00',
      'DL-07 19T15:00',
      'DL-08 19T08:00',
    ]);
    expect(clocks('重大', '18T23:00', '18T23:10')).toEqual([
      'DL-05 18T23:30',
      'DL-06 18T23:40',
      'DL-07 19T01:10',
      'DL-08 18T23:40',
    ]);
  });

  it('before dispatch only the office has a clock', () => {
    expect(clocks('一般', '18T09:00', null)).toEqual(['DL-05 18T11:00']);
  });

  it('run as 重大 while 特别重大 is not confirmed', () => {
    expect(clocks(workingOpinionLevel('特别重大', false), '18T09:00', '18T09:00')).toContain(
      'DL-06 18T09:30',
    );
    expect(clocks(workingOpinionLevel('特别重大', true), '18T09:00', '18T09:00')).toContain('DL-06 18T09:15');
  });
});

describe('the sign-off ladder', () => {
  const steps = (level: OpinionLevel, sent: string, city = directory) => {
    const policy = choosePolicy(city.profile.policies, { clock: 'sign', level, unit: null });
    const stamped = policy && stampPolicy(policy, city);
    if (!stamped) throw new Error('no policy');
    const eras = [{ level, from: at(sent).toISOString() }];
    return stepTimes({ policy: stamped, eras, dueAt: null, taken: [] }).map(
      (due) => `${due.step.to} ${new Date(due.at.getTime() + 8 * 3_600_000).toISOString().slice(8, 16)}`,
    );
  };

  it('climbs in units of the sign-off time and reaches the city leaders from 重大', () => {
    expect(steps('一般', '18T09:00')).toEqual([
      'liaison_and_handler 18T09:00',
      'liaison_and_handler 18T11:00',
      'charge_leader 18T13:00',
      'office 18T15:00',
    ]);
    expect(steps('重大', '18T23:00')).toEqual([
      'liaison_and_handler 18T23:00',
      'liaison_and_handler 18T23:15',
      'charge_leader 18T23:30',
      'office 18T23:45',
      'leadership 19T00:00',
    ]);
  });

  it('tells of the assignment at once at night, and reminds in the morning', () => {
    expect(steps('一般', '18T23:00')).toEqual([
      'liaison_and_handler 18T23:00',
      'liaison_and_handler 19T09:00',
      'charge_leader 19T11:00',
      'office 19T13:00',
    ]);
  });

  it('refuses a directory without a sign-off time', () => {
    const without = xiaoyi((profile) => {
      profile.deadlines = profile.deadlines.filter((rule) => rule.id !== 'DL-06');
    });
    expect(() => steps('一般', '18T09:00', without)).toThrow('DL-06');
  });
});

describe('a rule in working time', () => {
  const byLevel = { 一般: 'PT4H', 较大: 'PT2H', 重大: 'PT1H', 特别重大: 'PT1H' };
  const working = xiaoyi((profile) => {
    profile.deadlines = profile.deadlines.map((rule) =>
      rule.id === 'DL-06'
        ? { ...rule, calendar: 'workday' as const, byLevel }
        : rule.id === 'DL-07'
          ? { ...rule, calendar: 'workday' as const, byLevel: { ...byLevel, 一般: 'P1WD' } }
          : rule,
    );
  });
  const sent = at('20T17:00'); // a Friday

  it('counts working hours and days, the night and the weekend not at all', () => {
    const found = internalDeadlines({ opinionLevel: '一般', judgedAt: sent, dispatchedAt: sent }, working);
    const due = (id: string) => found.find((one) => one.id === id)?.due.slice(8, 16);
    expect([due('DL-06'), due('DL-07'), due('DL-08')]).toEqual(['23T11:00', '23T18:00', '20T21:00']);
  });

  it('urges by the due time it was given, since its span is not the same everywhere', () => {
    const spec = choosePolicy(working.profile.policies, { clock: 'sign', level: '一般', unit: null });
    if (!spec) throw new Error('no policy');
    const policy = stampPolicy(spec, working);
    expect(policy.spans).toBeNull();
    const eras = [{ level: '一般' as const, from: sent.toISOString() }];
    const steps = stepTimes({ policy, eras, dueAt: at('23T11:00'), taken: [] });
    expect(steps[0]?.at).toEqual(sent);
    expect(steps.find(({ step }) => step.after === 1)?.at).toEqual(at('23T11:00'));
  });
});

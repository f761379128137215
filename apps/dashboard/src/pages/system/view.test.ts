import type { SystemCheck, SystemFinding, SystemWatch } from '../../../../api/src/contract/index.js';
import { boundWord, countWord, oldestWord, outcome, shownChecks, verdict } from './view.js';

const check = (given: Partial<SystemCheck> = {}): SystemCheck => ({
  kind: 'escalation_overdue',
  title: '到时未催办',
  rehearsal: false,
  boundSeconds: 30,
  count: 0,
  oldestSeconds: null,
  withholds: true,
  ...given,
});
const watch = (given: Partial<SystemWatch> = {}): SystemWatch => ({
  status: 'ok',
  seconds: 4,
  now: '2026-11-23T08:30:00+08:00',
  round: null,
  checks: [],
  findings: [],
  parts: [],
  ...given,
});

describe('the verdict', () => {
  it('says that all is in time, and when that was looked at', () => {
    expect(verdict(watch())).toMatchObject({
      tone: 'ok',
      title: '一切按时',
      hint: expect.stringContaining('4 秒前'),
    });
  });
  it('counts what is out of bounds, not what only people can mend', () => {
    const checks = [check({ count: 3 }), check({ kind: 'nothing_ahead', count: 1, withholds: false })];
    expect(verdict(watch({ status: 'late', seconds: 90, checks })).title).toBe('有 1 项超出允许范围');
    expect(verdict(watch({ status: 'late', checks: [] })).title).toBe('有环节停顿');
  });
  it('says that nobody looks, and what to do', () => {
    const { title, hint } = verdict(watch({ status: 'stopped', seconds: null }));
    expect(title).toBe('无人巡检');
    expect(hint).toMatch(/尚未核对过.*重新启动/);
  });
});

it('shows a rehearsal only where it has something, and what is late first', () => {
  const shown = shownChecks([
    check(),
    check({ rehearsal: true }),
    check({ rehearsal: true, count: 2 }),
    check({ kind: 'b', count: 1 }),
  ]);
  expect(shown.map(({ rehearsal, count }) => [rehearsal, count])).toEqual([
    [true, 2],
    [false, 1],
    [false, 0],
  ]);
});

it('words of counts, bounds and ages', () => {
  expect([countWord(check()), countWord(check({ count: 7 })), countWord(check({ count: 100 }))]).toEqual([
    '无',
    '7 件',
    '100 件以上',
  ]);
  expect([
    boundWord(check()),
    boundWord(check({ boundSeconds: 600 })),
    boundWord(check({ boundSeconds: 0 })),
  ]).toEqual(['30 秒', '10 分钟', '—']);
  expect([oldestWord(check()), oldestWord(check({ oldestSeconds: 95 }))]).toEqual(['—', '1 分 35 秒']);
});

it('how a finding ended, or that it stands', () => {
  const finding: SystemFinding = {
    id: 'f',
    kind: 'escalation_overdue',
    title: '到时未催办',
    rehearsal: false,
    since: '2026-11-23T08:29:00+08:00',
    firstSeenAt: '2026-11-23T08:30:00+08:00',
    lastSeenAt: '2026-11-23T08:30:10+08:00',
    goneAt: null,
    repairs: 2,
    alarmedAt: '2026-11-23T08:30:05+08:00',
  };
  expect(outcome(finding)).toBe('仍未恢复，已自动补办 2 次，已告知管理员');
  expect(outcome({ ...finding, goneAt: '2026-11-23T08:30:15+08:00', repairs: 0 })).toBe(
    '已恢复，历时0 分 15 秒',
  );
});

import type { ChangeSummary } from '../../../../api/src/contract/index.js';
import {
  blankTrial,
  lackOf,
  planKey,
  progressWords,
  shareOf,
  toStart,
  triable,
  type TrialForm,
} from './trial.js';

const form = (given: Partial<TrialForm> = {}): TrialForm => ({ ...blankTrial(), ...given });

describe('asking for a trial', () => {
  it('goes to nobody, at the level of the matter, from now on, unless one says otherwise', () => {
    expect(toStart(form())).toEqual({
      speed: 3600,
      level: null,
      startsAt: null,
      signAfter: null,
      reportAfter: null,
      answerAfter: null,
      sendTo: 'none',
      address: null,
      repeated: null,
      changeId: null,
    });
    expect(toStart(form({ startsAt: '2026-11-22 22:30', level: '重大', signAfter: 'PT30M' }))).toMatchObject({
      startsAt: '2026-11-22T22:30:00+08:00',
      level: '重大',
      signAfter: 'PT30M',
    });
  });

  it('an address is sent only where it is asked for, typed twice alike', () => {
    const typed = { address: ' a@b.cn ', repeated: 'a@b.cn' };
    expect(toStart(form({ ...typed, sendTo: 'me' })).address).toBeNull();
    expect(toStart(form({ ...typed, sendTo: 'address' }))).toMatchObject({
      address: 'a@b.cn',
      repeated: 'a@b.cn',
    });
    expect(lackOf(form({ sendTo: 'address' }))).toBe('请填写接收推演邮件的邮箱');
    expect(lackOf(form({ sendTo: 'address', address: 'a@b.cn', repeated: 'a@c.cn' }))).toBe(
      '两次填写的邮箱不一致',
    );
    expect(lackOf(form({ ...typed, sendTo: 'address' }))).toBe('');
  });

  it('runs the rules in force unless a change that is not is chosen; only those that touch rules or times are offered', () => {
    expect(toStart(form({ changeId: 'one' })).changeId).toBe('one');
    expect(planKey(form({ changeId: 'one' }))).not.toBe(planKey(form()));
    const change = (id: string, state: string, kinds: string[]) =>
      ({ id, number: 12, title: '签收催办改严', state, kinds }) as ChangeSummary;
    const offered = triable([
      change('a', 'proposed', ['policies']),
      change('b', 'draft', ['topics', 'deadlines']),
      change('c', 'approved', ['policies']),
      change('d', 'proposed', ['topics']),
    ]);
    expect(offered).toEqual([
      { id: 'a', word: '第12号修改（待核准）签收催办改严' },
      { id: 'b', word: '第12号修改（我的拟稿）签收催办改严' },
    ]);
  });

  it('typing an address does not ask for the plan again', () => {
    expect(planKey(form({ address: 'a@b.cn' }))).toBe(planKey(form()));
    expect(planKey(form({ sendTo: 'me' }))).not.toBe(planKey(form()));
  });
});

describe('how far a trial has come', () => {
  const times = { virtualStart: '2026-11-22T08:00:00+08:00', virtualEnd: '2026-11-22T12:00:00+08:00' };
  it('by its own clock', () => {
    const at = (virtualNow: string, state: 'running' | 'done' = 'running') =>
      shareOf({ ...times, virtualNow, state } as Parameters<typeof shareOf>[0]);
    expect(at('2026-11-22T09:00:00+08:00')).toBe(25);
    expect(at('2026-11-22T09:00:00+08:00', 'done')).toBe(100);
  });

  it('in words, with what went wrong', () => {
    const counted = { taken: 3, of: 9, nobody: 0, mailsFailed: 0 } as Parameters<typeof progressWords>[0];
    expect(progressWords(counted)).toBe('已走 3 步，共 9 步');
    expect(progressWords({ ...counted, nobody: 1, mailsFailed: 2 })).toBe(
      '已走 3 步，共 9 步；1 步无人可通知；2 封邮件没有送出',
    );
  });
});

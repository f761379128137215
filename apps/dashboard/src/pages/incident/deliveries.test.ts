import type { DeliveryEvent, DeliveryTry } from '../../../../api/src/contract/index.js';
import { becauseOf, reachOf, summaryOf } from './deliveries.js';

const one = (given: Partial<DeliveryTry>): DeliveryTry => ({
  id: '1',
  channel: 'mail',
  way: '邮件',
  recipient: '市住建局联络人',
  state: 'accepted',
  stateText: '',
  attempts: 1,
  createdAt: '2026-11-23T08:30:00+08:00',
  nextAt: null,
  acceptedAt: null,
  deliveredAt: null,
  answer: null,
  follows: null,
  resendOf: null,
  mayResend: false,
  ...given,
});
const event = (...tries: Partial<DeliveryTry>[]): DeliveryEvent => ({
  key: 'a',
  title: '交办通知',
  unit: '市住建局',
  at: '2026-11-23T08:30:00+08:00',
  tries: tries.map(one),
});

describe('what became of a message', () => {
  it('is told when any way arrived, though another failed', () => {
    expect(reachOf(event({ state: 'failed' }, { channel: 'sms', state: 'accepted' }))).toBe('told');
  });

  it('is not told by an inbox that nobody opened', () => {
    const unopened = { channel: 'app', state: 'accepted' } as const;
    expect(reachOf(event(unopened, { state: 'failed' }))).toBe('nobody');
    expect(reachOf(event({ ...unopened, state: 'delivered' }, { state: 'failed' }))).toBe('told');
  });

  it('waits for a call where only that is left', () => {
    expect(reachOf(event({ state: 'failed' }, { channel: 'phone', state: 'to_call' }))).toBe('to_call');
  });

  it('is summed up, with what needs somebody', () => {
    const events = [
      event({}),
      event({ state: 'failed' }),
      event({ state: 'waiting' }),
      event({ state: 'cancelled' }),
    ];
    expect(summaryOf(events)).toEqual({ words: '共 4 次通知，1 次未能送达，1 次正在送达', trouble: true });
    expect(summaryOf([event({})])).toEqual({ words: '共 1 次通知', trouble: false });
  });

  it('says why another way was taken', () => {
    const failed = one({ id: 'a', state: 'failed' });
    const away = one({ id: 'b', state: 'waiting' });
    const all = [failed, away];
    expect(becauseOf(one({ follows: 'a' }), all)).toBe('因市住建局联络人的邮件未能送达，改用这一方式');
    expect(becauseOf(one({ follows: 'b' }), all)).toContain('线路中断');
    expect(becauseOf(one({ resendOf: 'a' }), all)).toBe('由工作人员重新发送');
    expect(becauseOf(failed, all)).toBeNull();
  });
});

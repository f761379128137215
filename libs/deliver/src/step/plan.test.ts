import { planOf, quietUntil, type DueGroup } from './plan.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const bundle = { after: 5, window: 'PT10M', gather: 'PT1M', most: 500 };
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const group = (given: Partial<DueGroup>): DueGroup => ({
  due: 1,
  recent: 0,
  oldestAt: null,
  digestAt: null,
  gatheringUntil: null,
  gathered: false,
  rested: false,
  ...given,
});
const plan = (given: Partial<DueGroup>) => planOf(group(given), bundle, now);

describe('what is due for one recipient', () => {
  it('goes one by one while there are few', () => {
    expect(plan({ due: 5 })).toEqual({ rest: 'go' });
    expect(plan({ due: 2, recent: 3, oldestAt: ago(9) })).toEqual({ rest: 'go' });
  });

  it('of a storm: the first ones go, the others are gathered for a minute', () => {
    expect(plan({ due: 195, recent: 2, oldestAt: ago(1) })).toEqual({ singles: 3, holdUntil: ago(-1) });
  });

  it('joins what is being gathered already', () => {
    expect(plan({ due: 3, recent: 5, oldestAt: ago(1), gatheringUntil: ago(-0.5) })).toEqual({
      singles: 0,
      holdUntil: ago(-0.5),
    });
  });

  it('goes as one when it has been gathered', () => {
    expect(plan({ due: 190, recent: 5, oldestAt: ago(1), gathered: true })).toEqual({
      singles: 0,
      rest: 'digest',
    });
  });

  it('waits for the next window after a digest', () => {
    expect(plan({ due: 40, recent: 6, oldestAt: ago(2), digestAt: ago(1) })).toEqual({
      singles: 0,
      holdUntil: ago(-9),
    });
    expect(plan({ due: 40, recent: 6, oldestAt: ago(12), digestAt: ago(11), gathered: true })).toEqual({
      singles: 0,
      rest: 'digest',
    });
  });

  it('alone after being gathered waits until the window has room', () => {
    expect(plan({ recent: 5, oldestAt: ago(4), gathered: true })).toEqual({ singles: 0, holdUntil: ago(-6) });
  });

  it('after quiet hours goes as one from the second on', () => {
    expect(plan({ rested: true })).toEqual({ rest: 'go' });
    expect(plan({ due: 2, rested: true })).toEqual({ singles: 0, rest: 'digest' });
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };
  it.each([
    ['21:59:59', null],
    ['22:00:00', '2026-11-24T07:00:00+08:00'],
    ['23:30:00', '2026-11-24T07:00:00+08:00'],
    ['06:59:59', '2026-11-23T07:00:00+08:00'],
    ['07:00:00', null],
  ])('%s', (time, until) => {
    expect(quietUntil(new Date(`2026-11-23T${time}+08:00`), night)).toEqual(until && new Date(until));
  });

  it('may lie within a day', () => {
    const noon = { from: '12:00', to: '14:00' };
    expect(quietUntil(new Date('2026-11-23T13:00:00+08:00'), noon)).toEqual(
      new Date('2026-11-23T14:00:00+08:00'),
    );
    expect(quietUntil(new Date('2026-11-23T22:00:00+08:00'), noon)).toBeNull();
  });
});

import * as fc from 'fast-check';
import { EVENT_LEVELS, type DueTime } from '#incidents';
import { xiaoyi } from '../../../test/routing/judgements.js';
import { isoShanghai } from './iso.js';
import { enforced, statutoryDeadlines, upgradeDeadlines, type StatutoryInput } from './statutory.js';

const directory = xiaoyi();
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`);
const plain: StatutoryInput = {
  eventLevel: 'none',
  provisional: false,
  discoveredAt: at('18T09:00'),
  learnedAt: null,
  superiorDueAt: null,
  oldEvent: false,
};
const clocks = (input: Partial<StatutoryInput>) => statutoryDeadlines({ ...plain, ...input }, directory);
const shown = (deadlines: DueTime[]) =>
  deadlines.map(
    (d) => `${d.id}${d.origin ? '+' : ''} ${d.due.slice(8, 16)}${d.supersededBy ? ' superseded' : ''}`,
  );

describe('statutory clocks', () => {
  it('gives an ordinary matter 48 hours from discovery', () => {
    expect(clocks({})).toEqual([
      { id: 'DL-03', from: '2026-11-18T09:00:00+08:00', due: '2026-11-20T09:00:00+08:00' },
    ]);
    expect(shown(clocks({ eventLevel: 'III' }))).toEqual(['DL-03 20T09:00']);
  });

  it('gives a grave emergency 5 and 24 hours, from learning when that was earlier', () => {
    expect(shown(clocks({ eventLevel: 'II' }))).toEqual(['DL-01 18T14:00', 'DL-02 19T09:00']);
    expect(shown(clocks({ eventLevel: 'I', learnedAt: at('18T06:30') }))).toEqual([
      'DL-01 18T11:30',
      'DL-02 19T06:30',
    ]);
    expect(shown(clocks({ eventLevel: 'I', learnedAt: at('18T12:00') }))[0]).toBe('DL-01 18T14:00');
  });

  it('runs both sets while the level is only suspected', () => {
    expect(shown(clocks({ eventLevel: 'II', provisional: true }))).toEqual([
      'DL-01 18T14:00',
      'DL-02 19T09:00',
      'DL-03 20T09:00',
    ]);
  });

  it('starts no 5 hours for an old event told again', () => {
    expect(shown(clocks({ eventLevel: 'I', oldEvent: true }))).toEqual(['DL-03 20T09:00']);
  });

  it("keeps the superior's time as a clock of its own", () => {
    expect(shown(clocks({ superiorDueAt: at('18T18:00') }))).toEqual(['DL-03 20T09:00', 'DL-19 18T18:00']);
  });
});

describe('an upgrade', () => {
  it('shows the original and the upgraded time side by side and supersedes DL-03', () => {
    const upgraded = upgradeDeadlines(clocks({}), at('19T20:00'), 'II', directory);
    expect(shown(upgraded)).toEqual([
      'DL-01 18T14:00',
      'DL-01+ 20T01:00',
      'DL-02 19T09:00',
      'DL-02+ 20T20:00',
      'DL-03 20T09:00 superseded',
    ]);
    expect(shown(enforced(upgraded))).not.toContain('DL-03 20T09:00 superseded');
  });

  it('only supersedes DL-03 when the suspicion is confirmed', () => {
    const suspected = clocks({ eventLevel: 'I', provisional: true });
    expect(shown(upgradeDeadlines(suspected, at('18T12:00'), 'I', directory))).toEqual([
      'DL-01 18T14:00',
      'DL-02 19T09:00',
      'DL-03 20T09:00 superseded',
    ]);
  });

  it('changes nothing below 重大', () => {
    expect(upgradeDeadlines(clocks({}), at('19T20:00'), 'III', directory)).toEqual(clocks({}));
  });
});

/** Every clock of `before` is still there, starts and ends no later. */
const noLater = (before: DueTime[], after: DueTime[]) =>
  before.every((old) =>
    after.some(
      (now) => now.id === old.id && now.origin === old.origin && Date.parse(now.due) <= Date.parse(old.due),
    ),
  );

describe('a statutory due time never moves later', () => {
  const minute = fc
    .integer({ min: 0, max: 20_000 })
    .map((minutes) => new Date(at('18T09:00').getTime() + minutes * 60_000));
  const input = fc.record({
    eventLevel: fc.constantFrom(...EVENT_LEVELS),
    provisional: fc.boolean(),
    discoveredAt: minute,
    learnedAt: fc.option(minute),
    superiorDueAt: fc.option(minute),
    oldEvent: fc.boolean(),
  });
  it('through upgrades in any order', () => {
    const upgrade = fc.record({ at: minute, level: fc.constantFrom(...EVENT_LEVELS) });
    fc.assert(
      fc.property(input, fc.array(upgrade, { maxLength: 6 }), (first, upgrades) => {
        let current = statutoryDeadlines(first, directory);
        for (const { at: upgradedAt, level } of upgrades) {
          const after = upgradeDeadlines(current, upgradedAt, level, directory);
          expect(noLater(current, after)).toBe(true);
          expect(enforced(after).length).toBeGreaterThan(0);
          current = after;
        }
      }),
    );
  });

  it('when an earlier discovery comes to light: it is counted again from there', () => {
    fc.assert(
      fc.property(input, minute, (first, discoveredAt) => {
        const earlier = discoveredAt < first.discoveredAt ? discoveredAt : first.discoveredAt;
        const again = statutoryDeadlines({ ...first, discoveredAt: earlier }, directory);
        expect(noLater(statutoryDeadlines(first, directory), again)).toBe(true);
      }),
    );
  });
});

describe('times on paper', () => {
  it('are written in the time of the country and read back exactly', () => {
    const time = new Date('2026-12-31T16:30:00.250Z');
    expect(isoShanghai(time)).toBe('2027-01-01T00:30:00.250+08:00');
    expect(new Date(isoShanghai(time))).toEqual(time);
  });
});

import { rosterReminders, type UnitAtHand } from './reminders.js';

/** A Wednesday morning; the week began on the 23rd. */
const NOW = new Date('2026-11-25T09:30:00+08:00');
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const unit = (given: Partial<UnitAtHand> = {}): UnitAtHand => ({
  unit: '东湖街道',
  confirmDueAt: days(60),
  filingDueAt: null,
  reachable: true,
  leaderReachable: true,
  ...given,
});
const told = (...units: UnitAtHand[]) =>
  rosterReminders(units, '市政府办公室', NOW).map(
    ({ kind, unit: to, about }) => `${kind} ${to} ${about.join()}`,
  );

describe('what is told about the roster', () => {
  it.each<[string, Partial<UnitAtHand>, string[]]>([
    ['nothing of a roster in order', {}, []],
    ['nothing eight days before', { confirmDueAt: days(8) }, []],
    [
      'the unit a week before it must confirm',
      { confirmDueAt: days(7) },
      ['roster_confirm 东湖街道 东湖街道'],
    ],
    ['its leader once that has passed', { confirmDueAt: days(0) }, ['roster_confirm_late 东湖街道 东湖街道']],
    ['nothing to confirm of what has never come', { confirmDueAt: null }, []],
    [
      'the unit a day before the sealed form is due',
      { filingDueAt: days(1) },
      ['roster_filing 东湖街道 东湖街道'],
    ],
    ['no form that is due later', { filingDueAt: days(2) }, []],
    [
      'its leader where no message reaches it',
      { reachable: false },
      ['roster_unreachable 东湖街道 东湖街道'],
    ],
    [
      'nobody who would not read it',
      { reachable: false, confirmDueAt: days(1), filingDueAt: days(1) },
      ['roster_unreachable 东湖街道 东湖街道'],
    ],
  ])('%s', (_what, given, expected) => expect(told(unit(given))).toEqual(expected));

  it('the office in one message, of all units that reach nobody at all', () => {
    const lost = { reachable: false, leaderReachable: false };
    expect(told(unit(lost), unit(), unit({ ...lost, unit: '石桥镇' }))).toEqual([
      'roster_unreachable_office 市政府办公室 东湖街道,石桥镇',
    ]);
  });

  it('once for a date, and again every week as long as it stands', () => {
    const keys = (at: Date, given: Partial<UnitAtHand>) =>
      rosterReminders([unit(given)], '市政府办公室', at).map(({ eventKey }) => eventKey);
    const soon = { confirmDueAt: days(7) };
    expect(keys(NOW, soon)).toEqual(keys(days(2), soon));
    const late = { confirmDueAt: days(-1) };
    expect(keys(NOW, late)).toEqual(keys(days(2), late));
    expect(keys(NOW, late)).not.toEqual(keys(days(7), late));
  });
});

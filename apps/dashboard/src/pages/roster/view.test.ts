import type { RosterUnit } from '../../../../api/src/contract/index.js';
import { calendarOf, dayWords, monthBy, shownUnits } from './view.js';
import { advice } from './words.js';

const unit = (given: Partial<RosterUnit>): RosterUnit => ({
  unit: '东湖街道',
  kind: '乡镇街道',
  reports: true,
  external: false,
  filled: 4,
  missing: [],
  reachable: true,
  goesTo: null,
  confirmedAt: null,
  confirmDueAt: null,
  confirmLate: false,
  filingDueAt: null,
  filingLate: false,
  lastReachedAt: null,
  unreached: false,
  away: false,
  state: 'good',
  ...given,
});

describe('the list of units', () => {
  const units = [
    unit({ state: 'red' }),
    unit({ unit: '市示例局', kind: '市直部门' }),
    unit({ unit: '省示例厅', external: true }),
  ];
  const names = (q: string, state: string) => shownUnits(units, { q, state }).map((each) => each.unit);

  it('is narrowed by words and by state; units outside stand apart', () => {
    expect(names('', '')).toHaveLength(3);
    expect(names('市直', '')).toEqual(['市示例局']);
    expect(names('', 'red')).toEqual(['东湖街道']);
    expect(names('', 'good')).toEqual(['市示例局']);
    expect(names('', 'external')).toEqual(['省示例厅']);
  });

  it('says of each unit that it cannot be reached before all else, else everything it owes', () => {
    expect(advice(unit({ goesTo: '分管负责人', missing: ['盖章'] }))).toContain('直接报分管负责人');
    expect(advice(unit({ unreached: true, missing: ['盖章'] }))).toContain('核对邮箱');
    expect(advice(unit({ missing: ['联络人邮箱', '盖章'], confirmLate: true }))).toBe(
      '缺联络人邮箱、盖章；已到确认时间，请该单位核对后确认',
    );
    expect(advice(unit({ confirmLate: true }))).toContain('确认');
    expect(advice(unit({ filingLate: true, confirmLate: true }))).toContain('报备');
    expect(advice(unit({}))).toBeNull();
    expect(advice(unit({ external: true, goesTo: '市政府办公室', reachable: false }))).toContain('另行送达');
  });
});

describe('the month of duty', () => {
  it('begins its weeks on Monday and holds every day once', () => {
    const shift = {
      unit: '东湖街道',
      day: '2026-11-23',
      person: '李样本',
      phone: null,
      leader: null,
      leaderPhone: null,
    };
    const { lead, days } = calendarOf('2026-11', [shift]);
    expect([lead, days.length, days[0]?.weekday]).toEqual([6, 30, '日']);
    expect(days.filter((each) => each.shift).map((each) => each.number)).toEqual([23]);
    expect(calendarOf('2028-02', []).days).toHaveLength(29);
  });

  it('moves over the turn of the year', () => {
    expect([monthBy('2026-12', 1), monthBy('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect(dayWords('2026-11-03')).toBe('2026年11月3日');
  });
});

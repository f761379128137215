import * as fc from 'fast-check';
import {
  addWorkingTime,
  isWorkingDays,
  officialCalendar,
  withEntries,
  type WorkingCalendar,
  type WorkingTime,
} from '#clock';

/** Notices of the General Office of the State Council on the holidays of a year. */
const NOTICES = {
  2020: '国办发明电〔2019〕16号',
  '2020 延长': '国办发明电〔2020〕1号',
  2021: '国办发明电〔2020〕27号',
  2022: '国办发明电〔2021〕11号',
  2023: '国办发明电〔2022〕16号',
  2024: '国办发明电〔2023〕7号',
  2025: '国办发明电〔2024〕12号',
  2026: '国办发明电〔2025〕7号',
} as const;
type Notice = keyof typeof NOTICES;
type Day = [notice: Notice, day: string, works: boolean, because: string];

const DAYS: Day[] = [
  [2020, '2020-01-19', true, '春节调休，星期日上班'],
  [2020, '2020-01-24', false, '除夕'],
  [2020, '2020-01-30', false, '春节最后一天'],
  ['2020 延长', '2020-01-31', false, '春节假期延长'],
  ['2020 延长', '2020-02-01', false, '原为调休上班，延长后放假'],
  ['2020 延长', '2020-02-03', true, '延长后首个工作日'],
  [2020, '2020-09-27', true, '国庆节、中秋节调休，星期日上班'],
  [2020, '2020-10-08', false, '国庆节、中秋节第八天'],
  [2020, '2020-10-09', true, '节后'],
  [2020, '2020-10-10', true, '国庆节、中秋节调休，星期六上班'],
  [2021, '2021-02-07', true, '春节调休，星期日上班'],
  [2021, '2021-02-17', false, '春节最后一天，星期三'],
  [2021, '2021-02-20', true, '春节调休，星期六上班'],
  [2021, '2021-09-26', true, '国庆节调休，星期日上班'],
  [2021, '2021-10-07', false, '国庆节最后一天'],
  [2021, '2021-10-09', true, '国庆节调休，星期六上班'],
  [2022, '2022-01-29', true, '春节调休，星期六上班'],
  [2022, '2022-01-30', true, '春节调休，星期日上班'],
  [2022, '2022-01-31', false, '除夕'],
  [2022, '2022-10-08', true, '国庆节调休，星期六上班'],
  [2022, '2022-10-09', true, '国庆节调休，星期日上班'],
  [2023, '2023-01-02', false, '元旦，自上年12月31日起'],
  [2023, '2023-01-28', true, '春节调休，星期六上班'],
  [2023, '2023-09-29', false, '中秋节，与国庆节连休'],
  [2023, '2023-10-06', false, '中秋节、国庆节最后一天'],
  [2023, '2023-10-08', true, '中秋节、国庆节调休，星期日上班'],
  [2024, '2024-02-04', true, '春节调休，星期日上班'],
  [2024, '2024-02-09', true, '当年除夕不在放假之列'],
  [2024, '2024-02-17', false, '春节最后一天'],
  [2024, '2024-02-18', true, '春节调休，星期日上班'],
  [2024, '2024-09-29', true, '国庆节调休，星期日上班'],
  [2024, '2024-10-12', true, '国庆节调休，星期六上班'],
  [2025, '2025-01-26', true, '春节调休，星期日上班'],
  [2025, '2025-01-28', false, '除夕'],
  [2025, '2025-02-08', true, '春节调休，星期六上班'],
  [2025, '2025-10-08', false, '国庆节、中秋节第八天'],
  [2025, '2025-10-11', true, '国庆节、中秋节调休，星期六上班'],
  [2026, '2026-01-04', true, '元旦调休，星期日上班'],
  [2026, '2026-02-14', true, '春节调休，星期六上班'],
  [2026, '2026-02-23', false, '春节第九天，星期一'],
  [2026, '2026-02-28', true, '春节调休，星期六上班'],
  [2026, '2026-09-20', true, '国庆节调休，星期日上班'],
  [2026, '2026-10-07', false, '国庆节最后一天'],
  [2026, '2026-10-10', true, '国庆节调休，星期六上班'],
  [2026, '2026-11-23', true, '平常的星期一'],
  [2026, '2026-11-21', false, '平常的星期六'],
];

/** Only what 全国年节及纪念日放假办法 (2024年修订) article 2 fixes; nothing is shifted. */
const PRESUMED: [day: string, works: boolean, because: string][] = [
  ['2027-01-01', false, '元旦'],
  ['2027-02-05', false, '除夕'],
  ['2027-02-08', false, '正月初三'],
  ['2027-02-09', true, '调休未公布，星期二'],
  ['2027-04-05', false, '清明'],
  ['2027-05-03', true, '劳动节法定两天，星期一'],
  ['2027-06-09', false, '端午'],
  ['2027-09-15', false, '中秋'],
  ['2027-10-01', false, '国庆节'],
  ['2027-10-04', true, '国庆节法定三天，星期一'],
  ['2027-10-09', false, '调休未公布，星期六'],
];

const hours = [
  { from: '08:00', to: '12:00' },
  { from: '14:30', to: '18:00' },
];
const official: WorkingTime = { calendar: officialCalendar, hours };
const at = (text: string) => new Date(`${text}:00+08:00`);
const due = (from: string, span: string, time = official) => {
  const found = addWorkingTime(at(from), span, time);
  const shown = new Date(found.due.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
  return found.presumed.length > 0 ? `${shown} ?${found.presumed.join()}` : shown;
};

describe('the calendar of the State Council', () => {
  it.each(DAYS)('%s: %s works %s (%s)', (notice, day, works) => {
    expect(NOTICES[notice]).toMatch(/^国办发明电〔\d{4}〕\d+号$/);
    expect(officialCalendar.knows(Number(day.slice(0, 4)))).toBe(true);
    expect(officialCalendar.isWorkingDay(day)).toBe(works);
  });

  it.each(PRESUMED)('2027, not published: %s works %s (%s)', (day, works) => {
    expect(officialCalendar.knows(2027)).toBe(false);
    expect(officialCalendar.isWorkingDay(day)).toBe(works);
  });

  it('does not know years before its data either', () => {
    expect(officialCalendar.knows(2003)).toBe(false);
    expect(officialCalendar.isWorkingDay('2003-10-01')).toBe(false);
  });
});

describe('what the city enters goes before', () => {
  const springFestival = { day: '2027-02-05', to: '2027-02-13', working: false };
  const entered = withEntries(officialCalendar, [
    springFestival,
    { day: '2027-02-14', working: true },
    { day: '2026-11-23', working: false },
  ]);

  it('for the days it names, and no others', () => {
    const days = ['2027-02-04', '2027-02-05', '2027-02-09', '2027-02-13', '2027-02-14', '2026-11-23'];
    expect(days.map((day) => entered.isWorkingDay(day))).toEqual([true, false, false, false, true, false]);
  });

  it('and makes a year known once its National Day stands there', () => {
    expect(entered.knows(2027)).toBe(false);
    const whole = withEntries(entered, [{ day: '2027-10-01', to: '2027-10-07', working: false }]);
    expect(whole.knows(2027)).toBe(true);
    expect(whole.isWorkingDay('2027-02-14')).toBe(true);
    expect(whole.knows(2028)).toBe(false);
  });
});

describe('time limits in working days', () => {
  it.each([
    ['2026-11-23T09:00', 'P5WD', '2026-11-30T18:00', 'over a weekend'],
    ['2026-11-23T23:50', 'P1WD', '2026-11-24T18:00', 'the first day does not count, however late'],
    ['2026-11-21T10:00', 'P1WD', '2026-11-23T18:00', 'from a Saturday'],
    ['2026-09-29T16:00', 'P5WD', '2026-10-12T18:00', 'over 国庆 and the Saturday worked for it'],
    ['2024-02-08T10:00', 'P5WD', '2024-02-21T18:00', 'over 春节, the eve worked, a Sunday worked'],
    ['2020-01-23T17:00', 'P3WD', '2020-02-05T18:00', 'over the prolonged 春节'],
    ['2025-12-31T11:00', 'P3WD', '2026-01-06T18:00', 'over 元旦 and the Sunday worked for it'],
    ['2026-12-29T09:00', 'P5WD', '2027-01-06T18:00 ?2027', 'into a year not published'],
    ['2026-12-21T09:00', 'P5WD', '2026-12-28T18:00', 'up to a year not published'],
  ])('%s + %s = %s: %s', (from, span, expected) => {
    expect(due(from, span)).toBe(expected);
  });

  it.each([
    ['2026-11-23T09:00', 'PT2H', '2026-11-23T11:00', 'within the morning'],
    ['2026-11-23T11:00', 'PT2H', '2026-11-23T15:30', 'over noon'],
    ['2026-11-23T10:00', 'PT2H', '2026-11-23T12:00', 'ends with the morning, not after noon'],
    ['2026-11-23T17:00', 'PT2H', '2026-11-24T09:00', 'over night'],
    ['2026-11-20T17:30', 'PT1H', '2026-11-23T08:30', 'over a weekend'],
    ['2026-10-03T12:00', 'PT1H', '2026-10-08T09:00', 'from a holiday'],
    ['2026-02-13T18:00', 'PT30M', '2026-02-14T08:30', 'into a Saturday that is worked'],
  ])('%s + %s = %s: %s', (from, span, expected) => {
    expect(due(from, span)).toBe(expected);
  });

  it('are told from natural ones', () => {
    expect(['P5WD', 'PT8H', 'P5D'].map(isWorkingDays)).toEqual([true, false, false]);
  });

  it('fall on working days, grow with the span, and count the days between', () => {
    const start = fc.date({ min: at('2020-01-01T00:00'), max: at('2026-11-30T00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 15 }), (from, days) => {
        const one = addWorkingTime(from, `P${days}WD`, official).due;
        const next = addWorkingTime(from, `P${days + 1}WD`, official).due;
        const day = new Date(one.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
        expect(officialCalendar.isWorkingDay(day)).toBe(true);
        expect(one.getTime()).toBeGreaterThan(from.getTime());
        expect(next.getTime() - one.getTime()).toBeGreaterThanOrEqual(86_400_000);
        expect(addWorkingTime(one, 'P1WD', official).due).toEqual(next);
      }),
    );
  });

  it('a calendar without working days does not hang', () => {
    const never: WorkingCalendar = { isWorkingDay: () => false, knows: () => true };
    expect(() => addWorkingTime(at('2026-11-23T09:00'), 'PT1H', { calendar: never, hours })).toThrow();
  });
});

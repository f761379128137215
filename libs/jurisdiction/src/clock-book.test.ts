import { bookOf, Directory, dueOfRule, loadProfile, stampClocks } from '#jurisdiction';

const profile = loadProfile('config/jurisdictions/xiaoyi');
const directory = new Directory(profile, '7');
const at = (text: string) => new Date(`${text}:00+08:00`);

describe('time limits in working days', () => {
  it.each([
    ['DL-12', '2026-09-29T16:00', '2026-10-12T18:00', '办结评估, over 国庆 with 调休'],
    ['DL-13', '2026-02-12T10:00', '2026-03-04T18:00', '归档, over 春节 with two Saturdays worked'],
    ['DL-15', '2026-11-20T16:00', '2026-11-25T18:00', '联络人变更报备, over a weekend'],
  ])('%s from %s is %s (%s)', (rule, from, expected) => {
    expect(dueOfRule(directory, rule, at(from))).toEqual({ due: at(expected), presumed: [] });
  });

  it('says which years it had to presume', () => {
    expect(dueOfRule(directory, 'DL-13', at('2026-12-24T10:00'))).toEqual({
      due: at('2027-01-08T18:00'),
      presumed: [2027],
    });
  });

  it('follows what the city has entered: the arrangement of a year, and a day of its own', () => {
    const days = [
      { day: '2027-01-01', to: '2027-01-03', working: false, reason: '元旦', basis: '试' },
      { day: '2027-01-09', working: true, reason: '调休', basis: '试' },
      { day: '2027-01-07', working: false, reason: '本市放假', basis: '试' },
      { day: '2027-10-01', to: '2027-10-07', working: false, reason: '国庆节', basis: '试' },
    ];
    const entered = new Directory({ ...profile, calendar: days }, '8');
    expect(dueOfRule(entered, 'DL-13', at('2026-12-24T10:00'))).toEqual({
      due: at('2027-01-09T18:00'),
      presumed: [],
    });
  });

  it('is none where the city has no such rule', () => {
    const without = profile.deadlines.filter(({ id }) => id !== 'DL-15');
    expect(
      dueOfRule(new Directory({ ...profile, deadlines: without }, '9'), 'DL-15', at('2026-11-20T16:00')),
    ).toBe(null);
  });
});

describe('the clocks an incident keeps', () => {
  it('survive being stored, and hold against later edits; the calendar is that of today', () => {
    const stamped = JSON.parse(JSON.stringify(stampClocks(directory))) as ReturnType<typeof stampClocks>;
    expect(stamped.version).toBe('7');
    const edited = new Directory(
      {
        ...profile,
        deadlines: profile.deadlines.map((rule) => (rule.id === 'DL-12' ? { ...rule, limit: 'P2WD' } : rule)),
        calendar: [{ day: '2026-11-24', working: false, reason: '停电', basis: '试' }],
      },
      '8',
    );
    const from = at('2026-11-20T16:00');
    expect(dueOfRule(edited, 'DL-12', from)?.due).toEqual(at('2026-11-25T18:00'));
    expect(dueOfRule(bookOf(stamped, edited), 'DL-12', from)?.due).toEqual(at('2026-11-30T18:00'));
    expect(bookOf(null, edited)).toBe(edited);
  });
});

import * as fc from 'fast-check';
import { Directory, inForce, loadProfile, type Place, type Unit } from '#jurisdiction';

const tiny = loadProfile('test/profiles/tiny');
const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
const DAYS = Array.from({ length: 12 }, (_, month) => `2020-${String(month + 1).padStart(2, '0')}-01`);

/** A unit that is renamed at some of the firsts of a month: `一` until the day before, then `二`, … */
const line = fc
  .uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 })
  .map((months) => [...months].sort((a, b) => a - b))
  .map((months) =>
    [0, ...months].map((start, index): Unit => {
      const next = months[index];
      return {
        name: `第${index}局`,
        kind: '市直部门',
        aliases: [],
        vertical: false,
        superior: null,
        external: false,
        respondent: true,
        basis: '虚构',
        ...(index > 0 && { validFrom: DAYS[start] }),
        ...(next !== undefined && { validTo: dayBefore(DAYS[next] ?? ''), successor: `第${index + 1}局` }),
      };
    }),
  );
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const anyDay = fc
  .integer({ min: 0, max: 365 })
  .map((n) => new Date(Date.parse('2020-01-01T04:00:00Z') + n * 86_400_000));

describe('units over time', () => {
  it('whatever name is used, the one unit in force holds the duty', () => {
    fc.assert(
      fc.property(line, anyDay, fc.nat(), (units, at, pick) => {
        const directory = new Directory({ ...tiny, units }, 'v');
        const asked = units[pick % units.length]?.name ?? '';
        const [holder, ...others] = units.filter((unit) => inForce(unit, at));
        expect(others).toEqual([]);
        const found = directory.dutyHolder(asked, at);
        expect(found?.unit.name).toBe(holder?.name);
        expect(found?.renamedFrom).toBe(asked === holder?.name ? undefined : asked);
      }),
    );
  });

  it('a unit that ended without a successor holds nothing, nor does a name nobody knows', () => {
    const units = tiny.units.map((unit) =>
      unit.name === '东湖街道' ? { ...unit, validTo: '2021-12-31' } : unit,
    );
    const directory = new Directory({ ...tiny, units }, 'v');
    expect(directory.dutyHolder('东湖街道', noon('2021-12-31'))?.unit.name).toBe('东湖街道');
    expect(directory.dutyHolder('东湖街道', noon('2022-01-01'))).toBeUndefined();
    expect(directory.dutyHolder('西湖街道', noon('2022-01-01'))).toBeUndefined();
  });

  it('an alias of an abolished unit leads to its successor', () => {
    const units = tiny.units.map((unit) =>
      unit.name === '石桥乡' ? { ...unit, aliases: ['石桥乡政府'] } : unit,
    );
    const directory = new Directory({ ...tiny, units }, 'v');
    expect(directory.dutyHolder('石桥乡政府', noon('2026-01-01'))).toMatchObject({
      unit: { name: '石桥镇' },
      renamedFrom: '石桥乡政府',
    });
    expect(directory.dutyHolder('石桥乡政府', noon('2022-01-01'))).toMatchObject({
      unit: { name: '石桥乡' },
    });
  });

  it('the day changes at midnight of Asia/Shanghai', () => {
    const directory = new Directory(tiny, 'v');
    const name = (at: string) => directory.dutyHolder('石桥乡', new Date(at))?.unit.name;
    expect(name('2022-02-28T23:59:59+08:00')).toBe('石桥乡');
    expect(name('2022-03-01T00:00:00+08:00')).toBe('石桥镇');
  });
});

describe('places over time', () => {
  const directory = new Directory(tiny, 'v');
  const township = (code: string, day: string) => {
    const place = directory.place(code) as Place;
    const found = directory.townshipOf(place, noon(day));
    return found && [found.place.name, found.renamedFrom];
  };

  it('a village lies in the township of the day', () => {
    expect(township('990101100201', '2020-07-10')).toEqual(['石桥乡', undefined]);
    expect(township('990101100201', '2026-11-18')).toEqual(['石桥镇', '石桥乡']);
  });

  it('today’s name in an old text means the township of then', () => {
    expect(township('990101100', '2020-07-10')).toEqual(['石桥乡', '石桥镇']);
  });

  it('circular successors in a damaged directory end nowhere, not never', () => {
    const places = tiny.places.map((place) =>
      place.code === '990101100' ? { ...place, validTo: '2023-01-01', successor: '990101200' } : place,
    );
    const damaged = new Directory({ ...tiny, places }, 'v');
    expect(damaged.townshipOf(damaged.place('990101200') as Place, noon('2026-01-01'))).toBeUndefined();
  });
});

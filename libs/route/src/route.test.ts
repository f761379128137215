import type { Judgement } from '#incidents';
import {
  decider,
  judged,
  leads,
  NOVEMBER,
  outside,
  place,
  signal,
  topic,
  xiaoyi,
} from '../../../test/routing/judgements.js';
import { coordinate, isDispatched, route } from './index.js';

const directory = xiaoyi();
const ENVIRONMENT = '吕梁市生态环境局孝义分局';
const CITY = ['市政府办公室', '市委宣传部'];
const at = NOVEMBER;
const on = (no: number, part = {}) => topic(directory, no, part);
const town = (name: string, part = {}) => place(directory, name, part);
const decide = decider(directory);

describe('what is not dispatched', () => {
  const cases: [string, Partial<Judgement>, string, string[][]][] = [
    ['classified content', { signals: [signal('classified')] }, 'RT-00', []],
    ['what happened elsewhere', { outOfJurisdiction: true, places: [outside('文水县')] }, 'RT-01', []],
    ['party organs', { signals: [signal('not_government')] }, 'RT-04', [['市委宣传部', null] as never]],
    ['a drill', { signals: [signal('drill')], topics: [on(64)] }, 'RT-54', []],
    ['a novel', { signals: [signal('fiction')], places: [town('梧桐镇')] }, 'RT-54', []],
  ];
  it.each(cases)('%s', (_name, part, rule, coordinators) => {
    const routing = decide({ topics: [on(28)], mustRespond: ['MR-4'], ...part });
    expect(isDispatched(routing)).toBe(false);
    expect([routing.firstResponsible, routing.assisting, routing.informed]).toEqual([[], [], []]);
    expect(routing.rules).toEqual([rule]);
    expect(leads(routing)).toEqual(coordinators);
    expect(routing.flags).not.toContain('must_respond');
  });

  it('what has nothing to do with the city', () => {
    const routing = decide({ relevant: false });
    expect([isDispatched(routing), routing.rules, routing.needsHuman]).toEqual([false, [], false]);
  });
});

describe('departments and townships (task 6(1))', () => {
  it('RT-10: the department and the township are first responsible, the department answers', () => {
    const routing = decide({ topics: [on(30)], places: [town('新义街道')] });
    expect(routing).toMatchObject({
      firstResponsible: ['市城市管理局', '新义街道'],
      respondents: ['市城市管理局'],
      coordinators: [{ lead: '市政府办公室', with: '市委宣传部', scope: null }],
      assisting: ['市住建局'],
      actingCoordinator: null,
      lead: null,
      rules: ['RT-10'],
      needsHuman: false,
      disposition: 'respond',
    });
  });

  it('RT-11 citywide, RT-13 several townships', () => {
    expect(decide({ topics: [on(8)], signals: [signal('citywide')] }).rules).toEqual(['RT-11']);
    const several = decide({ topics: [on(53)], places: [town('驿马乡'), town('下栅乡')] });
    expect(several.rules).toEqual(['RT-13']);
    expect(several.firstResponsible).toEqual(['市水利局', '驿马乡', '下栅乡']);
    expect(several.respondents).toEqual(['市水利局']);
  });

  it("RT-12: a township's own affairs are answered by itself; RT-14: several without a department wait", () => {
    const own = decide({ topics: [on(60)], places: [town('高阳镇')] });
    expect([own.respondents, own.firstResponsible, own.rules]).toEqual([['高阳镇'], ['高阳镇'], ['RT-12']]);
    const waiting = decide({ places: [town('高阳镇'), town('下堡镇')] });
    expect(waiting).toMatchObject({
      firstResponsible: ['高阳镇', '下堡镇'],
      respondents: ['市政府办公室'],
      rules: ['RT-14'],
      needsHuman: true,
    });
    expect(leads(waiting)).toEqual([CITY]);
  });

  it('RT-42: nothing known goes to the pool of the city office, alone', () => {
    const routing = decide({});
    expect(routing).toMatchObject({ firstResponsible: [], respondents: ['市政府办公室'], rules: ['RT-42'] });
    expect(leads(routing)).toEqual([['市政府办公室', null]]);
    expect(routing.flags).toEqual(['unassigned_pool']);
  });

  it('counts an assisting department whose own duty is named among the respondents ((f)4)', () => {
    const routing = decide({ topics: [on(3, { onDuty: ['市教科局'] })], places: [town('梧桐镇')] });
    expect(routing.respondents).toEqual(['市市场监督管理局', '市教科局']);
    expect(routing.assisting).toEqual(['市卫体局']);
  });
});

describe('vertical management changes the coordinator only', () => {
  it('RT-21', () => {
    const routing = decide({ topics: [on(20)], places: [town('柱濮镇')] });
    expect(routing.respondents).toEqual([ENVIRONMENT]);
    expect(routing.coordinators).toEqual([
      { lead: '吕梁市生态环境局', with: '宣传部门', scope: ENVIRONMENT },
    ]);
    expect(routing.informed).toEqual(CITY);
    expect(routing.actingCoordinator).toBe('市政府办公室');
    expect(routing.rules).toEqual(['RT-10', 'RT-21', 'RT-55']);
  });

  it('RT-22 and RT-23: two layers, confirmed by a person', () => {
    const mixed = decide({ topics: [on(20), on(28)], places: [town('柱濮镇')] });
    expect(leads(mixed)).toEqual([CITY, ['吕梁市生态环境局', '宣传部门']]);
    expect([mixed.rules, mixed.needsHuman]).toEqual([['RT-22', 'RT-55'], true]);
    const vertical = decide({ topics: [on(20), on(49)], places: [town('柱濮镇')] });
    expect(leads(vertical)).toEqual([
      CITY,
      ['吕梁市生态环境局', '宣传部门'],
      ['国家税务总局吕梁市税务局', '宣传部门'],
    ]);
    expect(vertical.rules).toContain('RT-23');
  });

  it('RT-20: several departments, no lead until a person names one', () => {
    const routing = decide({ topics: [on(15), on(24)], places: [town('中阳楼街道')] });
    expect([routing.rules, routing.needsHuman, routing.lead]).toEqual([['RT-20'], false, null]);
  });

  it('can be asked for respondents a person chose', () => {
    expect(coordinate(['市税务局'], directory, at)).toMatchObject({
      rule: 'RT-21',
      actingCoordinator: '市政府办公室',
      informed: CITY,
    });
    expect(coordinate(['高阳镇'], directory, at)).toMatchObject({ rule: null, actingCoordinator: null });
  });
});

const row = (id: string, change: object) =>
  xiaoyi((profile) => {
    profile.rules = profile.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule));
  });

describe("the directory's rows decide", () => {
  it('whether a rule is on', () => {
    const off = row('RT-30', { enabled: false });
    const zone = off.profile.places.find((entry) => entry.kind === 'zone')?.name ?? '';
    const routing = route(judged({ topics: [on(28)], places: [place(off, zone)] }), off, { at });
    expect([routing.rules, routing.flags]).toEqual([['RT-10'], []]);
  });

  it('whether a person must confirm', () => {
    const strict = row('RT-10', { needsHuman: 'always' });
    const routing = route(judged({ topics: [on(28)], places: [place(strict, '新义街道')] }), strict, { at });
    expect(routing.needsHuman).toBe(true);
    expect(routing.questions).toHaveLength(1);
  });
});

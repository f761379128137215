import type { Judgement, Routing } from '#incidents';
import { body, judged, outside, place, signal, topic, xiaoyi } from '../../../test/routing/judgements.js';
import { allowedDispositions, coordinate, isDispatched, route, type RouteContext } from './index.js';

const directory = xiaoyi();
const at = new Date('2026-11-18T09:00:00+08:00');
const ENVIRONMENT = '吕梁市生态环境局孝义分局';
const on = (no: number, part = {}) => topic(directory, no, part);
const in_ = (name: string, part = {}) => place(directory, name, part);
const decide = (part: Partial<Judgement>, context: Partial<RouteContext> = {}): Routing =>
  route(judged(part), directory, { at, ...context });
const leads = (routing: Routing) => routing.coordinators.map(({ lead, with: beside }) => [lead, beside]);
const CITY = ['市政府办公室', '市委宣传部'];

describe('what is not dispatched', () => {
  const cases: [string, Partial<Judgement>, string, string[][]][] = [
    ['classified content', { signals: [signal('classified')] }, 'RT-00', []],
    ['what happened elsewhere', { outOfJurisdiction: true, places: [outside('文水县')] }, 'RT-01', []],
    ['party organs', { signals: [signal('not_government')] }, 'RT-04', [['市委宣传部', null] as never]],
    ['a drill', { signals: [signal('drill')], topics: [on(64)] }, 'RT-54', []],
    ['a novel', { signals: [signal('fiction')], places: [in_('梧桐镇')] }, 'RT-54', []],
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
    const routing = decide({ topics: [on(30)], places: [in_('新义街道')] });
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
    const several = decide({ topics: [on(53)], places: [in_('驿马乡'), in_('下栅乡')] });
    expect(several.rules).toEqual(['RT-13']);
    expect(several.firstResponsible).toEqual(['市水利局', '驿马乡', '下栅乡']);
    expect(several.respondents).toEqual(['市水利局']);
  });

  it("RT-12: a township's own affairs are answered by itself; RT-14: several without a department wait", () => {
    const own = decide({ topics: [on(60)], places: [in_('高阳镇')] });
    expect([own.respondents, own.firstResponsible, own.rules]).toEqual([['高阳镇'], ['高阳镇'], ['RT-12']]);
    const waiting = decide({ places: [in_('高阳镇'), in_('下堡镇')] });
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
    const routing = decide({ topics: [on(3, { onDuty: ['市教科局'] })], places: [in_('梧桐镇')] });
    expect(routing.respondents).toEqual(['市市场监督管理局', '市教科局']);
    expect(routing.assisting).toEqual(['市卫体局']);
  });
});

describe('vertical management changes the coordinator only', () => {
  it('RT-21', () => {
    const routing = decide({ topics: [on(20)], places: [in_('柱濮镇')] });
    expect(routing.respondents).toEqual([ENVIRONMENT]);
    expect(routing.coordinators).toEqual([
      { lead: '吕梁市生态环境局', with: '宣传部门', scope: ENVIRONMENT },
    ]);
    expect(routing.informed).toEqual(CITY);
    expect(routing.actingCoordinator).toBe('市政府办公室');
    expect(routing.rules).toEqual(['RT-10', 'RT-21', 'RT-55']);
  });

  it('RT-22 and RT-23: two layers, confirmed by a person', () => {
    const mixed = decide({ topics: [on(20), on(28)], places: [in_('柱濮镇')] });
    expect(leads(mixed)).toEqual([CITY, ['吕梁市生态环境局', '宣传部门']]);
    expect([mixed.rules, mixed.needsHuman]).toEqual([['RT-22', 'RT-55'], true]);
    const vertical = decide({ topics: [on(20), on(49)], places: [in_('柱濮镇')] });
    expect(leads(vertical)).toEqual([
      CITY,
      ['吕梁市生态环境局', '宣传部门'],
      ['国家税务总局吕梁市税务局', '宣传部门'],
    ]);
    expect(vertical.rules).toContain('RT-23');
  });

  it('RT-20: several departments, no lead until a person names one', () => {
    const routing = decide({ topics: [on(15), on(24)], places: [in_('中阳楼街道')] });
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

describe('bodies', () => {
  it('a body the text names goes before the topic; the topic only assists ((f)8)', () => {
    const routing = decide({
      topics: [on(29)],
      bodies: [body('unit', { unit: '市住建局' })],
      places: [in_('新义街道')],
    });
    expect(routing.respondents).toEqual(['市住建局']);
    expect(routing.assisting[0]).toBe('市城市管理局');
  });

  it("RT-31: a station's own service goes to its department and only tells the township", () => {
    const own = body('station', { unit: '市税务局', conduct: true });
    const routing = decide({ topics: [on(13)], bodies: [own], places: [in_('兑镇镇')] });
    expect(routing).toMatchObject({ firstResponsible: ['市税务局'], respondents: ['市税务局'] });
    expect(routing.informed).toContain('兑镇镇');
    expect(routing.rules).toEqual(['RT-31', 'RT-11', 'RT-21', 'RT-55']);
    expect(routing.flags).not.toContain('place_unknown');
  });

  it('RT-31: a station as a landmark is no party', () => {
    const landmark = body('station', { unit: '市公安局', landmark: true });
    const routing = decide({ topics: [on(28)], bodies: [landmark], places: [in_('新义街道')] });
    expect([routing.respondents, routing.rules]).toEqual([['市城市管理局'], ['RT-10']]);
  });

  it('RT-32: a company leads to the department of its trade', () => {
    const routing = decide({ bodies: [body('company', { unit: '市住建局' })], places: [in_('新义街道')] });
    expect([routing.respondents, routing.rules]).toEqual([['市住建局'], ['RT-32', 'RT-10']]);
  });

  it('RT-33: a utility gives the facts, the department answers, a person confirms', () => {
    const words = ['测试供电公司'];
    const known = xiaoyi((profile) => {
      profile.bodies = [
        {
          kind: 'utility',
          words,
          unit: '市能源局',
          provider: '国网孝义市供电公司',
          notWords: [],
          basis: 'K',
        },
      ];
    });
    const routing = route(
      judged({ bodies: [body('utility', { unit: '市能源局', words })], places: [place(known, '崇文街道')] }),
      known,
      { at },
    );
    expect(routing).toMatchObject({
      firstResponsible: ['市能源局', '崇文街道'],
      respondents: ['市能源局'],
      assisting: ['国网孝义市供电公司'],
      informed: ['国网吕梁供电公司'],
      flags: ['utility_provides_facts'],
      needsHuman: true,
    });
  });

  it('RT-30: the zone stands like a township, the township around it is told', () => {
    const zone = directory.profile.places.find((entry) => entry.kind === 'zone')?.name ?? '';
    const routing = decide({ topics: [on(20)], places: [in_(zone), in_('梧桐镇')] });
    expect(routing.firstResponsible).toEqual([ENVIRONMENT, '山西孝义经济开发区管委会']);
    expect(routing.informed).toContain('梧桐镇');
    expect(routing.flags).toContain('development_zone');
  });

  it('RT-52: an abolished unit is followed to its successor', () => {
    const routing = decide({ topics: [on(48)], places: [in_('下堡镇')] });
    expect(routing.respondents).toEqual(['市农业农村局']);
    expect(routing.flags).toContain('renamed_unit');
    expect(routing.rules).toEqual(['RT-52', 'RT-10']);
    const then = route(judged({ topics: [on(48)], signals: [signal('citywide')] }), directory, {
      at: new Date('2020-09-01T09:00:00+08:00'),
    });
    expect(then.respondents).toEqual(['市扶贫开发服务中心']);
  });
});

describe('places', () => {
  it('RT-40: an unnamed hospital: the department goes on, the township is to be found', () => {
    const routing = decide({ topics: [on(37)], bodies: [body('place_type', { words: ['某医院'] })] });
    expect(routing.rules).toEqual(['RT-40', 'RT-11']);
    expect(routing.flags).toEqual(['place_unknown']);
    expect(routing.questions).toEqual(['请核实事发的乡镇（街道）。']);
  });

  it('RT-41: old names become new ones, whoever wrote them', () => {
    for (const name of ['南阳乡', '大孝堡乡']) {
      const routing = decide({ topics: [on(52)], places: [in_(name, { renamedFrom: name })] });
      const today = name === '南阳乡' ? '杜村乡' : '大孝堡镇';
      expect(routing.firstResponsible).toEqual(['市交通运输局', today]);
      expect(routing.rules[0]).toBe('RT-41');
      expect(routing.flags).toEqual(['renamed_place']);
      expect(routing.needsHuman).toBe(false);
    }
  });

  it('RT-41: two villages of the city by that name: the department goes on, a person picks', () => {
    const ambiguous = ['新义街道·赵家庄', '下堡镇·赵家庄'];
    const routing = decide({ topics: [on(53)], places: [in_('新义街道', { ambiguous })] });
    expect(routing).toMatchObject({
      respondents: ['市水利局'],
      firstResponsible: ['市水利局'],
      needsHuman: true,
    });
    expect(routing.flags).toEqual(['place_ambiguous']);
    expect(routing.questions).toEqual(['请选定事发地：新义街道·赵家庄、下堡镇·赵家庄。']);
  });

  it('RT-41: one of them outside: only the city office holds it', () => {
    const ambiguous = ['下堡镇·赵家庄', '灵石县·赵家庄'];
    const routing = decide({ topics: [on(53)], places: [in_('下堡镇', { ambiguous })] });
    expect(routing.respondents).toEqual(['市政府办公室']);
    expect(routing.firstResponsible).toEqual([]);
    expect(routing.flags).toEqual(['maybe_outside', 'place_ambiguous', 'unassigned_pool']);
  });
});

describe('superiors', () => {
  it('RT-02: the superior is first responsible, ours explain the local part', () => {
    const routing = decide({ topics: [on(39)], signals: [signal('superior_matter', '山西省政府')] });
    expect(routing).toMatchObject({
      firstResponsible: ['山西省政府'],
      respondents: ['市医疗保障局'],
      needsHuman: true,
    });
    expect(leads(routing)).toEqual([CITY]);
    expect(routing.flags).toContain('superior_matter');
  });

  it('RT-03: over the border the superior coordinates, department and township answer for our part', () => {
    const routing = decide({
      topics: [on(20)],
      places: [in_('大孝堡镇'), outside('汾阳市')],
      signals: [signal('crosses_border')],
    });
    expect(routing.firstResponsible).toEqual(['吕梁市生态环境局']);
    expect(routing.respondents).toEqual([ENVIRONMENT, '大孝堡镇']);
    expect(leads(routing)).toEqual([['吕梁市生态环境局', null], CITY]);
  });

  it('RT-03: over the border of the prefecture a superior of the prefecture will not do', () => {
    const routing = decide({
      topics: [on(20)],
      places: [in_('大孝堡镇'), outside('介休市')],
      signals: [signal('crosses_border')],
    });
    expect(routing.firstResponsible).toEqual([ENVIRONMENT, '大孝堡镇']);
    expect(routing.questions.join()).toContain('省级');
  });

  it('RT-06: a unit named by an order assists and checks first; the duty stays where it is', () => {
    const named = {
      topics: [on(28)],
      bodies: [body('unit', { unit: '市住建局' })],
      places: [in_('崇文街道')],
    };
    const routing = decide(named, { assignedBySuperior: true });
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.assisting).toContain('市住建局');
    expect(routing.rules).toEqual(['RT-06', 'RT-10']);
    expect(decide({ ...named, topics: [] }, { assignedBySuperior: true }).respondents).toEqual(['市住建局']);
  });

  it('RT-50: only a confirmed 特别重大 is taken up; first responsible stay', () => {
    const grave = { topics: [on(20)], places: [in_('梧桐镇')], opinionLevel: '特别重大' as const };
    const suggested = decide({ ...grave, flags: ['level_needs_confirmation'] });
    expect(suggested.rules).not.toContain('RT-50');
    expect(suggested.flags).toContain('level_needs_confirmation');
    const confirmed = decide({ ...grave, flags: ['level_needs_confirmation'] }, { confirmedSuper: true });
    expect(confirmed.rules).toContain('RT-50');
    expect(confirmed.firstResponsible).toEqual(suggested.firstResponsible);
    expect(leads(confirmed)).toEqual([CITY, ['吕梁市生态环境局', '宣传部门']]);
    expect(confirmed.informed).toContain('市政府');
    expect(confirmed.flags).not.toContain('level_needs_confirmation');
  });
});

describe('policies and stories', () => {
  it('RT-15: the drafter answers before any topic', () => {
    const routing = decide({
      topics: [on(6)],
      signals: [signal('policy_misread', '市教科局')],
      places: [in_('新义街道')],
    });
    expect(routing).toMatchObject({
      firstResponsible: ['市教科局'],
      respondents: ['市教科局'],
      needsHuman: false,
    });
    expect(routing.informed).toEqual(['新义街道']);
    expect(routing.rules).toEqual(['RT-15', 'RT-11']);
  });

  it('RT-15: a person names a drafter nobody knows', () => {
    const routing = decide({ topics: [on(39)], signals: [signal('policy_misread'), signal('citywide')] });
    expect(routing.questions).toEqual(['请确认该政策的起草单位。']);
    expect(routing.respondents).toEqual(['市医疗保障局']);
  });

  it("RT-15: in the city's name the city office coordinates a vertical drafter's policy too", () => {
    const routing = decide({
      signals: [signal('policy_misread', ENVIRONMENT)],
      bodies: [body('unit', { unit: '市政府' })],
    });
    expect(routing.respondents).toEqual([ENVIRONMENT]);
    expect(leads(routing)).toEqual([CITY]);
    expect(routing.informed).toEqual(['吕梁市生态环境局']);
  });

  it('RT-54: an old event goes on, once a person has looked', () => {
    const routing = decide({ topics: [on(28)], signals: [signal('old_event')], places: [in_('新义街道')] });
    expect(routing).toMatchObject({ respondents: ['市城市管理局'], needsHuman: true, flags: ['old_event'] });
  });

  it('RT-51 only hints and never holds the dispatch up; RT-53 is told', () => {
    const rumour = { topics: [on(28)], signals: [signal('rumour')], places: [in_('新义街道')] };
    const routing = decide(rumour, { merged: true });
    expect([routing.rules, routing.needsHuman]).toEqual([['RT-10', 'RT-51', 'RT-53'], false]);
  });
});

describe('RT-05: a report of misconduct', () => {
  const accused = {
    signals: [signal('misconduct', '市住建局')],
    bodies: [body('unit', { unit: '市住建局' })],
  };

  it('goes to discipline, the reported unit sees nothing', () => {
    const routing = decide(accused);
    expect(isDispatched(routing)).toBe(false);
    expect(routing).toMatchObject({ recused: ['市住建局'], restricted: true, disposition: 'refer' });
    expect(leads(routing)).toEqual([['市委宣传部', null]]);
  });

  it('is split when a public concern comes with it, which goes on without the reported unit', () => {
    const routing = decide({
      ...accused,
      signals: [...accused.signals, signal('harm_stated', undefined, ['死鱼'])],
      topics: [on(28), on(26)],
      places: [in_('崇文街道')],
    });
    expect(routing.flags).toEqual(['misconduct_report', 'split']);
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.restricted).toBe(true);
  });

  it('is not split by words of the accusation itself', () => {
    const topics = [on(7)];
    const signals = [signal('misconduct', undefined, ['殴打']), signal('harm_stated', undefined, ['殴打', '违规'])];
    expect(decide({ topics, signals }).flags).toEqual(['misconduct_report']);
  });

  it('on the office itself bypasses office and publicity', () => {
    const report = decide({ signals: [signal('misconduct', '市政府办公室')] });
    expect(report.coordinators).toEqual([]);
    const split = decide({
      signals: [signal('misconduct', '市政府办公室'), signal('harm_stated', undefined, ['死鱼'])],
      topics: [on(61)],
    });
    expect(leads(split)).toEqual([['市政府', '市委宣传部']]);
  });

  it('recuses every unit named when it is not clear which is reported', () => {
    const routing = decide({
      signals: [signal('misconduct')],
      bodies: [body('station', { unit: '市公安局' })],
    });
    expect(routing.recused).toEqual(['市公安局']);
  });
});

describe("the directory's rows decide", () => {
  const row = (id: string, change: object) =>
    xiaoyi((profile) => {
      profile.rules = profile.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule));
    });

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

it('what must be answered cannot end without an answer', () => {
  expect(allowedDispositions(['MR-4'])).toEqual(['respond', 'reply']);
  expect(allowedDispositions([])).toContain('watch');
});

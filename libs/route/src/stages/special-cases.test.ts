import type { KnownPolicy } from '#incidents';
import {
  body,
  decider,
  leads,
  outside,
  place,
  signal,
  topic,
  xiaoyi,
} from '../../../../test/routing/judgements.js';
import { isDispatched } from '../index.js';

const directory = xiaoyi();
const ENVIRONMENT = '吕梁市生态环境局孝义分局';
const CITY = ['市政府办公室', '市委宣传部'];
const on = (no: number, part = {}) => topic(directory, no, part);
const town = (name: string, part = {}) => place(directory, name, part);
const decide = decider(directory);

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
      places: [town('大孝堡镇'), outside('汾阳市')],
      signals: [signal('crosses_border')],
    });
    expect(routing.firstResponsible).toEqual(['吕梁市生态环境局']);
    expect(routing.respondents).toEqual([ENVIRONMENT, '大孝堡镇']);
    expect(leads(routing)).toEqual([['吕梁市生态环境局', null], CITY]);
  });

  it('RT-03: over the border of the prefecture a superior of the prefecture will not do', () => {
    const routing = decide({
      topics: [on(20)],
      places: [town('大孝堡镇'), outside('介休市')],
      signals: [signal('crosses_border')],
    });
    expect(routing.firstResponsible).toEqual([ENVIRONMENT, '大孝堡镇']);
    expect(routing.questions.join()).toContain('省级');
  });

  it('RT-06: a unit named by an order assists and checks first; the duty stays where it is', () => {
    const named = {
      topics: [on(28)],
      bodies: [body('unit', { unit: '市住建局' })],
      places: [town('崇文街道')],
    };
    const routing = decide(named, { assignedBySuperior: true });
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.assisting).toContain('市住建局');
    expect(routing.rules).toEqual(['RT-06', 'RT-10']);
    expect(decide({ ...named, topics: [] }, { assignedBySuperior: true }).respondents).toEqual(['市住建局']);
  });

  it('RT-50: only a confirmed 特别重大 is taken up; first responsible stay', () => {
    const grave = { topics: [on(20)], places: [town('梧桐镇')], opinionLevel: '特别重大' as const };
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
      places: [town('新义街道')],
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

  const record = (part: Partial<KnownPolicy>): KnownPolicy => ({
    name: '《停车办法》（孝政发〔2026〕12号）',
    drafters: ['市教科局'],
    issuedByCity: false,
    words: ['停车办法'],
    sure: true,
    ...part,
  });

  it('RT-15: the library names the drafter, whoever the text mentions; who drafted it too assists', () => {
    const misread = { topics: [on(39)], signals: [signal('policy_misread', '市医疗保障局')] };
    const routing = decide(misread, { policy: record({ drafters: ['市教科局', '市城市管理局'] }) });
    expect(routing).toMatchObject({
      firstResponsible: ['市教科局'],
      respondents: ['市教科局'],
      assisting: ['市城市管理局'],
      needsHuman: false,
    });
    expect(routing.why.find(({ rule }) => rule === 'RT-15')).toMatchObject({
      because:
        '政策被误解误读，解读库登记《停车办法》（孝政发〔2026〕12号）由市教科局起草，由其负责解读和回应。',
      words: expect.arrayContaining(['停车办法']),
    });
    // Without the signal the library decides nothing.
    expect(decide({ topics: [on(39)] }, { policy: record({}) }).respondents).toEqual(['市医疗保障局']);
  });

  it('RT-15: what the library only supposes a person confirms, and it overrules no unit of the text', () => {
    const alone = decide({ signals: [signal('policy_misread')] }, { policy: record({ sure: false }) });
    expect(alone.respondents).toEqual(['市教科局']);
    expect(alone.questions.join()).toContain('《停车办法》');
    const named = { signals: [signal('policy_misread', '市医疗保障局')] };
    const beside = decide(named, { policy: record({ sure: false }) });
    expect(beside.respondents).toEqual(['市医疗保障局']);
    expect(beside.questions.join()).toContain('《停车办法》');
    const same = decide(named, { policy: record({ sure: false, drafters: ['市医疗保障局'] }) });
    expect([same.respondents, same.needsHuman]).toEqual([['市医疗保障局'], false]);
  });

  it('RT-15: a drafter who must not answer falls back on the text; issued by the city the office coordinates', () => {
    const outside = record({ drafters: ['山西省教育厅'], issuedByCity: true });
    const routing = decide({ signals: [signal('policy_misread', ENVIRONMENT)] }, { policy: outside });
    expect(routing.respondents).toEqual([ENVIRONMENT]);
    expect(leads(routing)).toEqual([CITY]);
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
    const routing = decide({ topics: [on(28)], signals: [signal('old_event')], places: [town('新义街道')] });
    expect(routing).toMatchObject({ respondents: ['市城市管理局'], needsHuman: true, flags: ['old_event'] });
  });

  it('RT-51 only hints and never holds the dispatch up; RT-53 is told', () => {
    const rumour = { topics: [on(28)], signals: [signal('rumour')], places: [town('新义街道')] };
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

  it('on people of a village recuses the township they belong to, on a company the department of its trade', () => {
    const village = { signals: [signal('misconduct', undefined, ['村支书'])], places: [town('兑镇镇')] };
    expect(decide(village).recused).toEqual(['兑镇镇']);
    const company = { bodies: [body('company', { unit: '市水利局' })], places: [town('兑镇镇')] };
    expect(decide({ ...company, signals: [signal('misconduct')] }).recused).toEqual(['市水利局']);
  });

  it('is split when a public concern comes with it, which goes on without the reported unit', () => {
    const routing = decide({
      ...accused,
      signals: [...accused.signals, signal('public_concern', undefined, ['死鱼'])],
      topics: [on(28), on(26)],
      places: [town('崇文街道')],
    });
    expect(routing.flags).toEqual(['misconduct_report', 'split']);
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.restricted).toBe(true);
  });

  it('is not split by words of the accusation itself', () => {
    const topics = [on(7)];
    const signals = [
      signal('misconduct', undefined, ['殴打']),
      signal('harm_stated', undefined, ['殴打', '违规']),
    ];
    expect(decide({ topics, signals }).flags).toEqual(['misconduct_report']);
  });

  it('on the office itself bypasses office and publicity', () => {
    const report = decide({ signals: [signal('misconduct', '市政府办公室')] });
    expect(report.coordinators).toEqual([]);
    const split = decide({
      signals: [signal('misconduct', '市政府办公室'), signal('public_concern', undefined, ['死鱼'])],
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

import type { Judgement } from '#incidents';
import { type Directory, type MatterView, type RoutingException } from '#jurisdiction';
import {
  body,
  judged,
  NOVEMBER,
  outside,
  place,
  signal,
  topic,
  xiaoyi,
} from '../../../../test/routing/judgements.js';
import { route, tryException, type RouteContext } from '../index.js';

const plain = xiaoyi();
const heating = topic(plain, 30);
const streets = topic(plain, 28);
const town = (name: string) => place(plain, name);

/** A row of which a test says only a part. */
const exception = (part: Partial<RoutingException>): RoutingException => ({
  key: 'EX-1',
  name: '园区供热由管委会回应',
  order: 1,
  topics: [],
  units: [],
  places: [],
  when: 'true',
  then: {},
  stop: false,
  enabled: true,
  examples: [],
  basis: '市政府专题会议纪要',
  ...part,
});

const withRows = (...rows: Partial<RoutingException>[]): Directory =>
  xiaoyi((profile) => {
    profile.exceptions = rows.map((row, i) => exception({ key: `EX-${i + 1}`, order: i + 1, ...row }));
  });
const decide = (directory: Directory, part: Partial<Judgement>, context: Partial<RouteContext> = {}) =>
  route(judged(part), directory, { at: NOVEMBER, ...context });
const matter = { topics: [heating], places: [town('新义街道')] };
const answers = (name: string) => ({ respondents: [name] });

describe('a row that applies', () => {
  it('says who answers instead; those the rules found assist, the township stays first responsible', () => {
    const directory = withRows({ topics: [30], places: ['新义街道'], then: answers('市住建局') });
    const routing = decide(directory, matter);
    expect(routing).toMatchObject({
      respondents: ['市住建局'],
      firstResponsible: ['市住建局', '新义街道'],
      assisting: ['市城市管理局'],
      rules: ['RT-10', 'EX-1'],
      needsHuman: false,
    });
    expect(routing.why.at(-1)).toMatchObject({ rule: 'EX-1', version: 'test' });
    expect(routing.why.at(-1)?.because).toContain('按规则为市城市管理局');
    expect(routing.why.at(-1)?.because).toContain('市政府专题会议纪要');
  });

  it('shows the words it rests on', () => {
    const directory = withRows({ when: '"集中供热" in topics', then: { ask: '请核对供热合同。' } });
    const routing = decide(directory, { topics: [{ ...heating, words: ['暖气不热'] }] });
    expect(routing.why.at(-1)?.words).toEqual(['暖气不热']);
    expect(routing.questions).toContain('请核对供热合同。');
  });

  it('adds to the other roles, and leaves the coordination to the rules', () => {
    const directory = withRows({
      topics: [30],
      then: {
        respondents: ['吕梁市生态环境局孝义分局'],
        firstResponsible: ['市住建局'],
        assisting: ['市水利局'],
        informed: ['市财政局'],
      },
    });
    const routing = decide(directory, matter);
    expect(routing.firstResponsible).toEqual(['吕梁市生态环境局孝义分局', '新义街道', '市住建局']);
    expect(routing.assisting).toEqual(expect.arrayContaining(['市水利局', '市城市管理局']));
    expect(routing.informed).toContain('市财政局');
    expect(routing.rules).toEqual(expect.arrayContaining(['EX-1', 'RT-21', 'RT-55']));
    expect(routing.coordinators[0]?.lead).toBe('吕梁市生态环境局');
  });

  it('may leave the answer to the township concerned', () => {
    const directory = withRows({ topics: [28], then: answers('属地') });
    expect(decide(directory, { topics: [streets], places: [town('高阳镇')] })).toMatchObject({
      respondents: ['高阳镇'],
      firstResponsible: ['高阳镇'],
      assisting: ['市城市管理局'],
    });
  });

  it('gives what nobody would own an owner, and then nobody is asked for one', () => {
    const pooled = decide(plain, { signals: [signal('harm_stated', undefined, ['火车站'])] });
    expect([pooled.flags, pooled.needsHuman]).toEqual([['unassigned_pool'], true]);
    const directory = withRows({ when: '"火车站" in words', then: answers('市交通运输局') });
    const routing = decide(directory, { signals: [signal('harm_stated', undefined, ['火车站'])] });
    expect(routing).toMatchObject({
      respondents: ['市交通运输局'],
      firstResponsible: ['市交通运输局'],
      assisting: [],
      rules: ['RT-42', 'EX-1'],
      needsHuman: false,
      flags: [],
    });
    expect(routing.coordinators).toEqual([{ lead: '市政府办公室', with: '市委宣传部', scope: null }]);
  });
});

describe('rows in their order', () => {
  const rows = [
    { order: 2, topics: [30], then: answers('市水利局') },
    { order: 1, topics: [30], then: answers('市住建局') },
  ];
  it('are carried out one after the other; the first match does not hide the rest', () => {
    const routing = decide(withRows(...rows), matter);
    expect(routing.rules).toEqual(['RT-10', 'EX-2', 'EX-1']);
    expect(routing.respondents).toEqual(['市水利局']);
  });

  it('end at one that says so', () => {
    const [second, first] = rows;
    const routing = decide(withRows(second!, { ...first, stop: true }), matter);
    expect([routing.respondents, routing.rules]).toEqual([['市住建局'], ['RT-10', 'EX-2']]);
  });

  it('see the matter as the rules decided it, not what rows before made of it', () => {
    const seen = withRows(rows[1]!, {
      order: 3,
      when: '"市城市管理局" in respondents',
      then: { informed: ['市财政局'] },
    });
    expect(decide(seen, matter).informed).toContain('市财政局');
  });

  it('are passed over when switched off, not yet or no longer in force', () => {
    for (const part of [{ enabled: false }, { validFrom: '2027-01-01' }, { validTo: '2026-01-01' }])
      expect(decide(withRows({ ...part, then: answers('市住建局') }), matter).rules).toEqual(['RT-10']);
  });
});

describe('a row needs of each of its lists one in the matter', () => {
  const directory = withRows({ topics: [30, 28], places: ['高阳镇', '新义街道'], then: { ask: '请核对。' } });
  it.each<[string, Partial<Judgement>, boolean]>([
    ['topic and place', matter, true],
    ['the topic elsewhere', { topics: [heating], places: [town('下堡镇')] }, false],
    ['another topic there', { topics: [topic(plain, 8)], places: [town('新义街道')] }, false],
  ])('%s', (_name, part, applies) => {
    expect(decide(directory, part).rules.includes('EX-1')).toBe(applies);
  });

  it('and a unit only where the text names it, by itself or by one of its stations', () => {
    const tax = withRows({ units: ['市税务局'], then: { ask: '请核对。' } });
    const named = (kind: 'unit' | 'station', landmark = false) =>
      decide(tax, { topics: [streets], bodies: [body(kind, { unit: '市税务局', landmark })] });
    expect(named('station').rules).toContain('EX-1');
    expect(named('unit').rules).toContain('EX-1');
    expect(named('unit', true).rules).not.toContain('EX-1');
  });
});

describe('what no exception can do', () => {
  const all = withRows({ then: answers('市审计局') });

  it('dispatch what an intercept has ended', () => {
    for (const part of [
      { signals: [signal('classified')] },
      { relevant: false },
      { outOfJurisdiction: true },
    ])
      expect(decide(all, part).respondents).toEqual([]);
  });

  it('dispatch a matter that may lie outside before its place is known', () => {
    const where = { ...town('下堡镇'), ambiguous: ['下堡镇·赵家庄', '灵石县·赵家庄'] };
    const routing = decide(all, {
      topics: [streets],
      places: [where, outside('灵石县')],
      flags: ['maybe_outside'],
    });
    expect([routing.respondents, routing.rules.includes('EX-1')]).toEqual([['市政府办公室'], false]);
  });

  it('bring a reported unit back: without anybody left to answer it asks a person', () => {
    const report = {
      topics: [streets],
      eventLevel: 'III' as const,
      signals: [signal('misconduct', '市审计局')],
    };
    const routing = decide(all, report);
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.questions.join()).toContain('回避');
    const beside = decide(withRows({ then: { informed: ['市审计局', '市财政局'] } }), report);
    expect(beside.informed).toEqual(['市财政局']);
  });

  it('see a reported unit among those named', () => {
    const directory = withRows({ units: ['市审计局'], then: answers('市财政局') });
    const routing = decide(directory, {
      topics: [streets],
      eventLevel: 'III',
      bodies: [body('unit', { unit: '市审计局' })],
      signals: [signal('misconduct', '市审计局')],
    });
    expect(routing.rules).not.toContain('EX-1');
  });

  it('act on 特别重大 before a person has confirmed it', () => {
    const directory = withRows({ when: 'opinionLevel == "特别重大"', then: answers('市应急管理局') });
    const grave = { ...matter, opinionLevel: '特别重大' as const };
    expect(decide(directory, grave).rules).not.toContain('EX-1');
    expect(decide(directory, grave, { confirmedSuper: true }).rules).toContain('EX-1');
  });
});

describe('names that have changed', () => {
  const retired = '市扶贫开发服务中心';

  it('in what a row orders are followed to who holds the duty today', () => {
    const routing = decide(withRows({ topics: [30], then: { assisting: [retired] } }), matter);
    const today = plain.dutyHolder(retired, NOVEMBER)!.unit.name;
    expect(routing.assisting).toContain(today);
    expect(routing.rules).toEqual(expect.arrayContaining(['EX-1', 'RT-52']));
  });

  it('in what a row asks for still find the matter, and a person is asked', () => {
    const today = plain.dutyHolder(retired, NOVEMBER)!.unit.name;
    const part = { topics: [streets], bodies: [body('unit', { unit: today })] };
    for (const row of [{ units: [retired] }, { when: `"${retired}" in units` }]) {
      const routing = decide(withRows({ ...row, then: { informed: ['市财政局'] } }), part);
      expect(routing.informed).toContain('市财政局');
      expect(routing.questions.join()).toContain(`${retired}现由${today}承继`);
    }
  });

  it('of a township are followed alike', () => {
    const routing = decide(withRows({ when: '"南阳乡" in places', then: { informed: ['市财政局'] } }), {
      topics: [streets],
      places: [town('杜村乡')],
    });
    expect(routing.informed).toContain('市财政局');
    expect(routing.needsHuman).toBe(true);
  });
});

describe('a row that cannot be carried out', () => {
  const failing = (row: Partial<RoutingException>, part: Partial<Judgement> = matter) =>
    decide(withRows(row), part);

  it.each<[string, Partial<RoutingException>, string]>([
    ['names a unit nobody knows', { then: answers('市航运局') }, '市航运局'],
    ['names one outside as respondent', { then: answers('吕梁市生态环境局') }, '只能知会'],
    ['names one that does not speak to the public', { then: answers('市委宣传部') }, '不对外回应'],
    [
      'fails in its condition',
      { when: 'injured + 9223372036854775807 + 9223372036854775807 > 0', then: answers('市住建局') },
      '条件无法计算',
    ],
    ['does not compile any more', { when: '"a" in', then: answers('市住建局') }, 'EX-1'],
  ])('%s', (_name, row, reason) => {
    const routing = failing(row);
    expect(routing.respondents).toEqual(['市城市管理局']);
    expect(routing.rules).toEqual(['RT-10']);
    expect(routing.needsHuman).toBe(true);
    expect(routing.questions.join()).toContain('EX-1');
    expect(routing.why.find(({ rule }) => rule === 'EX-1')?.because + routing.questions.join()).toContain(
      reason,
    );
  });

  it('asks for the place where the township concerned is to answer and is not known', () => {
    expect(failing({ then: answers('属地') }, { topics: [streets] }).questions.join()).toContain(
      '事发地不明',
    );
  });

  it('does not hold up the rows after it', () => {
    const directory = withRows(
      { then: answers('市航运局'), stop: true },
      { then: { informed: ['市财政局'] } },
    );
    expect(decide(directory, matter).informed).toContain('市财政局');
  });
});

describe('a row on trial', () => {
  const context = { at: NOVEMBER };
  it('shows what is decided without and with it, also before it is in force', () => {
    const tried = tryException(
      exception({ topics: [30], then: answers('市住建局'), enabled: false, validFrom: '2030-01-01' }),
      plain,
    )(judged(matter), context);
    expect(tried).toMatchObject({ applies: true, error: null });
    expect([tried.before.respondents, tried.after.respondents]).toEqual([['市城市管理局'], ['市住建局']]);
  });

  it('takes the place of the row it will replace', () => {
    const directory = withRows({ topics: [30], then: answers('市住建局') });
    const tried = tryException(exception({ topics: [28], then: answers('市水利局') }), directory)(
      judged(matter),
      context,
    );
    expect([tried.applies, tried.after.respondents]).toEqual([false, ['市城市管理局']]);
  });

  it('says why it could not be carried out or does not compile', () => {
    const on = (row: Partial<RoutingException>) =>
      tryException(exception(row), plain)(judged(matter), context);
    expect(on({ then: answers('市航运局') }).error).toContain('市航运局');
    expect(on({ when: 'heating' }).error).toContain('heating');
  });
});

it('rows of other matters are not even looked at', () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({ when: `"村${i}" in villages || "镇${i}" in words` }));
  const directory = withRows(...rows, { places: ['新义街道'] }, { when: 'dead > 3' });
  const view = { ...empty, places: ['新义街道'] };
  expect(directory.exceptions.candidates(view).map(({ row }) => row.key)).toEqual(['EX-201', 'EX-202']);
  expect(plain.exceptions.candidates(view)).toEqual([]);
});

const empty: MatterView = {
  topics: [],
  fields: [],
  places: [],
  villages: [],
  outside: [],
  units: [],
  bodies: [],
  words: [],
  respondents: [],
  firstResponsible: [],
  assisting: [],
  signals: [],
  mustRespond: [],
  eventLevel: '无',
  opinionLevel: '一般',
  tone: '中性',
  provisional: false,
  inZone: false,
  assignedBySuperior: false,
  dead: 0,
  injured: 0,
  missing: 0,
  trapped: 0,
  atRisk: 0,
  month: 11,
};

import {
  body,
  decider,
  judged,
  NOVEMBER,
  place,
  signal,
  topic,
  xiaoyi,
} from '../../../../test/routing/judgements.js';
import { route } from '../index.js';

const directory = xiaoyi();
const ENVIRONMENT = '吕梁市生态环境局孝义分局';
const at = NOVEMBER;
const on = (no: number, part = {}) => topic(directory, no, part);
const town = (name: string, part = {}) => place(directory, name, part);
const decide = decider(directory);

describe('a topic that a model made of the text', () => {
  it('puts nobody in charge before a person agrees', () => {
    const places = [town('新义街道')];
    const learned = decide({ topics: [on(29, { learned: true })], places });
    expect(learned.respondents).toEqual(['市城市管理局']);
    expect([learned.needsHuman, decide({ topics: [on(29)], places }).needsHuman]).toEqual([true, false]);
    const acting = body('unit', { unit: '市住建局', conduct: true });
    expect(decide({ topics: [on(29, { learned: true })], bodies: [acting], places }).needsHuman).toBe(false);
  });
});

describe('bodies', () => {
  it('a body the text names goes before the topic; the topic only assists ((f)8)', () => {
    const routing = decide({
      topics: [on(29)],
      bodies: [body('unit', { unit: '市住建局', conduct: true })],
      places: [town('新义街道')],
    });
    expect(routing.respondents).toEqual(['市住建局']);
    expect(routing.assisting[0]).toBe('市城市管理局');
  });

  it('a unit that is only told or only responds changes nothing, unless nothing else is known', () => {
    const bodies = [body('unit', { unit: '市住建局' })];
    expect(decide({ topics: [on(29)], bodies, places: [town('新义街道')] }).respondents).toEqual([
      '市城市管理局',
    ]);
    expect(decide({ bodies, places: [town('新义街道')] }).respondents).toEqual(['市住建局']);
  });

  it("RT-31: a station's own service goes to its department and only tells the township", () => {
    const own = body('station', { unit: '市税务局', conduct: true });
    const routing = decide({ topics: [on(13)], bodies: [own], places: [town('兑镇镇')] });
    expect(routing).toMatchObject({ firstResponsible: ['市税务局'], respondents: ['市税务局'] });
    expect(routing.informed).toContain('兑镇镇');
    expect(routing.rules).toEqual(['RT-31', 'RT-11', 'RT-21', 'RT-55']);
    expect(routing.flags).not.toContain('place_unknown');
  });

  it('RT-31: a station as a landmark is no party', () => {
    const landmark = body('station', { unit: '市公安局', landmark: true });
    const routing = decide({ topics: [on(28)], bodies: [landmark], places: [town('新义街道')] });
    expect([routing.respondents, routing.rules]).toEqual([['市城市管理局'], ['RT-10']]);
  });

  it('RT-32: a company leads to the department of its trade', () => {
    const routing = decide({ bodies: [body('company', { unit: '市住建局' })], places: [town('新义街道')] });
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
    const routing = decide({ topics: [on(20)], places: [town(zone), town('梧桐镇')] });
    expect(routing.firstResponsible).toEqual([ENVIRONMENT, '山西孝义经济开发区管委会']);
    expect(routing.informed).toContain('梧桐镇');
    expect(routing.flags).toContain('development_zone');
  });

  it('RT-52: an abolished unit is followed to its successor', () => {
    const routing = decide({ topics: [on(48)], places: [town('下堡镇')] });
    expect(routing.respondents).toEqual(['市农业农村局']);
    expect(routing.flags).toContain('renamed_unit');
    expect(routing.rules).toEqual(['RT-52', 'RT-10']);
    const then = route(judged({ topics: [on(48)], signals: [signal('citywide')] }), directory, {
      at: new Date('2020-09-01T09:00:00+08:00'),
    });
    expect(then.respondents).toEqual(['市扶贫开发服务中心']);
    const read = decide({ topics: [on(34)], places: [town('下堡镇')], flags: ['renamed_unit'] });
    expect(read.rules).toEqual(['RT-10', 'RT-52']);
  });
});

describe('places', () => {
  it('RT-40: an unnamed hospital: the department goes on, the township is to be found', () => {
    const routing = decide({ topics: [on(37)], bodies: [body('place_type', { words: ['某医院'] })] });
    expect(routing.rules).toEqual(['RT-40', 'RT-11']);
    expect(routing.flags).toEqual(['place_unknown']);
    expect(routing.questions).toEqual(['请核实事发的乡镇（街道）。']);
  });

  it('RT-40 is no question while not even a department is known', () => {
    expect(decide({ bodies: [body('place_type', { words: ['某局'] })] }).rules).toEqual(['RT-42']);
  });

  it('RT-41: old names become new ones, whoever wrote them', () => {
    for (const name of ['南阳乡', '大孝堡乡']) {
      const routing = decide({ topics: [on(52)], places: [town(name, { renamedFrom: name })] });
      const today = name === '南阳乡' ? '杜村乡' : '大孝堡镇';
      expect(routing.firstResponsible).toEqual(['市交通运输局', today]);
      expect(routing.rules[0]).toBe('RT-41');
      expect(routing.flags).toEqual(['renamed_place']);
      expect(routing.needsHuman).toBe(false);
    }
  });

  it('RT-41: two villages of the city by that name: the department goes on, a person picks', () => {
    const ambiguous = ['新义街道·赵家庄', '下堡镇·赵家庄'];
    const routing = decide({ topics: [on(53)], places: [town('新义街道', { ambiguous })] });
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
    const routing = decide({ topics: [on(53)], places: [town('下堡镇', { ambiguous })] });
    expect(routing.respondents).toEqual(['市政府办公室']);
    expect(routing.firstResponsible).toEqual([]);
    expect(routing.flags).toEqual(['maybe_outside', 'place_ambiguous', 'unassigned_pool']);
  });
});

import { casualtiesIn, otherFigures } from './figures.js';
import { hintsFor, type HintInput } from './hints.js';

const NOW = new Date('2026-11-23T08:30:00+08:00');
const hints = (given: Partial<HintInput>) =>
  hintsFor({
    title: '关于供水情况的通报',
    text: '',
    links: [],
    unanswered: [],
    facts: {},
    contradictions: [],
    settled: [],
    reports: [],
    hosts: [],
    now: NOW,
    ...given,
  });
const kinds = (given: Partial<HintInput>) => hints(given).map(({ kind }) => kind);

describe('hints to whoever writes', () => {
  it('name a question of which nothing is said', () => {
    expect(hints({ unanswered: ['停水期间的水费谁来赔偿？'] })).toEqual([
      {
        kind: 'question',
        text: '群众关心的“停水期间的水费谁来赔偿？”，文中没有提到，请回答，或写明何时答复。',
        words: null,
      },
    ]);
  });

  it('name numbers that differ from the record and from other units’ first reports', () => {
    const text = '事故造成3人死亡、5人受伤，影响约320户居民。';
    const said = hints({
      text,
      facts: { dead: 2, injured: 5, missing: null },
      reports: [{ unit: '市卫体局', text: '收治伤员，死亡3人，6人受伤；影响居民300户居民。' }],
    });
    expect(said.map(({ text: one }) => one)).toEqual([
      '文中死亡3人，事件登记为2人，请核对。',
      '文中受伤5人，市卫体局的核实初报为6人，请核对。',
      '文中写“320户”，市卫体局的核实初报写“300户”，请核对。',
    ]);
  });

  it('name what the facts table says otherwise, and nothing against what it settles', () => {
    const text = '事故造成3人受伤，5人被困。';
    const contradiction = { label: '被困人数', said: '5人', settled: '4人', words: text };
    const said = hints({
      text,
      contradictions: [contradiction],
      settled: ['injured', 'trapped'],
      facts: { injured: 2, trapped: 6 },
      reports: [{ unit: '市卫体局', text: '收治2人受伤' }],
    });
    expect(said).toEqual([
      { kind: 'number', text: '文中被困人数写“5人”，口径核对确定为“4人”，请核对。', words: text },
    ]);
  });

  it.each([
    ['造成3死5伤。', { dead: 3, injured: 5 }],
    ['两人遇难，一人失联。', { dead: 2, missing: 1 }],
    ['受伤人数为12人，被困4名', { injured: 12, trapped: 4 }],
    ['伤者已送医，死伤情况正在核实。', {}],
  ])('reads numbers of people: %s', (text, counts) => expect(casualtiesIn(text)).toEqual(counts));

  it('compares figures only where they are about the same', () => {
    expect(otherFigures('更换管道50米，影响320户。', '影响320户，疏散50人。')).toEqual([]);
    expect(otherFigures('更换管道50米。', '更换管道80米。')).toEqual([{ ours: '50米', theirs: '80米' }]);
  });

  it('ask what set phrases mean and when something under way ends', () => {
    expect(kinds({ text: '我局高度重视，第一时间到场。' })).toEqual(['empty_words']);
    expect(kinds({ text: '有关情况正在调查。' })).toEqual(['empty_words']);
    expect(kinds({ text: '有关情况正在调查，11月25日前公布结果。' })).toEqual([]);
    expect(kinds({ text: '有关情况正在调查。11月25日前公布结果。' })).toEqual([]);
  });

  it('ask for the date of a promise', () => {
    expect(kinds({ text: '下一步，将对老旧管网进行改造。' })).toEqual(['no_date']);
    expect(kinds({ text: '12月底前将对老旧管网进行改造。' })).toEqual([]);
  });

  it('point at links that are neither of a government nor of a registered outlet, and at channels nobody may have', () => {
    const links = [
      'https://www.xiaoyi.gov.cn/1',
      'https://m.weibo.cn/2',
      'https://news.example/3',
      'https://mp.example/4',
    ];
    expect(hints({ links, hosts: ['mp.example'] }).map(({ text }) => text)).toEqual([
      expect.stringContaining('可能是群众的帖文'),
      expect.stringContaining('不是政府网站'),
    ]);
    expect(kinds({ text: '请关注我局微信公众号了解进展。' })).toEqual(['channel']);
    expect(kinds({ text: '请关注市政府门户网站。' })).toEqual([]);
  });
});

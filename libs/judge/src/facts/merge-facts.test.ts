import type { Judgement } from '#incidents';
import { mergeJudgements, type Heat } from '#judge';
import { judged, xiaoyi } from '../../../../test/support/judging.js';

const calm: Heat = { independentSources: 2, townships: 1, spanDays: 1, items: 2 };
const merge = (...texts: string[]): Judgement =>
  texts.map((text) => judged(text)).reduce((a, b) => mergeJudgements(a, b, calm, xiaoyi));

describe('figures of a matter that grows', () => {
  it.each<[string, string[], number]>([
    ['the larger of two posts', ['煤矿透水，2人死亡', '煤矿透水，1人死亡'], 2],
    [
      'an office overrules a rumour downwards',
      ['听说煤矿透水死了8个人', '市应急局通报，煤矿透水造成2人死亡'],
      2,
    ],
    [
      'a rumour does not overrule an office',
      ['市应急局通报，煤矿透水造成2人死亡', '听说煤矿透水死了8个人'],
      2,
    ],
    ['an office grows', ['市应急局通报，煤矿透水造成2人死亡', '市应急局通报，煤矿透水死亡人数升至3人'], 3],
    [
      'an office does not shrink',
      ['市应急局通报，煤矿透水造成3人死亡', '市应急局通报，煤矿透水造成2人死亡'],
      3,
    ],
    [
      'but corrects',
      ['市应急局通报，煤矿透水造成3人死亡', '市应急局通报，经核实，煤矿透水死亡人数更正为2人'],
      2,
    ],
    ['the party concerned refutes nothing', ['煤矿透水，2人死亡', '矿方称煤矿透水只有1人死亡'], 2],
    ['the party concerned may say more', ['煤矿透水，2人死亡', '矿方称煤矿透水有3人死亡'], 3],
  ])('%s', (_, texts, dead) => expect(merge(...texts).facts.dead).toBe(dead));

  it('never lowers a level with a figure', () => {
    const grown = merge('听说煤矿透水死了8个人', '市应急局通报，煤矿透水造成2人死亡');
    expect([grown.facts.dead, grown.eventLevel]).toEqual([2, 'III']);
  });

  it('keeps what each speaker said last', () => {
    const { figures } = merge(
      '听说煤矿透水死了8个人',
      '听说煤矿透水死了9个人',
      '市应急局通报，煤矿透水造成2人死亡',
    );
    expect(figures?.map(({ kind, by, value }) => [kind, by, value])).toEqual([
      ['dead', 'hearsay', 9],
      ['dead', 'official', 2],
    ]);
  });

  it('a person’s word stands above what joins later', () => {
    const settled = { ...judged('煤矿透水，2人死亡') };
    const beneath = { facts: settled.facts, claim: settled.claim };
    const fixed: Judgement = {
      ...settled,
      facts: { ...settled.facts, dead: 1 },
      settled: { figures: { dead: 1 }, beneath },
    };
    const grown = mergeJudgements(fixed, judged('煤矿透水，5人死亡'), calm, xiaoyi);
    expect(grown.facts.dead).toBe(1);
    expect(grown.settled?.beneath.facts.dead).toBe(5);
  });

  it('began when the earliest item says, in the words of the more exact', () => {
    const grown = merge('昨天兑镇煤矿透水，2人死亡', '昨天上午9时，兑镇煤矿透水，2人死亡');
    expect(grown.happenedAt).toBe('2026-11-17T09:00+08:00');
  });
});

describe('how far a claim is established', () => {
  it.each<[string, string[], Judgement['claim']]>([
    ['hearsay after a bulletin', ['市应急局通报事故死亡1人', '听说死了5个人'], 'verified'],
    ['hearsay after a refutation', ['经核实，网传爆炸不实', '听说爆炸了'], 'refuted'],
    ['a denial after hearsay', ['听说井下透水了', '矿方否认透水'], 'denied_by_party'],
    ['a bulletin after a denial', ['矿方否认透水', '市应急局通报井下透水'], 'verified'],
    ['a refutation after a bulletin', ['市应急局通报死亡1人', '经核实，通报所述死亡不实'], 'refuted'],
  ])('%s', (_, texts, claim) => expect(merge(...texts).claim).toBe(claim));

  it.each<[string, Judgement['claim']]>([
    ['等待官方通报', 'none'],
    ['警方尚未证实此事', 'unverified'],
    ['希望政府公布真相', 'none'],
    ['请市应急局通报情况', 'none'],
    ['网传透水为谣言，市应急局已辟谣', 'refuted'],
    ['矿方发布声明称网传透水不实', 'denied_by_party'],
    ['警方证实，这并非谣言', 'verified'],
  ])('%s: %s', (text, claim) => expect(judged(text).claim).toBe(claim));
});

describe('tone and moods', () => {
  it.each([
    ['对处理结果不满意', 'negative'],
    ['对处理结果很满意', 'positive'],
    ['这事不难，已经办好', 'neutral'],
    ['这条路现在不堵了，点赞', 'positive'],
  ])('%s: %s', (text, tone) => expect(judged(text).tone).toBe(tone));

  it.each([
    ['太过分了，凭什么断我家的水', ['anger']],
    ['我们天天提心吊胆，求求领导救救孩子', ['worry', 'help']],
    ['大家不用担心', []],
    ['路灯亮了', []],
  ])('%s: %j', (text, moods) => expect(judged(text).moods).toEqual(moods));

  it('decides nothing: the same matter in anger has the same levels and routing facts', () => {
    const calmly = judged('新义街道绿城小区停水三天');
    const angry = judged('新义街道绿城小区停水三天，太过分了，气愤，求求领导');
    for (const key of ['eventLevel', 'opinionLevel', 'mustRespond', 'topics', 'places', 'claim'] as const)
      expect(angry[key]).toEqual(calmly[key]);
  });
});

import fc from 'fast-check';
import { compareEventLevels, compareOpinionLevels, type Judgement } from '#incidents';
import { mergeJudgements, type Heat } from '#judge';
import { judged, xiaoyi } from '../../../test/support/judging.js';

const calm: Heat = { independentSources: 2, townships: 1, spanDays: 1, items: 2 };
const merge = (a: Judgement, b: Judgement, heat: Heat = calm) => mergeJudgements(a, b, heat, xiaoyi);

describe('an incident that grows', () => {
  it('unites places, subjects, bodies and circumstances, each once', () => {
    const grown = merge(judged('梧桐镇停水'), judged('高阳镇也停水，网传要停三天，自来水公司没有说明'));
    expect(grown.places.map((place) => place.name)).toEqual(['梧桐镇', '高阳镇']);
    expect(grown.topics.map((topic) => topic.no)).toEqual([29]);
    expect(grown.topics[0]?.words).toEqual(expect.arrayContaining(['停水', '自来水']));
    expect(grown.bodies.map((body) => body.kind)).toEqual(['utility']);
    expect(grown.flags).toContain('hearsay');
  });

  it('no longer says that nothing raises it once an item does', () => {
    const [calmly, raised] = [judged('梧桐镇停水'), judged('梧桐镇化工厂爆炸致12人死亡')];
    const said = (judgement: Judgement) =>
      judgement.why.some(({ because }) => because.includes('无加级因素'));
    expect([said(calmly), said(raised)]).toEqual([true, false]);
    expect([said(merge(calmly, raised)), said(merge(calmly, calmly))]).toEqual([false, true]);
  });

  it('settles an open place by an item that names the township', () => {
    const grown = merge(judged('赵家庄停水'), judged('下堡镇赵家庄村停水'));
    expect(grown.places).toMatchObject([{ name: '下堡镇', ambiguous: [] }]);
    expect(grown.flags).not.toContain('place_ambiguous');
  });

  it('keeps the larger number of dead, the newest of those trapped, and says what changed', () => {
    const grown = merge(judged('煤矿透水，2人死亡，9人被困'), judged('煤矿透水，4人死亡，仍有3人被困'));
    expect(grown.facts).toMatchObject({ dead: 4, trapped: 3 });
    expect(grown.why.map((reason) => reason.because)).toEqual(
      expect.arrayContaining(['死亡人数由2人更新为4人。', '被困人数由9人更新为3人。']),
    );
    expect(merge(grown, judged('煤矿透水，1人死亡')).facts.dead).toBe(4);
  });

  it('ends a suspicion when an item tells the same level without it', () => {
    const suspected = judged('网传厂房坍塌致12人死亡');
    expect(merge(suspected, judged('厂房坍塌致12人死亡')).provisional).toBe(false);
    expect(merge(suspected, judged('听说厂房坍塌致12人死亡')).provisional).toBe(true);
    expect(merge(suspected, judged('厂房坍塌，路堵了')).provisional).toBe(true);
  });

  it('says a level once: suspected by one item, told plainly by another, it is suspected no more', () => {
    const levels = (judgement: Judgement) =>
      judgement.why
        .filter(({ rule }) => rule.startsWith('EV'))
        .map(({ because }) => because.split('，').at(-1));
    const suspected = judged('听说厂房坍塌致12人死亡');
    expect(levels(suspected)).toEqual(['疑似重大（II级）。']);
    const plain = judged('厂房坍塌致12人死亡');
    for (const grown of [merge(suspected, plain), merge(plain, suspected)])
      expect(levels(grown)).toEqual(['达到重大（II级）。']);
    // A graver suspicion is another matter.
    const graver = merge(plain, judged('听说厂房坍塌致35人死亡'));
    expect(levels(graver)).toEqual(['达到重大（II级）。', '疑似特别重大（I级）。']);
  });

  it('lifts what goes on for long (OP-9)', () => {
    const water = judged('梧桐镇停水');
    const slow = merge(water, water, { independentSources: 6, townships: 1, spanDays: 10, items: 9 });
    expect([slow.opinionLevel, slow.mustRespond]).toEqual(['较大', ['MR-2']]);
    expect(slow.why.some((reason) => reason.rule === 'OP-9')).toBe(true);
    const wide = merge(water, water, { independentSources: 1, townships: 3, spanDays: 40, items: 3 });
    expect(wide.opinionLevel).toBe('较大');
    const thin = merge(water, water, { independentSources: 6, townships: 2, spanDays: 11, items: 9 });
    expect([thin.opinionLevel, thin.mustRespond]).toEqual(['一般', []]);
  });

  it('counts what 24 hours brought together (OP-4), and raises once for all (OP-6)', () => {
    const water = judged('梧桐镇停水');
    const spread = { ...calm, views: 60_000, interactions: 999 };
    expect(merge(water, water, spread).opinionLevel).toBe('一般');
    expect(merge(water, water, { ...spread, views: 100_000 }).opinionLevel).toBe('较大');
    expect(merge(water, water, { ...spread, interactions: 1000 }).opinionLevel).toBe('较大');
    const fish = judged('洗煤厂偷排黑水，河里死鱼');
    const province = judged('洗煤厂排水的事有人问', {
      source: { name: '省级媒体', tier: 'provincial', scope: 'local' },
    });
    expect([fish.opinionLevel, province.opinionLevel]).toEqual(['较大', '较大']);
    const both = merge(fish, province);
    expect(both.opinionLevel).toBe('重大');
    expect(both.why.map(({ because }) => because)).toContain('多条信息合并研判，存在敏感因素，升为重大。');
    expect(merge(both, judged('河边又臭了')).opinionLevel).toBe('重大');
  });

  it('lets what people lowered stand until something reaches beyond what was known', () => {
    const wide: Heat = { independentSources: 3, townships: 3, spanDays: 2, items: 5 };
    const water = judged('梧桐镇停水');
    const slow = merge(water, water, wide);
    const lowered = { ...slow, opinionLevel: '一般' as const, opinionConfirmed: true };
    const after = merge(lowered, water, wide);
    expect([after.opinionLevel, after.opinionConfirmed]).toEqual(['一般', true]);
    const hot = merge(after, judged('梧桐镇停水', { engagement: { views: 200_000 } }), wide);
    expect([hot.opinionLevel, hot.opinionConfirmed]).toEqual(['较大', false]);
  });

  it('does not bring back by repetition what people found untrue', () => {
    const rumour = judged('网传厂房坍塌致12人死亡');
    expect([rumour.eventLevel, rumour.opinionLevel]).toEqual(['II', '重大']);
    const settled: Judgement = {
      ...rumour,
      eventLevel: 'none',
      provisional: false,
      opinionLevel: '较大',
      opinionBase: '一般',
      opinionConfirmed: true,
      ruledOut: 'II',
    };
    const again = merge(settled, judged('听说厂房坍塌致12人死亡'));
    expect([again.eventLevel, again.opinionLevel, again.provisional]).toEqual(['none', '较大', false]);
    const beyond = merge(again, judged('听说厂房坍塌致31人死亡'));
    expect([beyond.eventLevel, beyond.provisional]).toEqual(['I', true]);
    const official = merge(again, judged('应急部门通报：厂房坍塌致12人死亡'));
    expect([official.eventLevel, official.opinionLevel]).toEqual(['II', '重大']);
  });

  it('keeps the confirmation of a person', () => {
    const confirmed = judged('厂房坍塌', { facts: { confirmedOpinionLevel: '特别重大' } });
    const grown = merge(confirmed, judged('厂房坍塌，路灯坏了'));
    expect([grown.opinionLevel, grown.opinionConfirmed]).toEqual(['特别重大', true]);
  });

  it('never lowers a level, whatever comes in which order', () => {
    const texts = [
      '厂房坍塌致2人死亡',
      '听说30人死亡，厂房爆炸',
      '路灯坏了',
      '洗煤厂偷排黑水',
      '煤矿透水，12人被困',
      '没有人员伤亡',
    ];
    const judgements = texts.map((text) => judged(text));
    const pick = fc.constantFrom(...judgements);
    fc.assert(
      fc.property(pick, fc.array(pick, { maxLength: 6 }), (first, rest) => {
        let current = first;
        for (const added of rest) {
          const grown = merge(current, added);
          expect(compareEventLevels(grown.eventLevel, current.eventLevel)).toBeGreaterThanOrEqual(0);
          expect(compareOpinionLevels(grown.opinionLevel, current.opinionLevel)).toBeGreaterThanOrEqual(0);
          expect(grown.mustRespond).toEqual(expect.arrayContaining(current.mustRespond));
          current = grown;
        }
      }),
    );
  });

  it('changes nothing when the same item comes again', () => {
    const once = merge(judged('梧桐镇停水'), judged('梧桐镇停水'));
    expect(merge(once, judged('梧桐镇停水'))).toEqual(once);
  });
});

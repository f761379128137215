import type { Judgement, Routing } from '#incidents';
import { proposalFor, reviewDispatches, route, type DispatchCase } from '#route';
import { judged, NOVEMBER, place, topic, xiaoyi } from '../../../../test/routing/judgements.js';

const directory = xiaoyi();
let numbers = 0;

/** A matter of topic 29 (供水, 市城市管理局) in that township, dispatched as the rules say. */
function dispatch(township: string, settled: Partial<Routing> | null = null): DispatchCase {
  const judgement = judged({ topics: [topic(directory, 29)], places: [place(directory, township)] });
  return dispatched(judgement, settled);
}

function dispatched(judgement: Judgement, settled: Partial<Routing> | null = null): DispatchCase {
  const proposed = route(judgement, directory, { at: NOVEMBER });
  numbers += 1;
  return {
    incidentId: `incident-${numbers}`,
    first: proposed,
    proposed,
    settled: settled && { ...proposed, ...settled },
    judgement,
  };
}

const toWater = (township: string) => ({
  respondents: ['市水利局'],
  firstResponsible: ['市水利局', township],
});

describe('what we got wrong', () => {
  it('counts what stood, by unit and by topic, the worst first', () => {
    const review = reviewDispatches(
      [
        dispatch('新义街道'),
        dispatch('兑镇镇', toWater('兑镇镇')),
        dispatched(judged({ topics: [topic(directory, 37)], places: [place(directory, '新义街道')] })),
      ],
      directory,
    );
    expect(review).toMatchObject({ dispatched: 3, stood: 2, correctedBefore: 0 });
    expect(review.byTopic[0]).toEqual({ name: topic(directory, 29).name, dispatched: 2, stood: 1 });
    expect(review.byUnit.find(({ name }) => name === '市城市管理局')).toMatchObject({
      dispatched: 2,
      stood: 1,
    });
    expect(review.byUnit.find(({ name }) => name === '市卫体局')).toMatchObject({ dispatched: 1, stood: 1 });
  });

  it('a change of who only assists or leads leaves the dispatch standing', () => {
    const review = reviewDispatches([dispatch('兑镇镇', { assisting: ['市水利局'] })], directory);
    expect(review).toMatchObject({ stood: 1, mistakes: [] });
  });

  it('blames the topic, and proposes its other unit when most of what rests on it was wrong', () => {
    const cases = [
      dispatch('兑镇镇', toWater('兑镇镇')),
      dispatch('高阳镇', toWater('高阳镇')),
      dispatch('新义街道'),
    ];
    const [mistake] = reviewDispatches(cases, directory).mistakes;
    expect(mistake).toMatchObject({
      blame: { kind: 'topics', key: '29' },
      wrong: '市城市管理局',
      right: ['市水利局'],
      of: 3,
      places: [],
    });
    expect(mistake?.incidents).toEqual([cases[0]?.incidentId, cases[1]?.incidentId]);
    const proposal = proposalFor(mistake!, directory);
    expect(proposal).toMatchObject({
      kind: 'topics',
      key: '29',
      title: expect.stringContaining('主责单位改为市水利局'),
      body: { unit: '市水利局' },
    });
    expect(proposal?.body).toHaveProperty(['assisting', 0], '市城市管理局');
    expect(proposal?.reason).toContain('3 件中有 2 件');
  });

  it('proposes an exception for the township where only there it was wrong, and the exception would have done it', () => {
    const cases = [
      dispatch('兑镇镇', toWater('兑镇镇')),
      dispatch('兑镇镇', toWater('兑镇镇')),
      dispatch('新义街道'),
    ];
    const [mistake] = reviewDispatches(cases, directory).mistakes;
    expect(mistake?.places).toEqual(['兑镇镇']);
    const proposal = proposalFor(mistake!, directory);
    expect(proposal).toMatchObject({
      kind: 'exceptions',
      key: null,
      body: { topics: [29], places: ['兑镇镇'] },
    });
    if (proposal?.kind !== 'exceptions') throw new Error('an exception was expected');
    const changed = xiaoyi((profile) => (profile.exceptions = [proposal.body]));
    const again = (one: DispatchCase) => route(one.judgement!, changed, { at: NOVEMBER }).respondents;
    expect(cases.map(again)).toEqual([['市水利局'], ['市水利局'], ['市城市管理局']]);
  });

  it('a wrong township is a mistake of its own and leads to no other unit of the topic', () => {
    const wrongPlace = dispatch('兑镇镇', {
      respondents: ['市城市管理局'],
      firstResponsible: ['市城市管理局', '高阳镇'],
    });
    const [mistake] = reviewDispatches([wrongPlace], directory).mistakes;
    expect(mistake).toMatchObject({ blame: { kind: 'places' }, wrong: '兑镇镇', right: ['高阳镇'] });
    expect(proposalFor(mistake!, directory)).toBeNull();
  });

  it('what a person put right before dispatch is no wrong dispatch, but a mistake of the rules', () => {
    const one = dispatch('兑镇镇');
    const review = reviewDispatches([{ ...one, first: { ...one.first, ...toWater('兑镇镇') } }], directory);
    expect(review).toMatchObject({ dispatched: 1, stood: 1, correctedBefore: 1 });
    expect(review.mistakes).toHaveLength(1);
  });

  it('an exception that misled is blamed before the topic and proposed to be switched off', () => {
    const misleading = xiaoyi((profile) => {
      profile.exceptions = [
        {
          key: 'EX-7',
          name: '供水归住建',
          order: 1,
          topics: [29],
          units: [],
          places: [],
          when: 'true',
          then: { respondents: ['市住建局'] },
          stop: false,
          enabled: true,
          examples: [],
          basis: '试',
        },
      ];
    });
    const judgement = judged({ topics: [topic(misleading, 29)], places: [place(misleading, '兑镇镇')] });
    const proposed = route(judgement, misleading, { at: NOVEMBER });
    expect(proposed.rules).toContain('EX-7');
    const settled = { ...proposed, ...toWater('兑镇镇') };
    const [mistake] = reviewDispatches(
      [{ incidentId: 'x', first: proposed, proposed, settled, judgement }],
      misleading,
    ).mistakes;
    expect(mistake?.blame).toMatchObject({ kind: 'exceptions', key: 'EX-7' });
    expect(proposalFor(mistake!, misleading)).toMatchObject({ key: 'EX-7', body: { enabled: false } });
  });
});

import { judged as found, place, signal, topic, xiaoyi } from '../../../../test/routing/judgements.js';
import { withCorrections } from './with-corrections.js';

const directory = xiaoyi();
const judgement = found({
  topics: [topic(directory, 30, { words: ['暖气'] })],
  fields: [{ name: '环境保护', score: 0.7 }],
  places: [place(directory, '新义街道', { ambiguous: ['新义街道', '灵石县'] })],
  facts: { dead: 3, injured: null, missing: null, trapped: null, atRisk: null },
  signals: [signal('hearsay')],
  flags: ['place_ambiguous', 'recurrent'],
  why: [{ rule: 'topic:30', version: '1', because: '主题。' }],
});

describe('what a person put right', () => {
  it('leaves a judgement alone where nothing was said', () => {
    expect(withCorrections(judgement, null, directory)).toBe(judgement);
    expect(withCorrections(judgement, {}, directory)).toBe(judgement);
  });

  it('settles the place, and the flags follow', () => {
    const places = [place(directory, '兑镇镇')];
    const after = withCorrections(judgement, { place: { places } }, directory);
    expect(after.places.map(({ name }) => name)).toEqual(['兑镇镇']);
    expect(after.flags).toEqual(expect.arrayContaining(['recurrent', 'hearsay']));
    expect(after.flags).not.toContain('place_ambiguous');
  });

  it('takes the fields of the topics a person named, unless a person named the fields', () => {
    const topics = [topic(directory, 29)];
    const byTopic = withCorrections(judgement, { topic: { topics } }, directory);
    expect(byTopic.fields.map(({ name }) => name)).toEqual([directory.topic(29)?.field].filter(Boolean));
    expect(byTopic.why.map(({ rule }) => rule)).toEqual(['manual:topic']);
    const both = withCorrections(
      judgement,
      { topic: { topics }, field: { fields: ['医疗卫生'] } },
      directory,
    );
    expect(both.fields).toEqual([{ name: '医疗卫生', score: 1 }]);
  });

  it('settles figures one by one, keeps the words found, and may be laid on twice', () => {
    const corrected = {
      figure: { facts: { injured: 2 } },
      topic: { topics: [topic(directory, 30, { words: [] })] },
    };
    const once = withCorrections(judgement, corrected, directory);
    expect(once.facts).toMatchObject({ dead: 3, injured: 2 });
    expect(once.topics[0]?.words).toEqual(['暖气']);
    expect(withCorrections(once, corrected, directory)).toEqual(once);
  });
});

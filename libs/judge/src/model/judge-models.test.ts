import { xiaoyi } from '../../../../test/support/judging.js';
import { crossValidate } from './cross-validate.js';
import { JudgeModels, trainModels, type Example } from './judge-models.js';
import { modelsOf } from './model-of.js';
import { wordExamples } from './word-examples.js';

const examples: Example[] = [
  ...['屋里十四度，片子冰凉', '暖气一直不热，老人受冻', '交了取暖的钱，片子还是凉的'].map((text) => ({
    text,
    label: '市政服务',
    topic: 30,
  })),
  ...['快件丢了没人赔', '取件要跑三十里', '寄的东西半个月没到'].map((text) => ({ text, topic: 58 })),
  ...['老师逼着学生补课', '孩子上学没有名额', '班里坐了七十个学生'].map((text) => ({
    text,
    label: '义务教育',
    topic: 1,
  })),
  { text: '货车翻到沟里，司机没了' },
  { text: '两辆车撞在一起着了火' },
  { text: '今天的晚霞真好看' },
];

describe('models of a city', () => {
  const models = trainModels(examples);

  it('tell fields and topics apart', () => {
    expect(models.fields?.classify('片子不热，屋里冰凉')[0]?.name).toBe('市政服务');
    expect(models.topics?.classify('快件半个月没到')[0]?.name).toBe('58');
  });

  it('are sure of no field where a text is like those that belong to none', () => {
    const [best] = models.fields!.classify('快件丢了，寄的东西没到');
    expect(best!.score).toBeLessThan(0.5);
  });

  it('show the pieces that spoke for a label, as they stand in the text', () => {
    const text = '领导您好：我家片子冰凉，打电话没人接';
    const pieces = models.fields!.explain(text, '市政服务');
    expect(pieces.length).toBeGreaterThan(0);
    for (const piece of pieces) expect(text).toContain(piece);
    expect(pieces.join('')).toContain('冰凉');
    expect(models.fields!.explain(text, '没有这个领域')).toEqual([]);
  });

  it('come out the same each time, and after a round trip through JSON', () => {
    expect(trainModels(examples).toJSON()).toEqual(models.toJSON());
    const restored = JudgeModels.fromJSON(
      JSON.parse(JSON.stringify(models)) as ReturnType<JudgeModels['toJSON']>,
    );
    for (const { text } of examples)
      expect(restored.topics?.classify(text)[0]?.name).toBe(models.topics?.classify(text)[0]?.name);
    expect(() => JudgeModels.fromJSON({} as never)).toThrow('not a model');
  });

  it('have no part where there is nothing to tell apart', () => {
    const few = trainModels([{ text: '路灯坏了', label: '市政服务' }]);
    expect([few.fields, few.topics]).toEqual([null, null]);
  });

  it('learn from the words of topics what no example says', () => {
    const words = [
      { text: '宽带', topic: 57 },
      { text: '没信号', topic: 57 },
    ];
    expect(trainModels(examples).topics?.labels).not.toContain('57');
    expect(trainModels(examples, words).topics?.classify('手机没有信号')[0]?.name).toBe('57');
  });

  it('are measured on texts they have not seen', () => {
    const scores = crossValidate(examples, 3);
    expect(scores.n).toBe(6);
    expect(Object.keys(scores.byLabel).sort()).toEqual(['义务教育', '市政服务']);
    expect(scores.accuracy).toBeLessThanOrEqual(1);
  });
});

describe('the shipped examples', () => {
  const { examples: shipped, topics, levels } = xiaoyi.profile;

  it('cover every field, topic and kind of emergency', () => {
    const count = (of: (one: (typeof shipped)[number]) => unknown, value: unknown) =>
      shipped.filter((one) => of(one) === value).length;
    const thin = [
      ...xiaoyi.profile.fields
        .filter(({ name }) => count((one) => one.label, name) < 25)
        .map(({ name }) => name),
      ...topics.filter(({ no }) => count((one) => one.topic, no) < 4).map(({ name }) => name),
      ...levels.eventRules.filter(({ id }) => count((one) => one.event, id) < 12).map(({ id }) => id),
    ];
    expect(thin).toEqual([]);
  });

  it('name a topic of their own field, and no text stands twice', () => {
    const field = new Map(topics.map((topic) => [topic.no, topic.field]));
    const wrong = shipped.filter(
      ({ topic, label }) => topic !== undefined && (field.get(topic) ?? undefined) !== label,
    );
    // Two matters of one field, another unit's topic: noise and pollution, illegal mining and safety.
    expect(wrong.length / shipped.length).toBeLessThan(0.02);
    expect(new Set(shipped.map(({ text }) => text)).size).toBe(shipped.length);
  });

  it('are learned once for one directory', () => {
    expect(modelsOf(xiaoyi)).toBe(modelsOf(xiaoyi));
    expect(wordExamples(xiaoyi).every(({ text }) => text.length > 1 && !/[+|~]/.test(text))).toBe(true);
  });
});

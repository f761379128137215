import type { Item } from '#incidents';
import { xiaoyi } from '../../../../test/support/judging.js';
import { withCorrections } from '../corrections/with-corrections.js';
import { judge } from '../judge.js';
import { mergeJudgements } from '../merge.js';
import { SURE_TOPIC, type Learned, type LearnedModels } from './learned.js';

const post = (text: string, scope: 'local' | 'open' = 'local'): Item => ({
  id: '1',
  text,
  source: { name: '社区论坛', tier: 'self', scope },
});
const sure = (name: string, score: number): Learned => ({
  classify: () => [{ name, score }],
  explain: () => ['拖了很久'],
});
const silent = '这件事拖了很久，没有人给个说法';

describe('a topic the model is sure of', () => {
  const judged = (text: string, score: number, scope?: 'local' | 'open') =>
    judge(post(text, scope), xiaoyi, { models: { fields: null, topics: sure('30', score) } });

  it('stands where no word of a topic does, with the pieces that decided and the reason', () => {
    const { topics, fields, why } = judged(silent, SURE_TOPIC);
    expect(topics).toEqual([
      expect.objectContaining({ no: 30, unit: '市城市管理局', learned: true, words: ['拖了很久'] }),
    ]);
    expect(fields.map(({ name }) => name)).toEqual(['市政服务']);
    expect(why.find(({ rule }) => rule === 'topic:30')?.because).toContain('按例句训练的模型判为“集中供热”');
  });

  it('names the version of the models that a person put in force', () => {
    const told = (models: LearnedModels) =>
      judge(post(silent), xiaoyi, { models }).why.map(({ because }) => because);
    expect(told({ number: 3, fields: null, topics: sure('30', 1) })).toContainEqual(
      expect.stringContaining('第3号模型判为“集中供热”'),
    );
    expect(told({ number: 3, fields: sure('户籍管理', 1) })).toContainEqual(
      expect.stringContaining('第3号模型判为“户籍管理”领域'),
    );
  });

  it('is left out when the model is not sure, when a topic is named, and when the matter is not ours', () => {
    expect(judged(silent, SURE_TOPIC - 0.01).topics).toEqual([]);
    expect(judged('快递丢了没人赔', 1).topics.map(({ no }) => no)).toEqual([58]);
    expect(judged(silent, 1, 'open').topics).toEqual([]);
  });

  it('gives way to a topic that a later item names', () => {
    const named = judge(post('快递丢了没人赔'), xiaoyi);
    const heat = { independentSources: 2, townships: 0, spanDays: 0, items: 2 };
    const both = mergeJudgements(judged(silent, 1), named, heat, xiaoyi);
    expect(both.topics.map(({ no }) => no)).toEqual([58]);
  });
});

describe('a field the model is sure of', () => {
  const learned = (text: string, words: string[]) => {
    const fields: Learned = { classify: () => [{ name: '户籍管理', score: 0.99 }], explain: () => words };
    return judge(post(text), xiaoyi, { models: { fields } });
  };

  it('says which pieces decided, among the reasons too', () => {
    const { fields, fieldWords, why } = learned(silent, ['拖了很久']);
    expect(fields).toEqual([{ name: '户籍管理', score: 0.99 }]);
    expect(fieldWords).toEqual([{ field: '户籍管理', words: ['拖了很久'] }]);
    expect(why.find(({ rule }) => rule === 'field:户籍管理')).toMatchObject({
      because: '文中没有主题用词，按例句训练的模型判为“户籍管理”领域。',
      words: ['拖了很久'],
    });
  });

  it('keeps the words of every item of its matter, so that each can be marked', () => {
    const heat = { independentSources: 2, townships: 0, spanDays: 0, items: 2 };
    const [one, other] = [learned(silent, ['拖了很久']), learned('跑了三趟，没有人给个说法', ['跑了三趟'])];
    const both = mergeJudgements(one, other, heat, xiaoyi);
    expect(both.fieldWords).toEqual([{ field: '户籍管理', words: ['拖了很久', '跑了三趟'] }]);
    expect(both.why.filter(({ rule }) => rule.startsWith('field:')).map(({ words }) => words)).toEqual([
      ['拖了很久', '跑了三趟'],
    ]);
  });

  it('is told no more once a person has said the field', () => {
    const said = (field: string) =>
      withCorrections(learned(silent, ['拖了很久']), { field: { fields: [field] } }, xiaoyi).why.map(
        ({ rule }) => rule,
      );
    expect(said('义务教育')).not.toContain('field:户籍管理');
    expect(said('户籍管理')).toContain('field:户籍管理');
  });
});

it('the words of one subject in several items are all kept', () => {
  const heat = { independentSources: 2, townships: 0, spanDays: 0, items: 2 };
  const [one, other] = ['小区暖气不热', '小区供热不好'].map((text) => judge(post(text), xiaoyi));
  const both = mergeJudgements(one!, other!, heat, xiaoyi);
  const [reason] = both.why.filter(({ rule }) => rule === 'topic:30');
  expect(reason?.words).toEqual(
    expect.arrayContaining([...one!.topics[0]!.words, ...other!.topics[0]!.words]),
  );
});

import type { Item } from '#incidents';
import { xiaoyi } from '../../../../test/support/judging.js';
import { judge } from '../judge.js';
import { mergeJudgements } from '../merge.js';
import { SURE_TOPIC, type Learned } from './learned.js';

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

it('a field the model is sure of says which pieces decided', () => {
  const { fields, fieldWords } = judge(post(silent), xiaoyi, { models: { fields: sure('户籍管理', 0.99) } });
  expect(fields).toEqual([{ name: '户籍管理', score: 0.99 }]);
  expect(fieldWords).toEqual([{ field: '户籍管理', words: ['拖了很久'] }]);
});

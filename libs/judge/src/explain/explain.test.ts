import { post, xiaoyi } from '../../../../test/support/judging.js';
import { judge } from '../judge.js';
import { explain } from './explain.js';
import { JUDGE_STEPS } from './types.js';

const told = (text: string) => explain(post(text), xiaoyi);
const step = (text: string, key: string) => told(text).steps.find((one) => one.key === key)!;

describe('every step told', () => {
  const text = '兑镇镇偏城村停水三天，村民说再不修迟早要出人命，下堡河边的文水县孝义镇也停了。';

  it('judges as judging does, in the order of its steps, and every mark lies in the text', () => {
    const explained = told(text);
    expect(explained.judgement).toEqual(judge(post(text), xiaoyi));
    expect(explained.steps.map(({ key }) => key)).toEqual([...JUDGE_STEPS]);
    for (const { findings } of explained.steps)
      for (const { marks } of findings)
        for (const [start, end] of marks) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(explained.text.length);
        }
  });

  it('shows what is only feared as left out, and places that are not ours as passed over', () => {
    const feared = step(text, 'reading').findings.find(({ kept }) => !kept);
    expect(feared?.what).toContain('人命');
    const places = step(text, 'places');
    expect(places.summary).toContain('兑镇镇');
    expect(
      places.findings
        .filter(({ kept }) => !kept)
        .map(({ because }) => because)
        .join(),
    ).toContain('文水县');
  });

  it('names the topics that lost and why', () => {
    const lost = step(
      '新义街道小区停水三天，自来水水压低、水费高、供水公司不管，门口路灯也坏了。',
      'topics',
    ).findings;
    expect(lost[0]?.kept).toBe(true);
    for (const one of lost.filter(({ kept }) => !kept)) expect(one.because).toMatch(/。$/u);
  });

  it('marks what decided a field, found by the words of a topic or by the model', () => {
    const marked = (text: string, models?: object) => {
      const explained = explain(post(text), xiaoyi, models as never);
      const [field] = explained.steps.find(({ key }) => key === 'fields')!.findings;
      return [field?.what, field?.marks.map(([start, end]) => explained.text.slice(start, end))];
    };
    expect(marked('新义街道小区暖气不热')).toEqual(['市政服务', ['小区', '暖气', '不热']]);
    const fields = { classify: () => [{ name: '户籍管理', score: 0.99 }], explain: () => ['拖了很久'] };
    expect(marked('这件事拖了很久，没有人给个说法', { fields })).toEqual(['户籍管理', ['拖了很久']]);
  });
});

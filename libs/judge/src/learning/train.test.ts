import type { Example } from '../model/judge-models.js';
import { JudgeModels } from '../model/judge-models.js';
import { lastSlot } from './model-keeper.js';
import { train } from './train.js';

const WATER = [
  '小区停水三天了',
  '自来水发黄',
  '水压太低上不去',
  '水费收错了',
  '水管爆了没人修',
  '半夜又停水',
];
const SCHOOL = ['学校食堂太贵', '老师要求补课', '划片不公平', '孩子没有学位', '班主任体罚', '中学乱收费'];
const examples: Example[] = [
  ...WATER.map((text) => ({ text, label: '市政服务' })),
  ...SCHOOL.map((text) => ({ text, label: '义务教育' })),
];

describe('training on the city’s corrections', () => {
  it('teaches what the examples do not know, and measures both on texts no model has seen', () => {
    const corrections = ['校车超员', '校车迟到', '校车司机态度差', '校车路线取消'].map((text) => ({
      text,
      label: '校车安全',
    }));
    const taught = train({ examples, corrections });
    const models = JudgeModels.fromJSON(taught.models);
    expect(models.fields?.classify('校车又迟到了')[0]?.name).toBe('校车安全');
    expect(taught.before?.n).toBe(examples.length + corrections.length);
    expect(taught.after!.accuracy).toBeGreaterThan(taught.before!.accuracy);
    expect(train({ examples, corrections })).toEqual(taught);
  });

  it('says nothing of figures where there is too little to measure', () => {
    expect(train({ examples: [], corrections: [] })).toMatchObject({ before: null, after: null });
  });

  it('has its hour on Mondays at three', () => {
    const slot = (iso: string) => lastSlot(new Date(iso)).toISOString();
    expect(slot('2026-11-23T02:59:00+08:00')).toBe('2026-11-15T19:00:00.000Z');
    expect(slot('2026-11-23T03:00:00+08:00')).toBe('2026-11-22T19:00:00.000Z');
    expect(slot('2026-11-29T23:00:00+08:00')).toBe('2026-11-22T19:00:00.000Z');
  });
});

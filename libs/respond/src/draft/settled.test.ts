import type { FactKind } from '../entities/fact.entity.js';
import { contradictions } from './settled.js';

const naming = { prefixes: [], present: (name: string) => name };
const against = (text: string, kind: FactKind, label: string, value: string) =>
  contradictions(text, [{ kind, label, value }], naming);
const said = (...given: Parameters<typeof against>) => against(...given).map((one) => one.said);

describe('a text beside the settled facts table', () => {
  it('is told which passage gives another number', () => {
    const text = '11月23日7时，管网爆裂。造成3人受伤，其中1人重伤。伤员已送医。';
    expect(against(text, 'people', '受伤人数', '2人')).toEqual([
      { label: '受伤人数', said: '3人', settled: '2人', words: '造成3人受伤，其中1人重伤。' },
    ]);
    expect(against(text, 'people', '受伤人数', '三名')).toEqual([]);
    expect(against(text, 'people', '重伤人数', '1人')).toEqual([]);
    expect(against(text, 'people', '死亡人数', '1人')).toEqual([]);
  });

  it('is told of a later sentence that no longer agrees with the first', () =>
    expect(said('造成3人受伤。截至目前5人受伤。', 'people', '受伤人数', '3人')).toEqual(['5人']));

  it('may not say that nobody was hurt when somebody was', () => {
    expect(said('未造成人员伤亡。', 'people', '死亡人数', '1人')).toEqual(['0人']);
    expect(said('未造成人员伤亡。', 'people', '受伤人数', '0人')).toEqual([]);
    expect(said('未造成人员伤亡。', 'people', '被困人数', '2人')).toEqual([]);
  });

  it('may tell several times, as long as the one agreed on is among them', () => {
    const text = '11月23日7时许管网爆裂。11月23日20时恢复供水。';
    expect(said(text, 'time', '事发时间', '11月23日上午7时')).toEqual([]);
    expect(said(text, 'time', '事发时间', '11月23日6时')).toEqual(['11月23日7时许']);
  });

  it.each([
    ['影响居民320户。', '影响户数', '3200户', ['320户']],
    ['影响居民3200户。', '影响户数', '3200户', []],
    ['更换管道320户表。', '影响户数', '3200户', []],
    ['影响居民50人。', '影响户数', '3200户', []],
    ['影响（含商铺）320户。', '影响（含商铺）户数', '300户', ['320户']],
  ])('is compared with lines that departments wrote: %s', (text, label, value, found) =>
    expect(said(text, 'figure', label, value)).toEqual(found),
  );

  it('knows money however it is written, and leaves places alone', () => {
    expect(said('直接经济损失约1.5万元。', 'money', '经济损失', '约15000元')).toEqual([]);
    expect(said('直接经济损失3万元。', 'money', '经济损失', '1.5万元')).toEqual(['3万元']);
    expect(said('事发地点在石桥镇。', 'place', '事发地点', '东湖街道')).toEqual([]);
  });
});

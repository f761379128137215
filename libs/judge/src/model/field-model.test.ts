import { FieldModel } from './field-model.js';
import { trainFieldModel, type LabelledText } from './train-field-model.js';

const rows: LabelledText[] = [
  ...['学校食堂的饭菜太贵', '老师要求补课收费', '小学划片不公平', '孩子转学没有学位', '班主任体罚学生'].map(
    (text) => ({ text, label: '义务教育' }),
  ),
  ...['河里的水发黑发臭', '工厂夜里冒黑烟', '养猪场臭气熏天', '洗煤厂偷排污水', '工地扬尘噪声扰民'].map(
    (text) => ({
      text,
      label: '环境保护',
    }),
  ),
  ...['住院押金退不了', '医院看病排队太久', '卫生院没有医生', '村卫生室买不到药', '急诊没有人管'].map(
    (text) => ({
      text,
      label: '医疗卫生',
    }),
  ),
];

describe('field model', () => {
  const model = trainFieldModel(rows);

  it('names the field of texts it has not seen', () => {
    expect(model.classify('这所小学的老师乱收费')[0]?.name).toBe('义务教育');
    expect(model.classify('化工厂污水排到河里')[0]?.name).toBe('环境保护');
    expect(model.classify('去医院看急诊没有医生')[0]?.name).toBe('医疗卫生');
  });

  it('gives every field a score between 0 and 1, the likeliest first', () => {
    const scores = model.classify('老师和医生').map(({ score }) => score);
    expect(scores).toHaveLength(3);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
  });

  it('leaves out what is less likely than asked, and keeps the order of the names where scores are equal', () => {
    const all = model.classify('老师和医生');
    const least = all[1]!.score;
    expect(model.classify('老师和医生', least)).toEqual(all.filter(({ score }) => score >= least));
    expect(model.classify('老师和医生', 1.1)).toEqual([]);
    const unknown = model.classify('……');
    const byName = unknown.toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
    expect(unknown).toEqual(byName);
  });

  it('comes out the same each time it is trained, and after a round trip through JSON', () => {
    expect(trainFieldModel(rows).toJSON()).toEqual(model.toJSON());
    const restored = FieldModel.fromJSON(JSON.parse(JSON.stringify(model)));
    for (const { text } of rows)
      expect(restored.classify(text)[0]).toEqual(
        expect.objectContaining({ name: model.classify(text)[0]?.name }),
      );
  });

  it('does not stumble over texts without a letter', () => {
    expect(model.classify('！！！')).toHaveLength(3);
  });

  it('refuses what is no model, and too few fields', () => {
    expect(() => FieldModel.fromJSON({} as never)).toThrow('not a model');
    const damaged = model.toJSON();
    damaged.idf.values = damaged.idf.values.slice(8);
    expect(() => FieldModel.fromJSON(damaged)).toThrow('damaged');
    expect(() => trainFieldModel(rows.slice(0, 3))).toThrow('at least two fields');
  });
});

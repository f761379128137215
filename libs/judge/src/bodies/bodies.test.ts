import { judged } from '../../../../test/support/judging.js';

const body = (text: string, unit: string) => judged(text).bodies.find((hit) => hit.unit === unit);

describe('bodies the text names', () => {
  it.each([
    ['高阳派出所办户口一拖再拖', 'station', '市公安局'],
    ['兑镇税务分局服务态度差', 'station', '市税务局'],
    ['办税服务厅只收材料不办事', 'station', '市税务局'],
    ['梧桐镇卫生院乱收费', 'station', '市卫体局'],
    ['下堡镇中学老师体罚学生', 'station', '市教科局'],
    ['市场监管所收钱不办事', 'station', '市市场监督管理局'],
    ['市教科局的通知前后矛盾', 'unit', '市教科局'],
    ['孝义市住房和城乡建设局不予受理', 'unit', '市住建局'],
    ['西辛庄镇政府办事推诿', 'unit', '西辛庄镇'],
  ])('%s', (text, kind, unit) => {
    expect(body(text, unit)).toMatchObject({ kind, conduct: true });
  });

  it.each(['派出所门口的路灯坏了', '市税务局对面占道经营', '实验小学附近污水横流', '人民医院楼下堵车'])(
    'takes a body that only marks the spot for a landmark: %s',
    (text) => {
      const hits = judged(text).bodies.filter((hit) => hit.unit);
      expect(hits).not.toEqual([]);
      expect(hits.every((hit) => hit.landmark && !hit.conduct)).toBe(true);
    },
  );

  it('tells a unit that hears or responds from one that is complained of', () => {
    expect(body('已向市应急管理局报告', '市应急管理局')).not.toHaveProperty('conduct');
    expect(body('市消防救援大队赶到现场扑救', '市消防救援大队')).not.toHaveProperty('conduct');
    const asked = judged('希望住建局和交通运输局处理').bodies;
    expect(asked.filter((hit) => hit.conduct)).toEqual([]);
    expect(body('向市应急管理局反映多次无果', '市应急管理局')).toHaveProperty('conduct', true);
    expect(body('伤者正在人民医院接受治疗', '市卫体局')?.conduct).toBeUndefined();
  });

  it('does not take the body of another city or level for ours', () => {
    expect(body('汾阳市教育局发布通知', '市教科局')).toBeUndefined();
    expect(body('吕梁市教育局发布通知', '市教科局')).toBeUndefined();
    expect(body('吕梁市教育局发布通知', '吕梁市政府')?.kind).toBe('superior');
    expect(body('太原市公安局通报', '市公安局')).toBeUndefined();
  });

  it('finds utilities, companies, organs outside government and kinds of places', () => {
    const kinds = (text: string) => judged(text).bodies.map((hit) => hit.kind);
    expect(kinds('供电公司没有说明')).toEqual(['utility']);
    expect(kinds('某医院重复收费')).toEqual(['place_type']);
    expect(kinds('洗煤厂排黑水')).toEqual(['company']);
    expect(kinds('市委组织部公示')).toEqual(['party']);
    expect(kinds('村委会不公开账目')).toEqual(['village']);
  });

  it('marks a place whose kind alone is named as unknown, unless the township is (RT-40)', () => {
    expect(judged('孝义某饭店吃出虫子').flags).toContain('place_unknown');
    expect(judged('梧桐镇某饭店吃出虫子').flags).not.toContain('place_unknown');
  });
});

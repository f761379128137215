import { planKnownPlaces, PLACE_COLUMNS, type StandingPlace } from './known-places.js';

const stands = (body: Record<string, unknown>, revision = 1): StandingPlace => ({
  place: { aliases: [], ...body } as unknown as StandingPlace['place'],
  body,
  revision,
});
const township = stands({
  code: '1',
  name: '兑镇镇',
  kind: 'township',
  aliases: ['兑镇'],
  unit: '兑镇镇',
  basis: '区划',
});
const village = stands({
  code: '2',
  name: '偏城村',
  kind: 'village',
  aliases: [],
  parent: '1',
  basis: '区划',
});
const school = stands(
  {
    code: 'known-a',
    name: '实验小学',
    kind: 'known',
    type: 'school',
    aliases: ['实小'],
    parent: '1',
    basis: '名单',
  },
  4,
);
const standing = [township, village, school];
const HEAD = Object.values(PLACE_COLUMNS);
const row = (
  name: string,
  type: string,
  parent = '',
  aliases = '',
  basis = '名单',
  common = '',
): string[] => [name, type, parent, aliases, '', common, basis];

describe('known places of a sheet', () => {
  it('are new entries with the township they name, by any of its names', () => {
    const { edits, problems } = planKnownPlaces(
      [
        ['孝义市知名地点'],
        HEAD,
        row('第二医院', '医院', '兑镇', '二院、市二院'),
        row('滨河路', '道路', '', '', '核实', '是'),
      ],
      standing,
    );
    expect(problems).toEqual([]);
    expect(edits.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        name: '第二医院',
        kind: 'known',
        type: 'hospital',
        parent: '1',
        aliases: ['二院', '市二院'],
      }),
      expect.objectContaining({ name: '滨河路', type: 'road', common: true, aliases: [] }),
    ]);
    expect(edits[1]?.body).not.toHaveProperty('parent');
    expect(
      edits.every(({ key, body, expectedRevision }) => key === body?.['code'] && expectedRevision === null),
    ).toBe(true);
    // The same place in another file is the same entry.
    expect(planKnownPlaces([HEAD, row('滨河路', '道路')], standing).edits[0]?.key).toBe(edits[1]?.key);
  });

  it('change what stands there by name; blank cells leave it as it is', () => {
    const { edits, unchanged } = planKnownPlaces(
      [HEAD, row('实验小学', '学校', '', '实小、实验附小'), row('实验小学 '.trim(), '学校')],
      standing,
    );
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatchObject({
      key: 'known-a',
      expectedRevision: 4,
      body: { parent: '1', aliases: ['实小', '实验附小'] },
      before: { aliases: ['实小'] },
    });
    expect(unchanged).toEqual([]);
    expect(planKnownPlaces([HEAD, row('实验小学', '学校')], standing)).toMatchObject({
      edits: [],
      unchanged: ['实验小学'],
      problems: [],
    });
  });

  it('say of each row what is wrong, and the others go on', () => {
    const { edits, problems } = planKnownPlaces(
      [
        HEAD,
        row('', '医院'),
        row('某某学堂', '书院'),
        row('东矿', '矿山', '没有这个镇'),
        row('偏城村', '小区'),
        row('西矿', '矿山', '', '', ''),
        row('南矿', '矿山', '', '', '名单', '也许'),
        row('北矿', '矿山'),
        row('北矿', '矿山'),
        ['', '', ''],
      ],
      standing,
    );
    expect(edits.map(({ name }) => name)).toEqual(['北矿']);
    expect(problems.map(({ row: line, column }) => [line, column])).toEqual([
      [2, '名称'],
      [3, '是什么'],
      [4, '所属乡镇（街道）'],
      [5, '名称'],
      [6, '依据'],
      [7, '常见名称'],
      [9, '名称'],
    ]);
    expect(problems.at(-1)?.message).toContain('第 8 行');
  });

  it('a sheet without head, without a column or without rows says so', () => {
    const said = (rows: string[][]) => planKnownPlaces(rows, standing).problems.map(({ message }) => message);
    expect(said([['学校', '地址']])[0]).toContain('没有找到表头');
    expect(said([['名称', '别名']])[0]).toContain('缺少“是什么”“依据”');
    expect(said([HEAD])).toEqual(['表中没有填写任何地点。']);
  });
});

import { groupRises } from './group.js';
import { drivingWords } from './words.js';

const before = ['路灯坏了没有人修', '公交车又晚点了', '小区垃圾没人清运'];

describe('words that drive a rise', () => {
  it('are those many of its texts share and the texts before had not', () => {
    const texts = ['东街自来水发黄', '自来水发黄还有味', '打开龙头自来水发黄', '公交车晚点'];
    const words = drivingWords(texts, before);
    expect(words[0]).toBe('自来水发黄');
    expect(words.join('、')).not.toContain('公交');
  });

  it('begin with the words of topics, each once, and are few', () => {
    const texts = ['停水了，水厂没通知', '又停水，水厂没人接', '水厂停水三天'];
    expect(drivingWords(texts, before, ['停水', '停水', '停水', '水厂']).slice(0, 1)).toEqual(['停水']);
    const long = Array.from(
      { length: 3 },
      () => '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒',
    );
    expect(drivingWords(long, before)).toHaveLength(6);
  });

  it('are none where the texts share nothing', () => {
    expect(drivingWords(['路灯不亮', '公交晚点', '垃圾成堆'], before)).toEqual([]);
  });
});

describe('one matter under several keys', () => {
  const rise = (key: string, chance: number, ...items: string[]) => ({ key, label: key, chance, items });

  it('is told once, by the rarest, with the names of the others', () => {
    const groups = groupRises([
      rise('地点', 1e-7, 'a', 'b', 'c', 'd'),
      rise('主题', 1e-12, 'a', 'b', 'c'),
      rise('别处', 1e-8, 'x', 'y', 'z', 'a'),
    ]);
    expect(groups.map(({ key, also }) => [key, also])).toEqual([
      ['主题', ['地点']],
      ['别处', []],
    ]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xiaoyi } from '../../../test/routing/judgements.js';
import { UsageError } from '../../command.js';
import { keywords, majority } from './baselines.js';
import { cityOf, townshipFamily } from './city.js';
import { evaluateUnits } from './evaluate-units.js';
import { dealFolds, readLetters, type Letter } from './letter.js';
import { rankingOf, topicsBy } from './rank.js';
import { gramsOf, learnWords } from './words.js';

const base = xiaoyi().profile;
const HEATING = ['暖气一直不热，供热公司推脱', '小区供热温度不够，家里只有十二度', '供暖第三天暖气还是凉的'];
const SCHOOL = ['孩子入学划片不公平', '小学报名被拒，学区怎么划的', '幼儿园入学要交赞助费，学校收费太高'];
const VILLAGE = ['村干部不公开村务账目', '村务公开栏三年没有更新', '村委会不开会，村干部优先分地'];

/** Invented letters: four of each text, so that each fold knows all of them. */
const letters: Letter[] = [
  [HEATING, '城管', () => '市城管局'],
  [SCHOOL, '教育', () => '市教育局'],
  [VILLAGE, '属地', (i: number) => `A3区${i % 2 ? '清溪镇人民政府' : '石板街道办事处'}`],
].flatMap(([texts, family, unit]) =>
  Array.from({ length: 12 }, (_, i) => ({
    id: `${String(family)}${i}`,
    title: `第${i + 1}封来信`,
    text: (texts as string[])[i % 3] ?? '',
    unit: (unit as (i: number) => string)(i),
    family: family as string,
  })),
);

describe('letters', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'huiyin-letters-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const file = (rows: object[]): string => {
    const path = join(dir, 'letters.jsonl');
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return path;
  };

  it('are measured in folds, beside the two baselines', async () => {
    const scores = await evaluateUnits(file(letters), base, 2);
    expect(scores).toMatchObject({ n: 36, families: 3, folds: 2 });
    expect(scores.accuracy1.mean).toBeGreaterThan(0.8);
    expect(scores.accuracy3.mean).toBe(1);
    expect(scores.majority.accuracy1.mean).toBeCloseTo(1 / 3);
    expect(scores.keywords.accuracy1.mean).toBeGreaterThan(scores.majority.accuracy1.mean);
  });

  it('without a family, or all of one, are refused', async () => {
    await expect(readLetters(file([{ title: '无' }]))).rejects.toThrow(UsageError);
    await expect(readLetters(file(letters.slice(0, 3)))).rejects.toThrow('one family');
  });
});

it('folds share out each family evenly', () => {
  const fold = dealFolds(letters, 5);
  for (const family of ['城管', '教育', '属地'])
    for (let f = 0; f < 5; f += 1) {
      const count = letters.filter((letter, i) => letter.family === family && fold[i] === f).length;
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThanOrEqual(3);
    }
});

describe('a city made from letters', () => {
  const topics = topicsBy(base);
  const city = cityOf(letters, base, topics.numbers, { support: 3, share: 0.9 });

  it('has the families as units, and topics only where one of them clearly answers', () => {
    expect(city.unit('城管')).toMatchObject({ respondent: true, external: false });
    expect(city.unit('市住建局')).toBeUndefined();
    expect(city.topic(30)?.unit).toBe('城管');
    expect(city.topic(44)).toBeUndefined();
    const never = cityOf(letters, base, topics.numbers, { support: 100, share: 0.9 });
    expect(never.profile.topics).toEqual([]);
  });

  it('has the townships that signed as places, and their family as the township concerned', () => {
    expect(townshipFamily(letters)).toBe('属地');
    expect(city.profile.places.map(({ name }) => name)).toEqual(['石板街道', '清溪镇']);
    expect(city.topic(60)?.unit).toBe('属地');
    expect(townshipFamily(letters.filter(({ family }) => family !== '属地'))).toBeNull();
  });

  it('routes a letter it has not seen: the rules first, all families in the end', () => {
    const ranking = rankingOf(letters, base, topics, { support: 3, share: 0.9, emphasis: 1 });
    const unseen = (text: string): Letter => ({ id: 'n', title: '', text, unit: '', family: '' });
    expect(ranking(unseen('石板街道某小区暖气不热'))[0]).toBe('城管');
    expect(ranking(unseen('清溪镇村干部不公开村务'))[0]).toBe('属地');
    expect(ranking(unseen('你好')).toSorted()).toEqual(['城管', '属地', '教育'].toSorted());
  });
});

describe('baselines', () => {
  it('the larger family first', () => {
    const ranking = majority([...letters.slice(0, 5), ...letters.slice(12, 14)]);
    expect(ranking(letters[20]!)).toEqual(['城管', '教育']);
  });

  it('words that tell the families apart', () => {
    const words = learnWords(letters, { support: 3, precision: 0.8 });
    expect(words.get('教育')).toContain('入学');
    expect(words.get('城管')).not.toContain('入学');
    expect(words.get('教育')?.some((word) => word !== '入学' && word.includes('入学'))).toBe(false);
    expect(keywords(letters)({ ...letters[0]!, text: '入学报名太难' })[0]).toBe('教育');
    expect([...gramsOf('路灯，坏了')].toSorted()).toEqual(['坏了', '路灯'].toSorted());
  });
});

import { entryName, labelOf, rebase, sameEntry, shownFields, valueWords } from './view.js';
import { inForceWords } from './words.js';

const topic = {
  no: 7,
  name: '供水',
  unit: '市水务局',
  assisting: [],
  field: null,
  words: ['停水', '水压'],
  notWords: [],
  basis: '三定方案',
};

describe('whether two entries say the same', () => {
  it('takes absent, empty and the default for one', () => {
    const { assisting: _assisting, notWords: _notWords, field: _field, ...bare } = topic;
    expect(sameEntry('topics', topic, bare)).toBe(true);
    expect(sameEntry('rules', { id: 'RT-10' }, { id: 'RT-10', enabled: true })).toBe(true);
    expect(sameEntry('rules', { id: 'RT-10' }, { id: 'RT-10', enabled: false })).toBe(false);
  });

  it('sees another order of words, not another order of parts', () => {
    expect(sameEntry('topics', topic, { ...topic, words: ['水压', '停水'] })).toBe(false);
    expect(sameEntry('topics', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toBe(true);
  });
});

describe("one's changes on top of what others did meanwhile", () => {
  it('keeps both where they touched different parts', () => {
    const mine = { ...topic, unit: '市住建局' };
    const current = { ...topic, words: ['停水', '水压', '水质'] };
    expect(rebase('topics', { base: topic, mine, current })).toEqual({
      body: { ...topic, unit: '市住建局', words: ['停水', '水压', '水质'] },
      both: [],
    });
  });

  it('keeps one’s own and says so where both touched one part', () => {
    const mine = { ...topic, unit: '市住建局' };
    const current = { ...topic, unit: '市城管局' };
    expect(rebase('topics', { base: topic, mine, current })).toMatchObject({
      body: { unit: '市住建局' },
      both: ['主责单位'],
    });
  });

  it('does not call it both when both did the same, and takes out what one took out', () => {
    const mine = { ...topic, unit: '市住建局', basis: undefined };
    const merged = rebase('topics', { base: topic, mine, current: { ...topic, unit: '市住建局' } });
    expect(merged.both).toEqual([]);
    expect(merged.body).not.toHaveProperty('basis');
  });
});

describe('an entry in words', () => {
  it('gives choices, nothing and inner parts', () => {
    expect(valueWords([])).toBe('无');
    expect(valueWords({ from: '22:00', to: '07:00' })).toBe('起：22:00；止：07:00');
    expect(labelOf('topics', 'displaces')).toBe('取代的主题');
    expect(shownFields('places', { code: '1', name: '柳湾村', kind: 'village' })).toEqual([
      { name: 'code', label: '代码', words: '1' },
      { name: 'name', label: '名称', words: '柳湾村' },
      { name: 'kind', label: '类别', words: '村（社区）' },
    ]);
  });

  it('shows of what has no form only the parts it has words for', () => {
    expect(shownFields('deadlines', { name: '签收', limit: 'PT1H', eventLevels: ['I'] })).toEqual([
      { name: 'name', label: '名称', words: '签收' },
      { name: 'limit', label: '时限', words: '1 小时' },
    ]);
  });

  it('is called what people call it', () => {
    expect(entryName('topics', '7', topic)).toBe('供水');
    expect(entryName('bodies', '3', { kind: 'station', words: ['派出所', '警务室', '警务站'] })).toBe(
      '基层站所、分支机构：派出所、警务室',
    );
    expect(entryName('namesakes', '1', { name: '孝义镇', of: '文水县' })).toBe('孝义镇（文水县）');
    expect(entryName('units', '市水务局', null)).toBe('市水务局');
    expect(entryName('portfolios', null, { key: 'VM-1', post: '分管城建的副市长' })).toBe('分管城建的副市长');
  });

  it('is said to be in force only where that is not plain', () => {
    expect(inForceWords({ state: 'in_force', validFrom: null, validTo: null })).toBe('');
    expect(inForceWords({ state: 'ended', validFrom: null, validTo: '2020-12-31' })).toBe('止于 2020-12-31');
    expect(inForceWords({ state: 'future', validFrom: '2027-01-01', validTo: null })).toBe(
      '自 2027-01-01 起',
    );
  });
});

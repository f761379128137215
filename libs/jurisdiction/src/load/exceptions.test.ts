import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Directory, loadProfile, ProfileError } from '#jurisdiction';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-profile-'));
  cpSync('test/profiles/tiny', dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const row = {
  key: 'EX-1',
  name: '噪声由街道协助',
  order: 1,
  topics: [4],
  when: '"东湖街道" in places',
  then: { assisting: ['属地'], informed: ['云州市环境局'] },
  basis: '会议纪要',
};

/** What is wrong with the row as changed, beside the rows given. */
function problems(change: object, ...others: object[]): string[] {
  const rows = [{ ...row, ...change }, ...others];
  writeFileSync(join(dir, 'exceptions.json'), JSON.stringify(rows, null, 2));
  try {
    loadProfile(dir);
  } catch (error) {
    if (error instanceof ProfileError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('exceptions of a profile', () => {
  it('load with what is left out filled in', () => {
    expect(problems({ when: undefined })).toEqual([]);
    expect(loadProfile(dir).exceptions).toMatchObject([
      { when: 'true', units: [], enabled: true, stop: false },
    ]);
  });

  it('that do not compile are refused, naming file, line and place', () => {
    expect(problems({ when: '"东湖街道" in' })).toEqual([
      'exceptions.json:9: exceptions[0].when: 条件不能使用（第 10 个字符处）：条件没有写完。',
    ]);
    expect(problems({ when: 'topics' })[0]).toContain('是或否');
  });

  it.each<[string, object, string]>([
    ['a topic nobody knows', { when: '"噪音" in topics' }, 'topics 中没有主题“噪音”'],
    [
      'a unit by another name than its own',
      { when: '"综合服务局" in units' },
      'units 中没有单位“综合服务局”',
    ],
    ['a village as township', { when: 'places.exists(p, p == "东湖村")' }, '“东湖村”'],
    ['a level that does not exist', { when: 'eventLevel in ["I", "V"]' }, '没有“V”，可写I、II、III、IV、无'],
    ['a class nobody knows', { when: '"MR-77" in mustRespond' }, '“MR-77”'],
    ['a topic by number', { topics: [99] }, '没有编号为 99 的主题'],
    ['a place in its list', { places: ['西湖街道'] }, '没有乡镇（街道）或开发区“西湖街道”'],
    ['a unit in its list', { units: ['综合局'] }, '没有单位“综合局”'],
    ['a unit to answer', { then: { respondents: ['综合局'] } }, '没有单位“综合局”'],
    ['one outside to answer', { then: { respondents: ['云州市环境局'] } }, '不在本系统内，只能知会'],
    ['one outside to assist', { then: { assisting: ['云州市环境局'] } }, '不在本系统内，只能知会'],
    ['one that does not speak', { then: { respondents: ['市委宣传部'] } }, '不能作回应主体'],
    ['nothing to be done', { then: { respondents: [] } }, '须写明由谁回应'],
    ['a key of another form', { key: '例外1' }, '编号应写作 EX-1'],
    ['a day that does not exist', { validFrom: '2026-02-30' }, '没有 2026-02-30 这一天'],
    ['an end before the beginning', { validFrom: '2026-02-01', validTo: '2026-01-01' }, '早于生效日期'],
    ['an outcome nobody knows', { then: { lead: ['市综合服务局'] } }, '不认识的项'],
  ])('are refused with %s', (_name, change, message) => {
    const found = problems(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^exceptions\.json:\d+: exceptions\[0\]/);
    expect(found[0]).toContain(message);
  });

  it('stand in one order, each under a key of its own', () => {
    expect(problems({}, { ...row, key: 'EX-2' })).toEqual([expect.stringContaining('“1”与第 1 项重复')]);
    expect(problems({}, { ...row, order: 2 })).toEqual([expect.stringContaining('“EX-1”与第 1 项重复')]);
  });
});

describe('names through time', () => {
  it('of a unit, with those before it and after it', () => {
    const directory = new Directory(loadProfile(dir), 'test');
    expect(directory.succession('石桥乡')).toEqual(['石桥乡', '石桥镇']);
    expect(directory.succession('石桥镇')).toEqual(['石桥镇', '石桥乡']);
    expect(directory.succession('没有这个单位')).toEqual(['没有这个单位']);
  });
});

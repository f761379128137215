import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProfileError, loadDirectory, loadProfile, sourcesOf } from '#jurisdiction';

const TINY = 'test/profiles/tiny';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huiyin-profile-'));
  cpSync(TINY, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Replaces a text that must stand in the file, and says in which line it stood. */
function edit(file: string, from: string, to: string): number {
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(from);
  if (at === -1) throw new Error(`${from} does not stand in ${file}`);
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split('\n').length;
}

function problems(): string[] {
  try {
    loadProfile(dir);
  } catch (error) {
    if (error instanceof ProfileError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('another city is another folder', () => {
  it('loads with its own units, places and rules', () => {
    const directory = loadDirectory(TINY);
    const at = new Date('2026-11-18T09:00:00+08:00');
    expect(directory.profile.jurisdiction.name).toBe('清岚市');
    expect(directory.unit('清岚环境分局')?.superior).toBe('云州市环境局');
    const village = directory.place('990101100201');
    expect(village && directory.townshipOf(village, at)).toMatchObject({
      place: { name: '石桥镇' },
      renamedFrom: '石桥乡',
    });
    expect(directory.topic(5)?.unit).toBe('属地');
    expect(directory.rule('RT-21')?.stage).toBe('responsibility');
    expect(directory.rule('RT-50')).toBeUndefined();
  });

  it('gives its sources as rows, in seconds, and none is on before a person has tested it', () => {
    expect(sourcesOf(loadProfile(TINY))).toEqual([
      {
        name: '清岚论坛',
        kind: 'feed',
        url: 'https://forum.qinglan.example/rss.xml',
        tier: 'self',
        scope: 'local',
        enabled: false,
        intervalSeconds: 900,
      },
    ]);
  });

  it('has a version that follows the content of its files and nothing else', () => {
    expect(loadDirectory(dir).version).toBe(loadDirectory(TINY).version);
    edit('units.json', '清岚环境分局', '清岚环保分局');
    expect(loadDirectory(dir).version).not.toBe(loadDirectory(TINY).version);
  });

  it('may leave out the examples, but no other file', () => {
    rmSync(join(dir, 'examples.jsonl'));
    expect(loadProfile(dir).examples).toEqual([]);
    rmSync(join(dir, 'clocks.json'));
    expect(problems()).toEqual(['clocks.json:1: clocks: 无法读取文件']);
  });
});

describe('an error names file, line and reason', () => {
  it('of a value the schema refuses', () => {
    const line = edit('units.json', '"kind": "派出分局"', '"kind": 7');
    expect(line).toBeGreaterThan(1);
    expect(problems()).toEqual([`units.json:${line}: units[1].kind: 无效输入：期望 string，实际接收 数字`]);
  });

  it('of a setting that is missing, at the entry that lacks it', () => {
    const line = edit('units.json', '"kind": "派出分局",', '');
    expect(problems()).toEqual([
      `units.json:${line - 2}: units[1].kind: 无效输入：期望 string，实际接收 undefined`,
    ]);
  });

  it('of a setting nobody knows', () => {
    const line = edit('places.json', '"validTo"', '"validUntil"');
    expect(problems()).toContain(`places.json:${line}: places[2].validUntil: 不认识的项`);
  });

  it('of what is no JSON', () => {
    const line = edit('topics.json', '"冒烟"],', '"冒烟"');
    expect(problems()[0]).toMatch(new RegExp(`^topics\\.json:${line + 1}: topics: 不是有效的 JSON`));
  });

  it('of a line of the examples', () => {
    const path = join(dir, 'examples.jsonl');
    writeFileSync(path, `\n${readFileSync(path, 'utf8')}{"text":"x","label":"没有"}\n`);
    expect(problems()).toEqual(['examples.jsonl:4: examples[2].label: 没有领域“没有”']);
    writeFileSync(path, '{"text":\n');
    expect(problems()).toEqual(['examples.jsonl:1: examples: 这一行不是有效的 JSON']);
  });

  it('of everything that is wrong, in the order of files and lines', () => {
    edit('units.json', '"kind": "党委部门"', '"kind": 1');
    edit('units.json', '"kind": "派出分局"', '"kind": 1');
    edit('fields.json', '"no": 2', '"no": "二"');
    expect(problems().map((line) => line.replace(/^(\S+?):\d+: (\S+):.*/, '$1 $2'))).toEqual([
      'units.json units[1].kind',
      'units.json units[4].kind',
      'fields.json fields[1].no',
    ]);
  });

  it('but does not flood the screen', () => {
    writeFileSync(join(dir, 'fields.json'), `[${'{},\n'.repeat(30)}{}]`);
    const lines = problems();
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('另有 73 处问题');
  });
});

describe('what a schema cannot see', () => {
  it.each([
    [
      'units.json',
      '"superior": "云州市环境局"',
      '"superior": "云州局"',
      'units[1].superior: 没有单位“云州局”',
    ],
    ['units.json', '"superior": "云州市环境局",', '', 'units[1].vertical: 垂直管理的单位须写明上级单位'],
    [
      'units.json',
      '"清岚环境分局"',
      '"综合服务局"',
      'units[1].aliases[0]: 别名“综合服务局”已属于“市综合服务局”',
    ],
    ['units.json', '"name": "市政府",', '"name": "东湖街道",', 'units[7].name: “东湖街道”与第 6 项重复'],
    [
      'units.json',
      '"successor": "石桥镇"',
      '"successor": "石桥市"',
      'units[9].successor: 没有“石桥市”可以承继',
    ],
    [
      'units.json',
      '"successor": "石桥镇"',
      '"successor": "石桥乡"',
      'units[9].successor: 承继关系绕回了自身',
    ],
    ['units.json', '"validTo": "2022-02-28",', '', 'units[9].successor: 有承继者的须写明失效日期'],
    ['units.json', '2022-02-28', '2022-02-30', 'units[9].validTo: 没有 2022-02-30 这一天'],
    [
      'places.json',
      '"parent": "990101200"',
      '"parent": "990101"',
      'places[3].parent: “柳湾村”须写明所属乡镇（街道）的代码',
    ],
    ['places.json', ', "unit": "东湖街道"', '', 'places[0].unit: “东湖街道”须写明负责单位'],
    ['fields.json', '"云州市环境局清岚分局"', '"清岚分局"', 'fields[1].unit: 没有单位“清岚分局”'],
    [
      'topics.json',
      '["云州市环境局清岚分局"]',
      '["市政府办公室"]',
      'topics[3].dutyWords.云州市环境局清岚分局: “云州市环境局清岚分局”不在协同单位中',
    ],
    ['topics.json', '"displaces": [1]', '"displaces": [61]', 'topics[5].displaces[0]: 没有可被取代的主题 61'],
    [
      'jurisdiction.json',
      '"discipline": "市纪委监委"',
      '"discipline": "纪委"',
      'jurisdiction.roles.discipline: 没有单位“纪委”',
    ],
    [
      'jurisdiction.json',
      '"to": "10-07"',
      '"to": "10-32"',
      'jurisdiction.sensitiveDates[0]: 起止日期应同为 MM-DD 或同为 YYYY-MM-DD',
    ],
    [
      'roster.json',
      '"unit": "石桥镇"',
      '"unit": "云州市环境局"',
      'roster[6].unit: “云州市环境局”不在本系统内，不报送联络人',
    ],
    [
      'policies.json',
      '"template": "overdue_office" }',
      '"template": "overdue_office" }, { "after": 0.5, "to": "office", "template": "overdue_office" }',
      'policies[0].steps[2].after: 各步的时间应逐步增大',
    ],
    [
      'policies.json',
      '"after": 0,',
      '"after": 0.1,',
      'policies[0].steps[0]: 签收催办的第一步应为交办当时的交办通知',
    ],
    [
      'policies.json',
      '"template": "assigned"',
      '"template": "reminder"',
      'policies[0].steps[0]: 签收催办的第一步应为交办当时的交办通知',
    ],
    [
      'policies.json',
      '"clock": "sign",',
      '"clock": "sign", "levels": ["重大"],',
      'policies: 须有一个适用于所有单位和等级的签收催办规则',
    ],
    [
      'policies.json',
      '"clock": "sign",',
      '"clock": "sign", "units": ["东湖街道"],',
      'policies: 须有一个适用于所有单位和等级的签收催办规则',
    ],
    [
      'policies.json',
      '"clock": "sign",',
      '"clock": "incident",',
      'policies[0].steps[1].after: 交办知会没有时限，只能在交办当时',
    ],
    [
      'policies.json',
      '"after": 1,',
      '"after": 1, "plus": "2小时",',
      'policies[0].steps[1].plus: 延后的时间应写作 PT2H（2小时）、PT30M（30分钟）',
    ],
    [
      'policies.json',
      '"to": "office"',
      '"to": "outside"',
      'policies[0].steps[1].to: 只有协调函才发往外部协调单位',
    ],
    ['deadlines.json', '"DL-06"', '"DL-16"', 'deadlines: 缺少 DL-06'],
    [
      'deadlines.json',
      '"PT2H", "较大"',
      '"P2WD", "较大"',
      'deadlines[3]: 时限 P2WD 与计时方式不符：工作日时限写作 P5WD 或 PT8H，自然时限写作 PT5H 或 P5D',
    ],
    [
      'deadlines.json',
      '"calendar": "natural"',
      '"calendar": "workday"',
      'deadlines[0].calendar: 法定时限按自然时间连续计算，节假日不顺延',
    ],
    [
      'deadlines.json',
      '"limit": "PT5H"',
      '"limit": null',
      'deadlines[0]: 法定时限须写明时限和适用的突发事件等级',
    ],
    [
      'clocks.json',
      '"linkTtl"',
      '"work": { "hours": [{ "from": "14:30", "to": "18:00" }, { "from": "08:00", "to": "12:00" }] }, "linkTtl"',
      'clocks.work.hours[1]: 工作时间应按先后列出，起早于止，互不重叠',
    ],
    [
      'clocks.json',
      '"linkTtl"',
      '"work": { "hours": [{ "from": "18:00", "to": "08:00" }] }, "linkTtl"',
      'clocks.work.hours[0]: 工作时间应按先后列出，起早于止，互不重叠',
    ],
    ['clocks.json', '"22:00"', '"24:00"', 'clocks.rest.from: 时刻应写作 HH:MM'],
    [
      'sources.json',
      '"url": "https://forum.qinglan.example/rss.xml",',
      '',
      'sources[0].url: feed 类信源须写明 url',
    ],
    [
      'levels.json',
      '"sensitiveCeiling": "重大"',
      '"sensitiveCeiling": "重"',
      'levels.opinion.sensitiveCeiling: 没有舆情等级“重”',
    ],
    [
      'levels.json',
      '"central": "重大"',
      '"central": "很大"',
      'levels.opinion.byTier.central: 没有舆情等级“很大”',
    ],
  ])('%s: %s → %s', (file, from, to, reason) => {
    edit(file, from, to);
    expect(problems().map((line) => line.replace(/^\S+?:\d+: /, ''))).toContain(reason);
  });
});

it('takes steps of one policy that come at the same time', () => {
  const step = '{ "after": 1, "to": "office", "template": "overdue_office" }';
  edit('policies.json', step, `${step}, ${step.replace('"office"', '"leadership"')}`);
  expect(problems()).toEqual([]);
  expect(loadProfile(dir).policies[0]?.steps.map(({ after, to }) => [after, to])).toEqual([
    [0, 'liaison'],
    [1, 'office'],
    [1, 'leadership'],
  ]);
});

describe('working days', () => {
  /** DL-05 in working time, with this limit for 一般. */
  function inWorkingTime(limit: string): void {
    edit(
      'deadlines.json',
      '"from": "judged",\n    "calendar": "natural"',
      '"from": "judged", "calendar": "workday"',
    );
    edit('deadlines.json', '"PT2H", "较大"', `"${limit}", "较大"`);
  }

  it.each(['P2WD', 'PT8H', 'PT30M'])('are what a limit of %s may be counted in', (limit) => {
    inWorkingTime(limit);
    expect(problems()).toEqual([]);
    expect(loadProfile(dir).deadlines[3]).toMatchObject({ calendar: 'workday', byLevel: { 一般: limit } });
  });

  it('are not what a reminder that repeats is counted in (DL-04)', () => {
    edit(
      'deadlines.json',
      '"limit": "PT24H",\n    "from": "other",\n    "calendar": "natural"',
      '"limit": "P1WD",\n    "from": "other", "calendar": "workday"',
    );
    expect(problems()).toEqual([
      expect.stringMatching(/^deadlines\.json:\d+: .*持续发布进展的提醒间隔按自然时间计/),
    ]);
  });

  it('are not what days of 24 hours are counted in', () => {
    inWorkingTime('P2D');
    expect(problems()).toEqual([
      expect.stringMatching(/^deadlines\.json:\d+: deadlines\[3\]: 时限 P2D 与计时方式不符/),
    ]);
  });

  const holiday = { day: '2027-10-01', to: '2027-10-08', reason: '国庆节', basis: '虚构' };
  const calendar = (...entries: object[]) =>
    writeFileSync(join(dir, 'calendar.json'), JSON.stringify(entries, null, 2));

  it('are those of the calendar, which may be left out', () => {
    expect(loadProfile(dir).calendar).toEqual([]);
    calendar(holiday, { ...holiday, day: '2027-10-09', to: undefined, working: true });
    expect(loadProfile(dir).calendar).toMatchObject([
      { ...holiday, working: false },
      { day: '2027-10-09', working: true },
    ]);
  });

  it.each([
    [{ day: '2027-02-29' }, 'calendar[1].day: 没有 2027-02-29 这一天'],
    [{ to: '2027-10-32' }, 'calendar[1].to: 没有 2027-10-32 这一天'],
    [{ to: '2027-09-30' }, 'calendar[1].to: 截止日期 2027-09-30 早于起始日期 2027-10-01'],
    [{ to: '2028-10-08' }, 'calendar[1].to: 一次安排不超过 31 天，请核对年份'],
    [{ day: '2027-01-01', to: '2027-01-01' }, 'calendar[1].day: “2027-01-01”与第 1 项重复'],
    [{ working: '是' }, 'calendar[1].working: 无效输入：期望 boolean，实际接收 string'],
  ])('of a calendar with %j are refused', (wrong, reason) => {
    calendar({ ...holiday, day: '2027-01-01', to: '2027-01-03' }, { ...holiday, ...wrong });
    expect(problems().map((line) => line.replace(/:\d+: /, ' '))).toEqual([`calendar.json ${reason}`]);
  });
});

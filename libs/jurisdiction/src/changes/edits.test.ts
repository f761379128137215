import {
  DIRECTORY_KINDS,
  KINDS,
  checkEdits,
  detailOf,
  diffBodies,
  EntrySet,
  keyOf,
  loadProfile,
  nameOf,
  needsApproval,
  referrersOf,
  renameEdits,
  RenameRefused,
  type EntryBody,
  type GivenEdit,
  type Profile,
  type Rename,
} from '#jurisdiction';
import { entriesOf } from '../store/entries.js';
import { labelOf } from './labels.js';

const setOf = (profile: Profile): EntrySet =>
  new EntrySet(
    entriesOf(profile).map(({ kind, body, ...entry }) => ({
      ...entry,
      kind: kind as GivenEdit['kind'],
      body: body as EntryBody,
      revision: 1,
    })),
  );
const tiny = setOf(loadProfile('test/profiles/tiny'));
const xiaoyi = setOf(loadProfile('config/jurisdictions/xiaoyi'));
const check = (edits: GivenEdit[], entries = tiny) => checkEdits(entries, edits, () => 99);
const edited = (kind: GivenEdit['kind'], key: string, parts: EntryBody, entries = tiny): GivenEdit => ({
  kind,
  key,
  body: { ...entries.get(kind, key)?.body, ...parts },
});

describe('what differs between two versions of an entry', () => {
  it('is told part by part, lists by what came and went', () => {
    const body = tiny.get('topics', '4')?.body ?? {};
    const after = {
      ...body,
      unit: '东湖街道',
      words: ['噪声', '吵闹'],
      dutyWords: { 云州市环境局清岚分局: ['工厂', '车间'] },
    };
    expect(diffBodies('topics', body, after)).toEqual([
      { field: 'unit', label: '主责单位', before: '市综合服务局', after: '东湖街道', added: [], removed: [] },
      { field: 'words', label: '用词', before: null, after: null, added: ['吵闹'], removed: ['噪音'] },
      {
        field: 'dutyWords.云州市环境局清岚分局',
        label: '协同单位职责用词·云州市环境局清岚分局',
        before: null,
        after: null,
        added: ['车间'],
        removed: [],
      },
    ]);
  });

  it('takes absent, empty and null for the same, and says yes and no', () => {
    expect(diffBodies('units', { name: '甲', aliases: [] }, { name: '甲', superior: null })).toEqual([]);
    expect(diffBodies('units', { vertical: false }, { vertical: true })).toMatchObject([
      { label: '垂直管理', before: '否', after: '是' },
    ]);
    expect(diffBodies('units', { superior: '乙' }, {})).toMatchObject([{ before: '乙', after: '无' }]);
  });

  it('goes into things with names of their own, and sees their order', () => {
    const levels = xiaoyi.get('levels', 'levels')?.body as { eventRules: { id: string; words: string[] }[] };
    const [first, ...rest] = levels.eventRules;
    const id = first?.id ?? '';
    const more = { ...levels, eventRules: [{ ...first, words: [...(first?.words ?? []), '新词'] }, ...rest] };
    expect(diffBodies('levels', levels, more)).toMatchObject([
      { field: `eventRules.${id}.words`, label: `突发事件标准·${id}·用词`, added: ['新词'] },
    ]);
    const turned = { ...levels, eventRules: [...rest, first] };
    const [order] = diffBodies('levels', levels, turned);
    expect(order?.before?.startsWith(id)).toBe(true);
    expect(order?.after?.endsWith(id)).toBe(true);
  });

  it('of steps without a name of their own are spelt out', () => {
    const [policy] = xiaoyi.of('policies');
    const steps = policy?.body['steps'] as EntryBody[];
    const [diff] = diffBodies('policies', policy?.body ?? {}, { ...policy?.body, steps: steps.slice(1) });
    expect(diff?.removed).toHaveLength(1);
    expect(diff?.removed[0]).not.toMatch(/[{}]/);
  });

  it('has a Chinese name for every part of every shipped entry', () => {
    const lacking = DIRECTORY_KINDS.flatMap((kind) =>
      [xiaoyi, tiny].flatMap((entries) =>
        entries
          .of(kind)
          .flatMap(({ body }) => Object.keys(body).filter((part) => !/[一-鿿]/.test(labelOf(kind, [part])))),
      ),
    );
    expect([...new Set(lacking)]).toEqual([]);
  });
});

describe('what an entry is called', () => {
  it('says something for every shipped entry, and its key is found in it', () => {
    for (const kind of DIRECTORY_KINDS)
      for (const { key, body } of xiaoyi.of(kind)) {
        expect(nameOf(kind, key, body)).toBeTruthy();
        expect(typeof detailOf(kind, body)).toBe('string');
        if (KINDS[kind].keyPart !== null) expect(keyOf(kind, body)).toBe(key);
      }
  });
});

describe('what needs a second person', () => {
  it.each<[string, GivenEdit['kind'], EntryBody | null, EntryBody | null, boolean]>([
    ['a new unit', 'units', null, { name: '甲' }, true],
    ['another alias', 'units', { name: '甲' }, { name: '甲', aliases: ['乙'] }, false],
    [
      'an alias and a superior',
      'units',
      { name: '甲' },
      { name: '甲', aliases: ['乙'], superior: '丙' },
      true,
    ],
    ['words of a topic', 'topics', { words: ['甲'] }, { words: ['乙'] }, true],
    ['a namesake', 'namesakes', null, { name: '甲' }, false],
    ['the removal of an exception', 'exceptions', { key: 'EX-1' }, null, true],
    ['who is in charge', 'portfolios', { units: ['甲'] }, { units: [] }, true],
  ])('%s', (_, kind, before, after, expected) => {
    expect(needsApproval(kind, before, after)).toBe(expected);
  });
});

describe('edits are checked against the whole directory', () => {
  it('as it would stand after all of them: a new unit and what names it go together', () => {
    const unit: GivenEdit = {
      kind: 'units',
      key: null,
      body: { name: '市水务局', kind: '市直部门', basis: '新设' },
    };
    const topic = edited('topics', '1', { unit: '市水务局' });
    expect(check([topic]).problems).toMatchObject([{ kind: 'topics', key: '1', name: '供水', path: 'unit' }]);
    const both = check([topic, unit]);
    expect(both.problems).toEqual([]);
    expect(both.profile?.topics[0]?.unit).toBe('市水务局');
    expect(both.profile?.units.at(-1)).toMatchObject({ name: '市水务局', aliases: [], vertical: false });
  });

  it('and name the part that is wrong', () => {
    const wrong = check([edited('topics', '1', { words: ['停水', ''] })]);
    expect(wrong.problems).toMatchObject([{ path: 'words[1]', label: '用词·第2项' }]);
    expect(wrong.profile).toBeNull();
    const alias = check([edited('units', '市政府', { aliases: ['东湖街道'] })]);
    expect(alias.problems).toMatchObject([{ key: '市政府', path: 'aliases[0]' }]);
  });

  it('so that nothing is removed that others name, unless they go along', () => {
    const field: GivenEdit = { kind: 'fields', key: tiny.of('fields')[0]?.key ?? '', body: null };
    const [problem] = check([field]).problems;
    expect(problem?.message).toMatch(/^还不能删除“.+”：主题“.+”（领域）/);
    const lone = tiny.of('topics').filter(({ key }) => referrersOf(tiny, 'topics', key).length === 0);
    expect(check([{ kind: 'topics', key: lone[0]?.key ?? '', body: null }]).problems).toEqual([]);
  });

  it('and refuse the same entry twice', () => {
    const note = edited('units', '市政府', { note: '甲' });
    expect(check([note, note]).problems[0]?.message).toContain('只能出现一次');
  });
});

describe('who points to an entry', () => {
  it('is found in every kind', () => {
    const found = referrersOf(tiny, 'units', '市综合服务局').map(({ kind, as }) => `${kind} ${as}`);
    expect(found).toEqual(expect.arrayContaining(['topics 主责单位', 'fields 责任单位']));
    const roles = referrersOf(tiny, 'units', '市政府').map(({ name, as }) => [name, as]);
    expect(roles).toContainEqual(['辖区', '承担的角色']);
    expect(referrersOf(tiny, 'units', '石桥镇')).toContainEqual({
      kind: 'units',
      key: '石桥乡',
      name: '单位“石桥乡”',
      as: '承继者',
    });
  });
});

describe('a rename', () => {
  const rename = (given: Partial<Rename>, entries = tiny) =>
    renameEdits(entries, {
      kind: 'units',
      key: '市综合服务局',
      name: '市公共服务局',
      code: null,
      from: '2027-01-01',
      basis: '机构改革',
      moveReferences: true,
      ...given,
    });

  it('ends the old, begins the new, and takes along who names it', () => {
    const edits = rename({});
    const [old, begun, ...moved] = edits;
    expect(old?.body).toMatchObject({ validTo: '2026-12-31', successor: '市公共服务局', aliases: [] });
    expect(begun).toMatchObject({
      key: null,
      body: { name: '市公共服务局', validFrom: '2027-01-01', aliases: ['清岚市综合服务局', '综合服务局'] },
    });
    expect(moved.length).toBeGreaterThan(2);
    const { problems, profile, after } = check(edits);
    expect(problems).toEqual([]);
    expect(profile?.topics.map(({ unit }) => unit)).not.toContain('市综合服务局');
    expect(referrersOf(after, 'units', '市综合服务局')).toEqual([]);
  });

  it('may leave those alone, for the successor is followed', () => {
    expect(rename({ moveReferences: false })).toHaveLength(2);
    expect(check(rename({ moveReferences: false })).problems).toEqual([]);
  });

  it('into a unit that stands already is a merger', () => {
    const edits = rename({ name: '东湖街道' });
    expect(edits.filter(({ kind }) => kind === 'units').map(({ key }) => key)).toEqual(['市综合服务局']);
    expect(check(edits).problems).toEqual([]);
  });

  it('of a place needs its new code, and its villages follow', () => {
    const given = { kind: 'places' as const, key: '141181100', name: '新镇' };
    expect(() => rename(given, xiaoyi)).toThrow(RenameRefused);
    const edits = rename({ ...given, code: '141181999' }, xiaoyi);
    expect(check(edits, xiaoyi).problems).toEqual([]);
    const villages = xiaoyi.of('places').filter(({ body }) => body['parent'] === '141181100');
    expect(villages.length).toBeGreaterThan(5);
    expect(edits.filter(({ body }) => body?.['parent'] === '141181999')).toHaveLength(villages.length);
  });

  it.each<[string, Partial<Rename>, RegExp]>([
    ['of what is not there', { key: '无' }, /没有要更名/],
    ['of what has ended', { key: '石桥乡' }, /不能再更名/],
    ['to the same name', { name: '市综合服务局' }, /相同/],
  ])('%s is refused', (_, given, message) => {
    expect(() => rename(given)).toThrow(message);
  });
});

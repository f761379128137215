import { randomBytes } from 'node:crypto';
import { AuditRow } from '#access/service';
import { loadProfile } from '#jurisdiction';
import {
  ChangeRefused,
  DirectoryChangeRow,
  DirectoryChanges,
  DirectoryEntryRow,
  InvalidDirectory,
  StaleChange,
  StaleEntries,
  ensureJurisdiction,
  readDirectory,
  readEntries,
  type Proposal,
} from '#jurisdiction/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { GivenEdit } from './check-edits.js';

const at = new Date('2026-11-18T09:00:00+08:00');
const changes = new DirectoryChanges();
let database: TestDatabase;
let jurisdictionId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  const profile = loadProfile('test/profiles/tiny');
  jurisdictionId = (
    await ensureJurisdiction(database.source.manager, profile, { contactsKey: randomBytes(32), at })
  ).id;
});
afterEach(() => database.drop());

type Manager = TestDatabase['source']['manager'];
const inside = <T>(work: (manager: Manager) => Promise<T>) => database.source.transaction(work);
const directory = () => readDirectory(database.source.manager, jurisdictionId);
const entry = async (kind: GivenEdit['kind'], key: string) => {
  const found = (await readEntries(database.source.manager, jurisdictionId)).entries.get(kind, key);
  if (!found) throw new Error(`no ${kind} ${key}`);
  return found;
};
/** The entry as it stands with some parts changed. */
const edited = async (kind: GivenEdit['kind'], key: string, parts: object): Promise<GivenEdit> => {
  const { body, revision } = await entry(kind, key);
  return { kind, key, body: { ...body, ...parts }, expectedRevision: revision };
};
const proposal = (edits: GivenEdit[], given: Partial<Proposal> = {}): Proposal => ({
  jurisdictionId,
  title: '供水改由东湖街道负责',
  reason: '职责调整',
  edits,
  origin: 'person',
  by: 'account:li',
  at,
  ...given,
});
const decide = ({ id, version }: DirectoryChangeRow, by = 'account:wang', note = '') => ({
  id,
  jurisdictionId,
  version,
  by,
  at,
  note,
});
const topicNo = async () => String((await directory()).profile.topics[0]?.no);

describe('a change of the directory', () => {
  it('holds once a second person has approved it, and every process sees it at its next decision', async () => {
    const no = await topicNo();
    const first = await directory();
    const edits = [await edited('topics', no, { unit: '东湖街道' })];
    const change = await inside((manager) => changes.submit(manager, proposal(edits)));
    expect(change).toMatchObject({ number: 1, state: 'proposed', appliedVersion: null });
    expect(await directory()).toBe(first);
    await expect(inside((manager) => changes.approve(manager, decide(change, 'account:li')))).rejects.toThrow(
      '由另一人核准',
    );
    const approved = await inside((manager) => changes.approve(manager, decide(change)));
    expect(approved).toMatchObject({ state: 'approved', appliedVersion: 2, decidedBy: 'account:wang' });
    const second = await directory();
    expect([second.version, second.topic(Number(no))?.unit]).toEqual(['2', '东湖街道']);
    const rows = await database.source.manager.find(DirectoryEntryRow, {
      where: { kind: 'topics', key: no },
      order: { revision: 'ASC' },
    });
    expect(
      rows.map(({ revision, changedBy, changeId, replacedBy }) => [
        revision,
        changedBy,
        changeId,
        replacedBy,
      ]),
    ).toEqual([
      [1, 'profile', null, change.id],
      [2, 'account:li', change.id, null],
    ]);
    expect(second.profile.topics.map((topic) => topic.no)).toEqual(
      first.profile.topics.map((topic) => topic.no),
    );
    const lines = await database.source.manager.find(AuditRow, { order: { id: 'ASC' } });
    expect(lines.map(({ action, actor }) => [action, actor])).toEqual([
      ['directory.proposed', 'account:li'],
      ['directory.changed', 'account:wang'],
    ]);
  });

  it('needs nobody else where only other names or notes change, unless it comes from a ruling', async () => {
    const edits = [await edited('units', '东湖街道', { aliases: ['东湖街办'] })];
    const change = await inside((manager) => changes.submit(manager, proposal(edits)));
    expect(change).toMatchObject({ state: 'approved', appliedVersion: 2, decidedBy: null });
    expect((await directory()).unit('东湖街办')?.name).toBe('东湖街道');
    const again = [await edited('units', '东湖街道', { aliases: ['东湖'] })];
    const ruled = await inside((manager) => changes.propose(manager, proposal(again, { origin: 'ruling' })));
    expect(ruled.state).toBe('proposed');
  });

  it('of an entry that somebody else has changed meanwhile is refused with the difference', async () => {
    const mine = [await edited('units', '东湖街道', { note: '甲' })];
    const theirs = [await edited('units', '东湖街道', { note: '乙' })];
    await inside((manager) => changes.submit(manager, proposal(theirs, { by: 'account:zhao' })));
    const refused = inside((manager) => changes.submit(manager, proposal(mine)));
    await expect(refused).rejects.toThrow(StaleEntries);
    await refused.catch((error: StaleEntries) =>
      expect(error.edits[0]).toMatchObject({ key: '东湖街道', before: { note: '乙' } }),
    );
    expect((await directory()).unit('东湖街道')?.note).toBe('乙');
  });

  it('by two at once is made by one of them', async () => {
    const edits = [await edited('units', '东湖街道', { note: '甲' })];
    const outcomes = await Promise.allSettled(
      ['account:a', 'account:b', 'account:c'].map((by) =>
        inside((manager) => changes.submit(manager, proposal(edits, { by }))),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await directory()).version).toBe('2');
  });

  it.each<[string, (no: string) => Promise<GivenEdit[]>, RegExp]>([
    [
      'an unknown unit',
      async (no) => [await edited('topics', no, { unit: '市水务局' })],
      /主责单位：没有单位“市水务局”/,
    ],
    ['an unknown part', async (no) => [await edited('topics', no, { colour: 1 })], /不认识的项/],
    [
      'a date that is none',
      async () => [await edited('units', '石桥镇', { validTo: '2026-02-30' })],
      /失效日期：没有 2026-02-30 这一天/,
    ],
    [
      'a removal of what others name',
      async () => [{ ...(await edited('units', '东湖街道', {})), body: null }],
      /还不能删除“东湖街道”.*负责单位/,
    ],
    [
      'a renaming in place',
      async () => [await edited('units', '东湖街道', { name: '西湖街道' })],
      /更名请用“更名”/,
    ],
    [
      'the removal of the only one',
      async () => [{ ...(await edited('clocks', 'clocks', {})), body: null }],
      /只有一项/,
    ],
    ['nothing at all', async () => [], /没有任何修改/],
  ])('with %s is refused and changes nothing', async (_, editsOf, message) => {
    const edits = await editsOf(await topicNo());
    const refused = inside((manager) => changes.submit(manager, proposal(edits)));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(InvalidDirectory);
    expect(await database.source.manager.count(DirectoryChangeRow)).toBe(0);
    expect((await directory()).version).toBe('1');
  });

  it('is taken back by a second person too, and only while its entries stand as it made them', async () => {
    const no = await topicNo();
    const before = (await entry('topics', no)).body;
    const edits = [await edited('topics', no, { unit: '东湖街道' })];
    const proposed = await inside((manager) => changes.submit(manager, proposal(edits)));
    const change = await inside((manager) => changes.approve(manager, decide(proposed)));
    const back = await inside((manager) =>
      changes.takeBack(manager, decide(change, 'account:wang', '派错了'), null),
    );
    expect(back).toMatchObject({ state: 'proposed', origin: 'take_back', takesBack: change.id });
    await inside((manager) => changes.approve(manager, decide(back, 'account:li')));
    expect((await entry('topics', no)).body).toEqual(before);
    const taken = await database.source.manager.findOneByOrFail(DirectoryChangeRow, { id: change.id });
    expect(taken.state).toBe('taken_back');
    const stale = inside((manager) => changes.takeBack(manager, decide(taken), null));
    await expect(stale).rejects.toThrow(ChangeRefused);
  });

  it('cannot be taken back over what was changed since', async () => {
    const once = await inside(async (manager) =>
      changes.submit(manager, proposal([await edited('units', '东湖街道', { note: '甲' })])),
    );
    await inside(async (manager) =>
      changes.submit(manager, proposal([await edited('units', '东湖街道', { note: '乙' })])),
    );
    const back = inside((manager) => changes.takeBack(manager, decide(once, 'account:li', '撤回'), null));
    await expect(back).rejects.toThrow(StaleEntries);
  });

  it('goes one way: decided once, by the version that was seen', async () => {
    const edits = [await edited('units', '东湖街道', { kind: '街道' })];
    const change = await inside((manager) => changes.submit(manager, proposal(edits)));
    await expect(
      inside((manager) => changes.approve(manager, { ...decide(change), version: 7 })),
    ).rejects.toThrow(StaleChange);
    await expect(inside((manager) => changes.reject(manager, decide(change)))).rejects.toThrow('请写明理由');
    await expect(inside((manager) => changes.withdraw(manager, decide(change)))).rejects.toThrow(
      '只有提出人',
    );
    await inside((manager) => changes.reject(manager, decide(change, 'account:wang', '依据不足')));
    await expect(
      inside((manager) => changes.approve(manager, { ...decide(change), version: 2 })),
    ).rejects.toThrow('已经处理过');
    expect((await directory()).version).toBe('1');
  });

  it('can wait as a draft that is not yet right', async () => {
    const no = await topicNo();
    const wrong = [await edited('topics', no, { unit: '市水务局' })];
    const draft = await inside((manager) => changes.draft(manager, proposal(wrong)));
    await expect(
      inside((manager) => changes.submitDraft(manager, decide(draft, 'account:li'))),
    ).rejects.toThrow(InvalidDirectory);
    const better = proposal([await edited('topics', no, { unit: '东湖街道' })]);
    const redrafted = await inside((manager) => changes.redraft(manager, draft, better));
    const submitted = await inside((manager) =>
      changes.submitDraft(manager, decide(redrafted, 'account:li')),
    );
    expect(submitted.state).toBe('proposed');
    await inside((manager) => changes.withdraw(manager, decide(submitted, 'account:li')));
  });

  it('numbers new entries when it takes effect, and never gives a number twice', async () => {
    const body = { name: '东湖镇', of: '云州市东区', kind: 'township' };
    const add = () => proposal([{ kind: 'namesakes', key: null, body, expectedRevision: null }]);
    const [first, second] = [
      await inside((manager) => changes.submit(manager, add())),
      await inside((manager) => changes.submit(manager, add())),
    ];
    const numbers = [first, second].map(({ edits }) => Number(edits[0]?.key));
    expect(numbers[1]).toBe((numbers[0] ?? 0) + 1);
    await inside((manager) => changes.takeBack(manager, decide(second, 'account:li', '重复'), null));
    const third = await inside((manager) => changes.submit(manager, add()));
    expect(Number(third.edits[0]?.key)).toBe((numbers[1] ?? 0) + 1);
  });
});

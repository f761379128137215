import { randomBytes } from 'node:crypto';
import { loadProfile } from '#jurisdiction';
import {
  changeUnit,
  ensureJurisdiction,
  readDirectory,
  RosterUnitRow,
  type Slot,
} from '#jurisdiction/service';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';

const key = randomBytes(32);
const UNIT = '市城市管理局';
/** A Friday afternoon. */
const at = new Date('2026-11-20T16:00:00+08:00');
let database: TestDatabase;
let jurisdictionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const profile = loadProfile('config/jurisdictions/xiaoyi');
  ({ id: jurisdictionId } = await ensureJurisdiction(database.source.manager, profile, {
    contactsKey: key,
    at,
  }));
});
afterAll(() => database.drop());

interface Edit {
  when?: Date;
  name?: string;
  slot?: Slot;
  state?: Parameters<typeof changeUnit>[3]['state'];
}
async function edit({ when = at, name, slot = 'liaison', state }: Edit): Promise<Date | null> {
  const { manager } = database.source;
  const directory = await readDirectory(manager, jurisdictionId);
  const set = name ? { [slot]: { name, phone: '13800000000', email: 'a@b.example' } } : {};
  await manager.transaction((own) =>
    changeUnit(own, key, directory, {
      jurisdictionId,
      unit: UNIT,
      at: when,
      actor: 'account:liaison',
      set,
      confirms: true,
      ...(state && { state }),
    }),
  );
  return (await manager.findOneByOrFail(RosterUnitRow, { unit: UNIT })).filingDueAt;
}

it('a change of people is to be reported with the sealed form within three working days of the first', async () => {
  const due = new Date('2026-11-25T18:00:00+08:00');
  expect(await edit({ name: '李示范' })).toEqual(due);
  const monday = new Date('2026-11-23T09:00:00+08:00');
  expect(await edit({ when: monday, name: '赵示范', slot: 'handler' })).toEqual(due);
  // A form without the seal is none.
  expect(await edit({ when: monday, state: { submittedAt: '2026-11-23', sealed: false } })).toEqual(due);
  expect(await edit({ when: monday, state: { submittedAt: '2026-11-24', sealed: true } })).toBeNull();
  // What comes with the form is reported by it.
  const file = { attachmentHash: 'f'.repeat(64), submitChannel: 'file' as const, sealed: true };
  expect(await edit({ when: monday, name: '钱示范', state: file })).toBeNull();
  const next = await edit({ when: monday, name: '孙示范' });
  expect(next).toEqual(new Date('2026-11-26T18:00:00+08:00'));
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '#clock';
import { NightApprovalRow, NoticeRow } from '#incidents/service';
import { loadKeys } from '#secrets';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { carriersOf, deskOf, FakeCarrier, person } from '../../../../test/support/delivery.js';
import { MORNING } from '../../../../test/support/rows.js';
import { DeliverStep } from './deliver-step.js';

const folder = mkdtempSync(join(tmpdir(), 'huiyin-countersign-'));
const second = person('市委宣传部', 'liaison', { email: 'second@example.org' });
const jurisdictionId = randomUUID();
let database: TestDatabase;
let mail: FakeCarrier;
let step: DeliverStep;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.source.query('truncate notice, night_approval');
  const desk = deskOf({
    clock: new TestClock(MORNING),
    keys: loadKeys(join(folder, 'keys')),
    people: [second],
  });
  mail = new FakeCarrier('mail');
  step = new DeliverStep(database.source, carriersOf(mail), desk);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A change of the directory made alone in the night, and a mail about it that waits. */
async function asked(state: NightApprovalRow['state'], template: string): Promise<string> {
  const { manager } = database.source;
  const approval = await manager.save(
    manager.create(NightApprovalRow, {
      jurisdictionId,
      what: 'directory_change',
      subjectId: randomUUID(),
      incidentId: null,
      label: '名录修改第12号',
      by: 'account:office',
      secondId: randomUUID(),
      askedSealed: Buffer.from('sealed'),
      note: '同意先办',
      at: MORNING,
      dueAt: new Date('2026-11-23T10:00:00+08:00'),
      nextDueAt: null,
      state,
    }),
  );
  const row = manager.create(NoticeRow, {
    jurisdictionId,
    incidentId: null,
    assignmentId: null,
    eventKey: `${approval.id}:asked`,
    recipientId: second.id,
    contactId: second.id,
    channel: 'mail',
    template,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: MORNING,
    createdAt: MORNING,
    priority: 1,
    data: { nightId: approval.id },
  });
  return (await manager.save(row)).id;
}
const stateOf = async (id: string) =>
  (await database.source.manager.findOneByOrFail(NoticeRow, { id })).state;

it.each([
  ['waiting', 'countersign_due', '请补签：名录修改第12号', '请在11月23日 10:00前补签'],
  ['unsigned', 'countersign_unsigned', '未按时补签：名录修改第12号', '至今尚未补签'],
  ['denied', 'countersign_denied', '补签人不同意：名录修改第12号', '补签人表示不同意'],
] as const)('what was done alone in the night reaches the second person by mail: %s', async (...given) => {
  const [state, template, subject, words] = given;
  const id = await asked(state, template);
  await step.run();
  expect(mail.to()).toEqual(['second@example.org']);
  expect(mail.sent[0]?.subject).toBe(subject);
  expect(mail.sent[0]?.text).toContain(words);
  expect(mail.sent[0]?.text).toContain('https://huiyin.example/countersign');
  // Whom was asked and what was said stays in the house.
  expect(mail.sent[0]?.html).not.toContain('同意先办');
  expect(await stateOf(id)).toBe('accepted');
});

it('what has been signed meanwhile is not asked for any more', async () => {
  const id = await asked('signed', 'countersign_due');
  await step.run();
  expect(mail.sent).toEqual([]);
  expect(await stateOf(id)).toBe('cancelled');
});

import { TestClock } from '#clock';
import { stepTimes } from '#incidents';
import {
  AssignmentRow,
  EscalationRow,
  IncidentActions,
  IncidentLogRow,
  IncidentRow,
  NoticeRow,
  announce,
} from '#incidents/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { loadCity, testKeys } from '../../../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { MORNING, makeDuty, makeIncident } from '../../../../test/support/rows.js';
import { EscalateStep } from './escalate-step.js';

class Heard extends Wakeups {
  names: string[] = [];
  wake(name: string): Promise<void> {
    this.names.push(name);
    return Promise.resolve();
  }
}

const MINUTE = 60_000;
const keys = testKeys();
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let wakeups: Heard;
let step: EscalateStep;
let contacts: ContactBook;

beforeAll(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
  contacts = new ContactBook(keys.contacts);
});
beforeEach(async () => {
  await database.source.query(
    'truncate notice, incident, assignment, escalation, incident_log, deadline, announcement',
  );
  clock = new TestClock(MORNING);
  wakeups = new Heard();
  step = new EscalateStep(database.source, { clock, wakeups, contacts, directory: readDirectory });
});
afterAll(() => database.drop());

/** `template → unit role` of every notice so far, in order. */
async function told(): Promise<string[]> {
  const manager = database.source.manager;
  const rows = await manager.find(NoticeRow, { order: { createdAt: 'ASC' } });
  const lines = await Promise.all(
    rows.map(async (row) => {
      const contact = await manager.findOneByOrFail(ContactRow, { id: row.recipientId });
      return `${row.template} → ${contact.unit} ${contact.role}`;
    }),
  );
  return [...new Set(lines)].sort((a, b) => lines.indexOf(a) - lines.indexOf(b));
}

async function after(minutes: number): Promise<string[]> {
  const before = new Set(await told());
  clock.advance(minutes * MINUTE);
  await step.due();
  return (await told()).filter((line) => !before.has(line)).sort();
}

const incidentOf = (given: Partial<IncidentRow> = {}) =>
  makeIncident(database.source.manager, { jurisdictionId, ...given });
const dutyOf = (incident: IncidentRow, unit: string, given: Partial<AssignmentRow> = {}) =>
  makeDuty(database.source.manager, incident, { unit, ...given });
const escalationOf = (duty: AssignmentRow) =>
  database.source.manager.findOneByOrFail(EscalationRow, { clock: 'sign', subjectId: duty.id });
const log = (incident: IncidentRow) =>
  database.source.manager.find(IncidentLogRow, { where: { incidentId: incident.id }, order: { id: 'ASC' } });

describe('a duty that nobody signs', () => {
  it('climbs: liaison and handler, reminder, leader in charge, city office; then it rests', async () => {
    const incident = await incidentOf({ opinionLevel: '较大' });
    await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    expect((await told()).sort()).toEqual([
      'assigned → 市综合服务局 handler',
      'assigned → 市综合服务局 liaison',
    ]);
    expect(await after(29)).toEqual([]);
    expect(await after(1)).toEqual(['reminder → 市综合服务局 handler', 'reminder → 市综合服务局 liaison']);
    expect(await after(29)).toEqual([]);
    expect(await after(1)).toEqual(['overdue_leader → 市综合服务局 charge_leader']);
    expect(await after(30)).toEqual([
      'overdue_office → 市政府办公室 handler',
      'overdue_office → 市政府办公室 liaison',
    ]);
    expect(await after(600)).toEqual([]);
    expect((await log(incident)).map((row) => `${row.type} ${String(row.data['to'])}`)).toEqual([
      'notice.queued liaison',
      'duty.reminded liaison',
      'duty.escalated charge_leader',
      'duty.escalated office',
    ]);
  });

  it('of 重大 is told to the office at once and reaches the leadership', async () => {
    const incident = await incidentOf({ opinionLevel: '重大' });
    await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    expect(await told()).toContain('office_notified → 市政府办公室 liaison');
    expect(await after(60)).toContain('overdue_leadership → 市政府 charge_leader');
    const notices = await database.source.manager.find(NoticeRow);
    expect(notices.every((row) => row.priority === 1)).toBe(true);
  });

  it('of an unconfirmed 特别重大 runs as 重大', async () => {
    const incident = await incidentOf({ opinionLevel: '特别重大' });
    const duty = await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    const row = await escalationOf(duty);
    expect(stepTimes(row).map(({ at }) => (at.getTime() - MORNING.getTime()) / MINUTE)).toEqual([
      0, 15, 30, 45, 60,
    ]);
  });

  it('does not count the night of an ordinary matter', async () => {
    clock.set(new Date('2026-11-23T21:00:00+08:00'));
    const incident = await incidentOf();
    await dutyOf(incident, '市综合服务局', { sentAt: clock.now() });
    await step.run(incident.id);
    clock.set(new Date('2026-11-24T07:59:00+08:00'));
    expect(await after(0)).toEqual([]);
    expect(await after(1)).toContain('reminder → 市综合服务局 liaison');
  });

  it('hurries from the moment its level rises, found also when nobody woke it', async () => {
    const incident = await incidentOf();
    await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    clock.advance(30 * MINUTE);
    await database.source.manager.update(IncidentRow, { id: incident.id }, { opinionLevel: '重大' });
    expect(await step.overlooked()).toEqual([incident.id]);
    await step.run(incident.id);
    expect(await step.overlooked()).toEqual([]);
    expect(await told()).toContain('office_notified → 市政府办公室 liaison');
    expect(await after(14)).toEqual([]);
    expect(await after(1)).toContain('reminder → 市综合服务局 liaison');
    expect(await after(45)).toContain('overdue_leadership → 市政府 charge_leader');
  });

  it('does not slow down when its level falls', async () => {
    const incident = await incidentOf({ opinionLevel: '重大' });
    await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    await database.source.manager.update(IncidentRow, { id: incident.id }, { opinionLevel: '一般' });
    await step.run(incident.id);
    expect(await after(15)).toContain('reminder → 市综合服务局 liaison');
  });

  it('runs by the policy stamped on it, whatever becomes of the policy', async () => {
    const incident = await incidentOf({ opinionLevel: '较大' });
    const duty = await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    const { policy } = await escalationOf(duty);
    expect(policy).toMatchObject({ key: 'sign', spans: { 较大: 60 * MINUTE } });
    await database.source.query(
      `update directory_entry set body = jsonb_set(body, '{steps}', (body->'steps') - 1) where kind = 'policies' and key = 'sign'`,
    );
    await database.source.query(`update jurisdiction set directory_version = directory_version + 1`);
    try {
      const later = await incidentOf({ opinionLevel: '较大' });
      await dutyOf(later, '石桥镇');
      await step.run(later.id);
      expect(await after(30)).toEqual(['reminder → 市综合服务局 handler', 'reminder → 市综合服务局 liaison']);
    } finally {
      await database.source.query(
        `update directory_entry set body = jsonb_set(body, '{steps}', $1::jsonb) where kind = 'policies' and key = 'sign'`,
        [JSON.stringify(policy.steps.map(({ plus: _plus, ...one }) => one))],
      );
      await database.source.query(`update jurisdiction set directory_version = directory_version + 1`);
    }
  });

  it('is urged for all that passed when nobody worked for hours', async () => {
    const incident = await incidentOf();
    await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    expect(await after(500)).toEqual([
      'overdue_leader → 市综合服务局 charge_leader',
      'overdue_office → 市政府办公室 handler',
      'overdue_office → 市政府办公室 liaison',
      'reminder → 市综合服务局 handler',
      'reminder → 市综合服务局 liaison',
    ]);
  });
});

const actions = () => new IncidentActions(database.source, clock, wakeups);

describe('urging ends', () => {
  it('when the unit signs; the others are urged on', async () => {
    const incident = await incidentOf({ opinionLevel: '较大' });
    const signed = await dutyOf(incident, '市综合服务局');
    await dutyOf(incident, '石桥镇');
    await step.run(incident.id);
    clock.advance(10 * MINUTE);
    await actions().signDuty(signed.id, 'link:市综合服务局');
    expect(await after(20)).toEqual(['reminder → 石桥镇 handler', 'reminder → 石桥镇 liaison']);
    expect(await after(30)).toEqual(['overdue_leader → 石桥镇 charge_leader']);
  });

  it('when the duty is taken back or the incident closed', async () => {
    const incident = await incidentOf({ opinionLevel: '较大' });
    const duty = await dutyOf(incident, '市综合服务局');
    await step.run(incident.id);
    await database.source.manager.update(AssignmentRow, { id: duty.id }, { state: 'withdrawn' });
    expect(await after(60)).toEqual([]);
    const row = await escalationOf(duty);
    expect(row.stopReason).toBe('withdrawn');
  });

  it('when it was signed before urging began', async () => {
    const incident = await incidentOf();
    await dutyOf(incident, '市综合服务局', { state: 'signed', signedAt: MORNING });
    await step.run(incident.id);
    expect(await after(600)).toEqual([]);
  });
});

const without = async (unit: string, roles: ContactRow['role'][], work: () => Promise<void>) => {
  const manager = database.source.manager;
  const rows = await manager.findBy(ContactRow, { unit });
  const hidden = rows.filter((row) => roles.includes(row.role));
  const nothing = { emailSealed: null, phoneSealed: null };
  for (const row of hidden) await manager.update(ContactRow, { id: row.id }, nothing);
  try {
    await work();
  } finally {
    for (const row of hidden) await manager.save(ContactRow, row);
  }
};

describe('a unit where nobody can be reached', () => {
  it('goes straight to the leader in charge', () =>
    without('市综合服务局', ['liaison', 'handler'], async () => {
      const incident = await incidentOf();
      await dutyOf(incident, '市综合服务局');
      await step.run(incident.id);
      expect(await told()).toEqual(['assigned → 市综合服务局 charge_leader']);
      expect((await log(incident))[0]).toMatchObject({
        type: 'duty.escalated',
        data: { to: 'charge_leader' },
      });
    }));

  it('without a leader too goes to the city office, which is asked to help', () =>
    without('市综合服务局', ['liaison', 'handler', 'charge_leader'], async () => {
      const incident = await incidentOf();
      await dutyOf(incident, '市综合服务局');
      await step.run(incident.id);
      expect((await told()).sort()).toEqual([
        'unreachable → 市政府办公室 handler',
        'unreachable → 市政府办公室 liaison',
      ]);
    }));
});

describe('the office', () => {
  it('that is late itself is urged through its own leader', async () => {
    const incident = await incidentOf({ opinionLevel: '较大' });
    await dutyOf(incident, '市政府办公室', { roles: ['pool_owner'] });
    await step.run(incident.id);
    expect(await after(90)).toContain('overdue_office → 市政府办公室 charge_leader');
  });

  it('hears once that a person must confirm; of a report on public servants only the publicity department does', async () => {
    const open = await incidentOf({ state: 'awaiting_confirmation' });
    const restricted = await incidentOf({ state: 'awaiting_confirmation', restricted: true });
    const { manager } = database.source;
    for (const incident of [open, restricted])
      await announce({ manager, at: clock.now(), actor: 'system' }, incident, {
        eventKey: `${incident.id}:confirm`,
        unit: '市政府办公室',
        audience: 'liaison_and_handler',
        template: 'needs_confirmation',
      });
    for (const incident of [open, open, restricted]) await step.run(incident.id);
    const rows = await database.source.manager.find(NoticeRow);
    expect(rows.filter((row) => row.incidentId === open.id)).toHaveLength(2);
    expect((await told()).sort()).toEqual([
      'needs_confirmation → 市委宣传部 handler',
      'needs_confirmation → 市委宣传部 liaison',
      'needs_confirmation → 市政府办公室 handler',
      'needs_confirmation → 市政府办公室 liaison',
    ]);
  });
});

it('who is only informed is told once and never urged', async () => {
  const incident = await incidentOf();
  const duty = await dutyOf(incident, '石桥镇', { roles: ['informed'], mustSign: false, signDueAt: null });
  await announce({ manager: database.source.manager, at: clock.now(), actor: 'system' }, incident, {
    eventKey: `${duty.id}:informed`,
    unit: '石桥镇',
    audience: 'liaison',
    template: 'informed',
    assignmentId: duty.id,
    ownOnly: true,
  });
  await step.run(incident.id);
  await step.run(incident.id);
  expect(await told()).toEqual(['informed → 石桥镇 liaison']);
  expect(await after(6000)).toEqual([]);
});

it('imported history urges nobody', async () => {
  const incident = await incidentOf({ historic: true, opinionLevel: '重大' });
  await dutyOf(incident, '市综合服务局');
  await step.run(incident.id);
  expect(await told()).toEqual([]);
});

it('two workers at once tell each person once', async () => {
  const incidents = [];
  for (let count = 0; count < 6; count += 1) {
    const incident = await incidentOf({ opinionLevel: '重大' });
    await dutyOf(incident, '市综合服务局');
    await dutyOf(incident, '石桥镇');
    incidents.push(incident);
  }
  await Promise.all([...incidents, ...incidents].map((incident) => step.run(incident.id)));
  clock.advance(15 * MINUTE);
  await Promise.all([step.due(), step.due(), step.due()]);
  const notices = await database.source.manager.find(NoticeRow);
  expect(notices.filter((row) => row.template === 'reminder')).toHaveLength(6 * 4);
  expect(notices.filter((row) => row.template === 'assigned')).toHaveLength(6 * 4);
  expect(notices.filter((row) => row.template === 'office_notified')).toHaveLength(6 * 2);
  for (const incident of incidents)
    expect((await log(incident)).filter((row) => row.type === 'duty.reminded')).toHaveLength(2);
  expect(wakeups.names.every((name) => name === 'deliver')).toBe(true);
});

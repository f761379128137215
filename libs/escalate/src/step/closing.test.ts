import { join } from 'node:path';
import { projectRoot } from '#config';
import { TestClock } from '#clock';
import type { OpinionLevel } from '#incidents';
import {
  DeadlineRow,
  EscalationRow,
  IncidentActions,
  IncidentRow,
  NoticeRow,
  stopAllEscalations,
} from '#incidents/service';
import { loadProfile } from '#jurisdiction';
import { Publications } from '#respond/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { loadCity, smallCity, testKeys } from '../../../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeDuty, makeIncident } from '../../../../test/support/rows.js';
import { EscalateStep } from './escalate-step.js';

/** DL-12: what has been answered is evaluated and closed within five working days, and who lets it lie is told. */
const at = (text: string) => new Date(`2026-${text}+08:00`);
/** A Wednesday; five working days later is Wednesday of the next week at the close. */
const ANSWERED = at('11-18T10:00:00');
const keys = testKeys();
const silent = { wake: () => Promise.resolve() } as unknown as Wakeups;
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let step: EscalateStep;
let actions: IncidentActions;

beforeAll(async () => {
  database = await createTestDatabase();
  const { deadlines } = loadProfile(join(projectRoot(), 'config/jurisdictions/xiaoyi'));
  jurisdictionId = await loadCity(manager(), keys, { ...smallCity(), deadlines });
});
beforeEach(async () => {
  await database.source.query('truncate notice, incident, assignment, escalation, deadline, announcement');
  clock = new TestClock(ANSWERED);
  const contacts = new ContactBook(keys.contacts);
  step = new EscalateStep(database.source, { clock, wakeups: silent, contacts, directory: readDirectory });
  actions = new IncidentActions(database.source, clock, silent);
});
afterAll(() => database.drop());

const manager = () => database.source.manager;

async function answered(opinionLevel: OpinionLevel): Promise<IncidentRow> {
  const incident = await makeIncident(manager(), { jurisdictionId, opinionLevel, state: 'signed' });
  await makeDuty(manager(), incident, { unit: '市综合服务局', state: 'signed', signedAt: ANSWERED });
  const { version } = await manager().findOneByOrFail(IncidentRow, { id: incident.id });
  await new Publications(database.source, clock, silent, readDirectory).record(
    incident.id,
    {
      version,
      url: 'https://www.qinglan.example/1',
      at: ANSWERED,
      form: 'authoritative',
      nature: null,
      commitments: [],
    },
    'account:office',
  );
  await step.run(incident.id);
  return manager().findOneByOrFail(IncidentRow, { id: incident.id });
}

/** What has been told of the evaluation by mail, once a person. */
async function told(time: string): Promise<string[]> {
  clock.set(at(time));
  await step.due();
  const rows = await manager().findBy(NoticeRow, { channel: 'mail' });
  const lines = rows
    .filter(({ template }) => template.startsWith('evaluation_'))
    .map(async ({ template, recipientId }) => {
      const { unit, role } = await manager().findOneByOrFail(ContactRow, { id: recipientId });
      return `${template} → ${unit} ${role}`;
    });
  return (await Promise.all(lines)).sort();
}
const NEAR = ['evaluation_near → 市政府办公室 handler', 'evaluation_near → 市政府办公室 liaison'];
const OVERDUE = ['evaluation_overdue → 市政府办公室 handler', 'evaluation_overdue → 市政府办公室 liaison'];

it('warns the office when a fifth is left, urges it when the time is up, and its leader a day later', async () => {
  await answered('重大');
  expect(await told('11-24T00:00:00')).toEqual([]);
  expect(await told('11-24T07:00:00')).toEqual(NEAR);
  expect(await told('11-25T17:59:59')).toEqual(NEAR);
  expect(await told('11-25T18:00:00')).toEqual([...NEAR, ...OVERDUE]);
  expect(await told('11-26T18:00:00')).toEqual([
    ...NEAR,
    'evaluation_overdue → 市政府办公室 charge_leader',
    ...OVERDUE,
  ]);
});

it('says nothing beforehand of a light matter, which closes quietly', async () => {
  await answered('一般');
  expect(await told('11-25T17:59:59')).toEqual([]);
  expect(await told('11-26T19:00:00')).toEqual(OVERDUE);
});

it('ends with closing where no evaluation is asked for, and nobody is urged any more', async () => {
  const { id, version } = await answered('一般');
  await actions.close(id, version, '已解决', 'account:office');
  const running = await manager().findOneByOrFail(EscalationRow, { incidentId: id, clock: 'closing' });
  expect(running.stoppedAt).not.toBeNull();
  expect(await told('11-30T18:00:00')).toEqual([]);
});

it('runs on over the closing of a matter whose evaluation is still to be written, and ends with that', async () => {
  const { id } = await answered('重大');
  await stopAllEscalations({ manager: manager(), actor: 'system', at: clock.now() }, id);
  await manager().update(IncidentRow, { id }, { state: 'closed' });
  expect(await told('11-25T18:00:00')).toEqual([...NEAR, ...OVERDUE]);
  await manager().update(DeadlineRow, { incidentId: id, rule: 'DL-12' }, { settledAt: clock.now() });
  await manager().update(IncidentRow, { id }, { state: 'evaluated' });
  expect(await told('11-27T18:00:00')).toEqual([...NEAR, ...OVERDUE]);
});

it('is begun by the sweep where the wake-up was lost, also of a matter that was closed meanwhile', async () => {
  const { id } = await answered('重大');
  await manager().delete(EscalationRow, { incidentId: id });
  await manager().update(IncidentRow, { id }, { state: 'closed' });
  expect(await step.overlooked()).toContain(id);
  expect(await manager().findBy(EscalationRow, { incidentId: id })).toMatchObject([
    { clock: 'closing', unit: null, dueAt: at('11-25T18:00:00') },
  ]);
});

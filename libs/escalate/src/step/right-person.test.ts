import { TestClock } from '#clock';
import {
  AnnouncementRow,
  AssignmentRow,
  HandOnActions,
  HandOnRow,
  holdersNow,
  IncidentLogRow,
  NoticeRow,
  announce,
  type HandedOn,
  type IncidentRow,
} from '#incidents/service';
import { ContactBook, ContactRow, EndpointRow, readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { seal } from '#secrets';
import { loadCity, testKeys } from '../../../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { MORNING, makeDuty, makeIncident } from '../../../../test/support/rows.js';
import { EscalateStep } from './escalate-step.js';

/** That a step reaches the person who has the duty now, and whom no message reaches is called. */
const MINUTE = 60_000;
const UNIT = '市综合服务局';
const OFFICE = '市政府办公室';
const keys = testKeys();
const silent = { wake: () => Promise.resolve() } as unknown as Wakeups;
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let step: EscalateStep;
let handOns: HandOnActions;

beforeEach(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
  clock = new TestClock(MORNING);
  const contacts = new ContactBook(keys.contacts);
  step = new EscalateStep(database.source, { clock, wakeups: silent, contacts, directory: readDirectory });
  handOns = new HandOnActions(database.source, clock, silent, readDirectory, keys.contacts);
});
afterEach(() => database.drop());

const manager = () => database.source.manager;
const contactOf = (role: ContactRow['role'], unit = UNIT) =>
  manager().findOneByOrFail(ContactRow, { jurisdictionId, unit, role });
const change = (contact: ContactRow, given: Partial<ContactRow>) =>
  manager().update(ContactRow, { id: contact.id }, given);
const onlyTelephone = async (role: ContactRow['role'], unit = UNIT) =>
  change(await contactOf(role, unit), { emailSealed: null });

/** `template → unit role channel state` of what steps and announcements have told, each event in its order. */
async function told(incident: IncidentRow): Promise<string[]> {
  const rows = await manager().find(NoticeRow, {
    where: { incidentId: incident.id },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  const lines = rows.map(async ({ template, recipientId, channel, state }) => {
    const { unit, role } = await manager().findOneByOrFail(ContactRow, { id: recipientId });
    return `${template} → ${unit} ${role} ${channel} ${state}`;
  });
  return (await Promise.all(lines)).sort();
}

async function dispatched(given: Partial<IncidentRow> = {}) {
  const incident = await makeIncident(manager(), { jurisdictionId, opinionLevel: '较大', ...given });
  const times = { signDueAt: new Date(MORNING.getTime() + 60 * MINUTE), reportDueAt: null };
  const duty = await makeDuty(manager(), incident, { unit: UNIT, ...times });
  await step.run(incident.id);
  return { incident, duty };
}
async function after(minutes: number, incident: IncidentRow): Promise<string[]> {
  const before = await told(incident);
  clock.advance(minutes * MINUTE);
  await step.due();
  const now = await told(incident);
  for (const line of before) now.splice(now.indexOf(line), 1);
  return now;
}

describe('a duty that was handed on', () => {
  const handOn = async (duty: AssignmentRow, from: ContactRow, to: ContactRow) =>
    handOns.handOn(duty.id, { from: from.id, to: { contactId: to.id }, note: '' }, `link:${UNIT}`);
  /** A colleague the roster does not ask for duties. */
  const colleague = async (given: Partial<ContactRow> = {}) => {
    const { id: _id, ...like } = await contactOf('office');
    return manager().save(
      manager().create(ContactRow, {
        ...like,
        nameSealed: seal(keys.contacts, '赵同事'),
        emailSealed: seal(keys.contacts, 'zhao@qinglan.example'),
        ...given,
      }),
    );
  };

  it('is urged where it is now: the colleague hears, who handed it on does not, the other one still does', async () => {
    const { incident, duty } = await dispatched();
    const other = await colleague();
    await handOn(duty, await contactOf('liaison'), other);
    expect(await after(30, incident)).toEqual([
      `reminder → ${UNIT} handler mail pending`,
      `reminder → ${UNIT} office mail pending`,
    ]);
    // The leader in charge is the leader in charge.
    expect(await after(30, incident)).toEqual([`overdue_leader → ${UNIT} charge_leader mail pending`]);
  });

  it('is urged by hand there too, and back with the first one when it was taken back', async () => {
    const { incident, duty } = await dispatched();
    const liaison = await contactOf('liaison');
    await handOn(duty, liaison, await colleague());
    const urge = async (eventKey: string) => {
      const act = { manager: manager(), actor: 'account:test', at: clock.now() };
      const about = { assignmentId: duty.id, unit: UNIT, audience: 'liaison', template: 'urged' } as const;
      await announce(act, incident, { eventKey, ...about });
      return after(1, incident);
    };
    expect(await urge('first')).toEqual([`urged → ${UNIT} office mail pending`]);
    await handOns.takeBack(duty.id, liaison.id, `link:${UNIT}`);
    expect(await urge('second')).toEqual([`urged → ${UNIT} liaison mail pending`]);
    expect(await manager().countBy(AnnouncementRow, { assignmentId: duty.id })).toBe(2);
  });

  it.each([
    ['has left the roster', { endedAt: MORNING }],
    ['has neither address nor telephone', { emailSealed: null, phoneSealed: null }],
  ])('stays with who handed it on where the colleague %s', async (_why, gone) => {
    const { incident, duty } = await dispatched();
    const other = await colleague();
    await handOn(duty, await contactOf('liaison'), other);
    await change(other, gone);
    expect(await after(30, incident)).toEqual([
      `reminder → ${UNIT} handler mail pending`,
      `reminder → ${UNIT} liaison mail pending`,
    ]);
  });

  it('follows somebody the roster does not know, once the office has entered them', async () => {
    const { incident, duty } = await dispatched();
    const liaison = await contactOf('liaison');
    const guest = { person: '钱借调', phone: null, email: 'qian@qinglan.example' };
    const row = await handOns.handOn(duty.id, { from: liaison.id, to: guest, note: '' }, `link:${UNIT}`);
    await step.run(incident.id);
    await handOns.settle(row.id, { approve: true, note: '' }, 'account:office');
    await after(30, incident);
    const reminders = await manager().findBy(NoticeRow, { incidentId: incident.id, template: 'reminder' });
    const { toContactId } = await manager().findOneByOrFail(HandOnRow, { id: row.id });
    const heard = reminders.map(({ contactId }) => contactId);
    expect(heard).toContain(toContactId);
    expect(heard).not.toContain(liaison.id);
  });

  it('is with the ends of the chains that stand', () => {
    const row = (from: string, to: string, state: HandedOn['state'] = 'told'): HandedOn => ({
      state,
      fromContactId: from,
      toContactId: to,
    });
    expect(holdersNow([])).toEqual([]);
    expect(holdersNow([row('a', 'b'), row('b', 'c')])).toEqual(['c']);
    expect(holdersNow([row('a', 'b'), row('b', 'a')])).toEqual(['a']);
    expect(holdersNow([row('a', 'b'), row('c', 'd')])).toEqual(['b', 'd']);
    expect(holdersNow([row('a', 'b', 'taken_back'), row('a', 'c')])).toEqual(['c']);
  });
});

describe('somebody who has only a telephone, where no gateway sends short messages', () => {
  it('is called; a colleague with an address hears by mail, and the leader is not put before', async () => {
    await onlyTelephone('liaison');
    const { incident } = await dispatched();
    expect(await told(incident)).toEqual([
      `assigned → ${UNIT} handler mail pending`,
      `assigned → ${UNIT} liaison phone to_call`,
    ]);
  });

  it('is called, and the next who has an address hears beside: a call that nobody makes reaches nobody', async () => {
    await onlyTelephone('liaison');
    await onlyTelephone('handler');
    const { incident } = await dispatched();
    expect(await told(incident)).toEqual([
      `assigned → ${UNIT} charge_leader mail pending`,
      `assigned → ${UNIT} handler phone to_call`,
      `assigned → ${UNIT} liaison phone to_call`,
    ]);
    // One call that waits is enough; the leader is reminded.
    expect(await after(30, incident)).toEqual([`reminder → ${UNIT} charge_leader mail pending`]);
  });

  it('asks the office to help where the whole unit has only telephones, and each is to be called once', async () => {
    for (const role of ['liaison', 'handler', 'charge_leader'] as const) await onlyTelephone(role);
    const { incident } = await dispatched();
    expect(await told(incident)).toEqual([
      `assigned → ${UNIT} handler phone to_call`,
      `assigned → ${UNIT} liaison phone to_call`,
      `unreachable → ${OFFICE} handler mail pending`,
      `unreachable → ${OFFICE} liaison mail pending`,
    ]);
    const [entry] = await manager().findBy(IncidentLogRow, { incidentId: incident.id });
    expect(entry).toMatchObject({ type: 'duty.escalated', data: { to: 'office' } });
  });

  it('is sent a short message instead as soon as there is a gateway', async () => {
    await onlyTelephone('liaison');
    await manager().save(
      manager().create(EndpointRow, {
        jurisdictionId,
        kind: 'sms',
        name: '短信',
        units: [],
        settingsSealed: Buffer.alloc(0),
        enabled: true,
        createdBy: 'test',
        createdAt: MORNING,
      }),
    );
    const { incident } = await dispatched();
    expect((await told(incident)).filter((line) => line.includes('liaison'))).toEqual([
      `assigned → ${UNIT} liaison sms pending`,
    ]);
  });

  it('is not read a letter: a coordinator outside without an address is the business of the office', async () => {
    const { incident } = await dispatched();
    const outside = '云州市环境局清岚分局';
    for (const role of ['liaison', 'handler', 'office', 'charge_leader'] as const)
      await onlyTelephone(role, outside);
    const act = { manager: manager(), actor: 'system', at: clock.now() };
    const about = { unit: outside, audience: 'outside', template: 'coordination_letter' } as const;
    await announce(act, incident, { eventKey: 'letter', ...about });
    expect(await after(1, incident)).toEqual([
      `coordination_by_hand → ${OFFICE} handler mail pending`,
      `coordination_by_hand → ${OFFICE} liaison mail pending`,
    ]);
  });
});

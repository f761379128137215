import { TestClock } from '#clock';
import { AssignmentRow, IncidentActions, NoticeRow } from '#incidents/service';
import { DeliverStep } from '#deliver/service';
import { EscalateStep, RosterCare } from '#escalate/service';
import {
  ContactAbsenceRow,
  ContactBook,
  ContactRow,
  changeUnit,
  confirmUnit,
  readDirectory,
  RosterUnitRow,
} from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { loadCity, testKeys } from '../../support/city.js';
import { carriersOf, deskOf, FakeCarrier } from '../../support/delivery.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { makeDuty, makeIncident, makeNotice, MORNING } from '../../support/rows.js';

const UNIT = '市综合服务局';
const DAY = 86_400_000;
const keys = testKeys();
const silent = new (class extends Wakeups {
  wake = () => Promise.resolve();
})();
let database: TestDatabase;
let jurisdictionId: string;
let clock: TestClock;
let step: EscalateStep;

beforeEach(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
  clock = new TestClock(MORNING);
  const contacts = new ContactBook(keys.contacts);
  step = new EscalateStep(database.source, { clock, wakeups: silent, contacts, directory: readDirectory });
});
afterEach(() => database.drop());

const manager = () => database.source.manager;
const contactIn = async (role: ContactRow['role'], standby = false): Promise<ContactRow> =>
  manager().findOneByOrFail(ContactRow, { unit: UNIT, role, standby });

async function away(role: ContactRow['role'], from: string, to: string, substituteId: string | null = null) {
  await manager().insert(ContactAbsenceRow, {
    jurisdictionId,
    contactId: (await contactIn(role)).id,
    fromDay: from,
    toDay: to,
    substituteId,
    recordedBy: 'account:office',
    recordedAt: clock.now(),
  });
}

/** Sends a duty and gives who is told of it, as `template → role`. */
async function dispatch(): Promise<string[]> {
  const incident = await makeIncident(manager(), { jurisdictionId });
  await makeDuty(manager(), incident, { unit: UNIT, sentAt: clock.now(), signDueAt: null });
  await step.run(incident.id);
  const notices = await manager().findBy(NoticeRow, { incidentId: incident.id });
  const lines = await Promise.all(
    notices.map(async ({ template, recipientId }) => {
      const { role, standby } = await manager().findOneByOrFail(ContactRow, { id: recipientId });
      return `${template} → ${role}${standby ? ' B角' : ''}`;
    }),
  );
  return lines.sort();
}

const handB = () =>
  database.source.transaction(async (inside) =>
    changeUnit(inside, keys.contacts, await readDirectory(manager(), jurisdictionId), {
      jurisdictionId,
      unit: UNIT,
      at: clock.now(),
      actor: 'account:office',
      set: { liaison_b: { name: '赵试填', phone: null, email: 'b@qinglan.example' } },
      confirms: false,
    }),
  );

it('during an absence notices go to the substitute, before and after to the liaison', async () => {
  await away('liaison', '2026-11-24', '2026-11-25', (await contactIn('charge_leader')).id);
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison']);
  clock.set(new Date('2026-11-24T09:00:00+08:00'));
  expect(await dispatch()).toEqual(['assigned → charge_leader', 'assigned → handler']);
  clock.set(new Date('2026-11-25T23:30:00+08:00'));
  expect(await dispatch()).toEqual(['assigned → charge_leader', 'assigned → handler']);
  clock.set(new Date('2026-11-26T00:30:00+08:00'));
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison']);
});

it('without a named substitute the deputy is told', async () => {
  await handB();
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison']);
  await away('liaison', '2026-11-23', '2026-11-23');
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison B角']);
});

it('a unit where everybody is away goes straight to its leader in charge, then to the city office', async () => {
  await away('liaison', '2026-11-23', '2026-11-24');
  await away('handler', '2026-11-23', '2026-11-24');
  expect(await dispatch()).toEqual(['assigned → charge_leader']);
  await away('charge_leader', '2026-11-23', '2026-11-24');
  expect((await dispatch()).every((line) => line.startsWith('unreachable'))).toBe(true);
  clock.advance(2 * DAY);
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison']);
});

it('a new number keeps the person: absence, notices under way and what was reached stay with them', async () => {
  const before = await contactIn('liaison');
  await away('liaison', '2026-11-23', '2026-11-23');
  const directory = await readDirectory(manager(), jurisdictionId);
  const change = { jurisdictionId, unit: UNIT, at: clock.now(), actor: 'account:office', confirms: false };
  const edit = (person: { name: string; phone: string | null; email: string | null }) =>
    database.source.transaction((inside) =>
      changeUnit(inside, keys.contacts, directory, { ...change, set: { liaison: person } }),
    );
  const same = { name: '王演示', phone: '13800000000', email: 'p4@qinglan.example' };
  expect(await edit(same)).toEqual(['liaison']);
  expect(await edit(same)).toEqual([]);
  expect(await dispatch()).toEqual(['assigned → handler']);
  const rows = await manager().findBy(ContactRow, { unit: UNIT, role: 'liaison' });
  expect(rows).toHaveLength(2);
  expect(rows.filter((row) => row.endedAt === null).map((row) => row.id)).toEqual([before.id]);
  const book = new ContactBook(keys.contacts);
  expect((await book.namesOf(manager(), jurisdictionId)).filter((each) => each.unit === UNIT)).toEqual(
    expect.arrayContaining([{ unit: UNIT, role: 'liaison', contactId: before.id, name: '王演示' }]),
  );
  await edit({ name: '新联络', phone: null, email: 'new@qinglan.example' });
  expect(await dispatch()).toEqual(['assigned → handler', 'assigned → liaison']);
  expect(await book.contact(manager(), before.id)).toMatchObject({ name: '王演示' });
});

it('signing says who was reached, in the same transaction', async () => {
  const incident = await makeIncident(manager(), { jurisdictionId });
  const duty = await makeDuty(manager(), incident, { unit: UNIT });
  const [liaison, handler] = [await contactIn('liaison'), await contactIn('handler')];
  await makeNotice(manager(), incident, { contactId: handler.id, assignmentId: duty.id, state: 'accepted' });
  clock.advance(DAY / 24);
  await new IncidentActions(database.source, clock, silent).signDuty(duty.id, `link:${UNIT}`);
  expect((await contactIn('handler')).lastReachedAt).toEqual(clock.now());
  expect((await contactIn('liaison')).lastReachedAt).toBeNull();

  const silentDuty = await makeDuty(manager(), await makeIncident(manager(), { jurisdictionId }), {
    unit: UNIT,
  });
  await new IncidentActions(database.source, clock, silent).signDuty(silentDuty.id, 'account:liaison');
  expect((await manager().findOneByOrFail(ContactRow, { id: liaison.id })).lastReachedAt).toEqual(
    clock.now(),
  );
  expect(await manager().countBy(AssignmentRow, { state: 'signed' })).toBe(2);
});

describe('the upkeep of the roster', () => {
  /** Looks at the roster and sends what is due; gives what went, by subject and role of the reader. */
  async function care(): Promise<string[]> {
    const contacts = new ContactBook(keys.contacts);
    await new RosterCare(database.source, {
      clock,
      wakeups: silent,
      contacts,
      directory: readDirectory,
    }).due();
    const mail = new FakeCarrier('mail');
    const desk = { ...deskOf({ clock, keys, people: [] }), contacts, directory: readDirectory };
    await new DeliverStep(database.source, carriersOf(mail), desk).run();
    const sent = await Promise.all(
      mail.sent.map(async ({ id, subject }) => {
        const { contactId } = await manager().findOneByOrFail(NoticeRow, { id });
        return `${subject} → ${(await manager().findOneByOrFail(ContactRow, { id: contactId ?? '' })).role}`;
      }),
    );
    return sent.sort();
  }
  const due = (confirmDueAt: Date) => manager().update(RosterUnitRow, { unit: UNIT }, { confirmDueAt });
  const hours = (count: number) => clock.advance(count * 3_600_000);

  it('asks a unit to confirm before it is due, its leader after, at their desks only, and stops once it has', async () => {
    await due(new Date(MORNING.getTime() + 3 * DAY));
    expect(await care()).toEqual([]);
    hours(1);
    const asked = `请核对联络人名单：${UNIT}`;
    expect(await care()).toEqual([`${asked} → handler`, `${asked} → liaison`]);
    expect(await care()).toEqual([]);
    hours(4 * 24);
    const late = `联络人名单逾期未确认：${UNIT}`;
    expect(await care()).toEqual([`${late} → charge_leader`]);
    const directory = await readDirectory(manager(), jurisdictionId);
    await database.source.transaction((inside) =>
      confirmUnit(inside, directory, {
        jurisdictionId,
        unit: UNIT,
        at: clock.now(),
        actor: 'account:office',
      }),
    );
    hours(7 * 24);
    expect(await care()).toEqual([]);
  });

  it('tells the leader in charge that no message reaches the liaison, and the office where nobody is left', async () => {
    hours(1);
    for (const role of ['liaison', 'handler'] as const) await away(role, '2026-11-23', '2026-12-24');
    expect(await care()).toEqual([`本单位联络人联系不上：${UNIT} → charge_leader`]);
    await away('charge_leader', '2026-11-23', '2026-12-24');
    const office = `有单位无人可以送达：${UNIT}`;
    expect(await care()).toEqual([`${office} → handler`, `${office} → liaison`]);
  });
});

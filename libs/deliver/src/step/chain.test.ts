import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '#clock';
import { IncidentLogRow, NoticeRow, type IncidentRow } from '#incidents/service';
import { EndpointRow } from '#jurisdiction/service';
import { loadKeys, seal } from '#secrets';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { carriersOf, deskOf, FakeCarrier, person } from '../../../../test/support/delivery.js';
import { makeDuty, makeIncident, makeNotice, MORNING } from '../../../../test/support/rows.js';
import { DeliveryError } from '../channels/carrier.js';
import { bounced } from './chain.js';
import { DeliverStep } from './deliver-step.js';
import type { Contact } from './desk.js';

const jurisdictionId = randomUUID();
const folder = mkdtempSync(join(tmpdir(), 'huiyin-chain-'));
const keys = loadKeys(join(folder, 'keys'));
const MINUTE = 60_000;

let database: TestDatabase;
let clock: TestClock;
let mail: FakeCarrier;
let sms: FakeCarrier;
let wecom: FakeCarrier;
let step: DeliverStep;
let desk: ReturnType<typeof deskOf>;
let liaison: Contact;
let handler: Contact;
let office: Contact;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.source.query('truncate notice, incident, assignment, incident_log, channel_endpoint');
  clock = new TestClock(MORNING);
  liaison = person('市住建局', 'liaison', { phone: '13800000001' });
  handler = person('市住建局', 'handler');
  office = person('市政府办公室', 'liaison');
  desk = deskOf({ clock, keys, people: [liaison, handler, office] });
  [mail, sms, wecom] = [new FakeCarrier('mail'), new FakeCarrier('sms'), new FakeCarrier('wecom')];
  step = new DeliverStep(database.source, carriersOf(mail, sms, wecom), desk);
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const gone = new DeliveryError('recipient', '550 <liaison.zj@example.org> no such user');
const away = new DeliveryError('relay', 'connect ECONNREFUSED');
const notices = () =>
  database.source.manager.find(NoticeRow, { order: { createdAt: 'ASC', channel: 'ASC' } });
const log = async (type: string) =>
  (await database.source.manager.find(IncidentLogRow, { order: { id: 'ASC' } })).filter(
    (row) => row.type === type,
  );

async function endpoint(kind: EndpointRow['kind'], units: string[] = []): Promise<string> {
  const row = await database.source.manager.save(
    database.source.manager.create(EndpointRow, {
      jurisdictionId,
      kind,
      name: `${kind} ${units.join()}`,
      units,
      settingsSealed: Buffer.alloc(0),
      enabled: true,
      createdBy: 'test',
      createdAt: MORNING,
    }),
  );
  desk.endpointsOpen.push({ id: row.id, kind, units, settings: {} });
  return row.id;
}

async function alert(given: Partial<IncidentRow> = {}, notice: Partial<NoticeRow> = {}): Promise<NoticeRow> {
  const { manager } = database.source;
  const incident = await makeIncident(manager, { jurisdictionId, ...given });
  const duty = await makeDuty(manager, incident, { unit: '市住建局' });
  const about = { assignmentId: duty.id, template: 'assigned', eventKey: `${duty.id}:sent` };
  return makeNotice(manager, incident, { contactId: liaison.id, ...about, ...notice } as never);
}

describe('an address that is refused', () => {
  it('is followed by a short message to the same person where there is a gateway', async () => {
    await endpoint('sms');
    mail.answer = () => gone;
    await alert();
    await step.run();
    expect(sms.to()).toEqual(['13800000001']);
    expect((await notices()).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'mail failed',
      'sms accepted',
    ]);
    const [hop] = await log('notice.rerouted');
    expect(hop?.data).toMatchObject({
      reason: 'failed',
      from: { channel: 'mail', unit: '市住建局', to: 'liaison' },
      to: { channel: 'sms', unit: '市住建局', to: 'liaison' },
    });
    expect(JSON.stringify(await log('notice.failed'))).not.toContain('@');
  });

  it('is followed by the call to be made and by the next person, where there is no other way', async () => {
    mail.answer = ({ to }) => ('email' in to && to.email.startsWith('liaison.zj') ? gone : null);
    await alert();
    await step.run();
    expect(mail.to()).toEqual(['handler.zj@example.org']);
    const rows = await notices();
    expect(rows.find(({ channel }) => channel === 'phone')).toMatchObject({
      state: 'to_call',
      contactId: liaison.id,
    });
    expect(
      (await log('notice.rerouted')).map(({ data }) => (data['to'] as { channel: string }).channel),
    ).toEqual(['phone', 'mail']);
  });

  it('of all a unit has brings it before the office; where nobody is left the log says so', async () => {
    mail.answer = () => gone;
    await alert();
    await step.run();
    const rows = await notices();
    expect(rows.filter(({ state }) => state === 'failed').map(({ contactId }) => contactId)).toEqual(
      expect.arrayContaining([liaison.id, handler.id, office.id]),
    );
    expect(rows.find(({ contactId }) => contactId === office.id)?.template).toBe('unreachable');
    expect((await log('notice.rerouted')).at(-1)?.data['to']).toBeNull();
  });

  it('changes nothing when the same person was told another way', async () => {
    await endpoint('sms');
    const first = await alert();
    const incident = { id: first.incidentId, jurisdictionId, rehearsal: false } as IncidentRow;
    const about = { assignmentId: first.assignmentId, template: 'assigned', eventKey: first.eventKey };
    await makeNotice(database.source.manager, incident, { contactId: liaison.id, channel: 'sms', ...about });
    mail.answer = () => gone;
    await step.run();
    expect(await notices()).toHaveLength(2);
    expect(await log('notice.rerouted')).toHaveLength(0);
  });

  it('and a short message that is refused at the same moment are not both left to the other', async () => {
    await endpoint('sms');
    const first = await alert();
    const incident = { id: first.incidentId, jurisdictionId, rehearsal: false } as IncidentRow;
    const about = { assignmentId: first.assignmentId, template: 'assigned', eventKey: first.eventKey };
    await makeNotice(database.source.manager, incident, { contactId: liaison.id, channel: 'sms', ...about });
    mail.answer = ({ to }) => ('email' in to && to.email.startsWith('liaison.zj') ? gone : null);
    sms.answer = () => gone;
    await step.run();
    expect(mail.to()).toEqual(['handler.zj@example.org']);
  });

  it('of a restricted matter is told to no group and not to the office', async () => {
    await endpoint('wecom');
    const publicity = person('市委宣传部', 'liaison');
    desk = deskOf({ clock, keys, people: [publicity, office] });
    step = new DeliverStep(database.source, carriersOf(mail, wecom), desk);
    mail.answer = () => gone;
    await alert({ restricted: true }, { recipientId: publicity.id, contactId: publicity.id });
    await step.run();
    expect((await notices()).map(({ state }) => state)).toEqual(['failed']);
    expect(wecom.sent).toHaveLength(0);
  });
});

describe('a relay that is away', () => {
  it('for longer than the city waits: the group of the unit hears at once, and the mail goes when it is back', async () => {
    await endpoint('wecom', ['市住建局']);
    mail.answer = () => away;
    const { id } = await alert();
    for (let minute = 0; minute < 10; minute += 1) {
      await step.run();
      expect(wecom.sent).toHaveLength(0);
      clock.advance(MINUTE);
    }
    await step.run();
    await step.run();
    expect(wecom.sent).toHaveLength(1);
    expect(wecom.sent[0]?.brief.title).toBe('查看并签收');
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(60 * MINUTE);
      await step.run();
    }
    expect(wecom.sent).toHaveLength(1);
    expect(await log('notice.rerouted')).toHaveLength(1);
    mail.answer = () => null;
    clock.advance(60 * MINUTE);
    await step.run();
    expect(mail.sent.map((message) => message.id)).toEqual([id]);
  });

  it('for two minutes is too long for 重大', async () => {
    await endpoint('wecom');
    mail.answer = () => away;
    await alert({ opinionLevel: '重大' }, { priority: 1 });
    await step.run();
    clock.advance(2 * MINUTE);
    await step.run();
    await step.run();
    expect(wecom.sent).toHaveLength(1);
  });

  it('with no other way puts the call on the list', async () => {
    mail.answer = () => away;
    await alert();
    await step.run();
    clock.advance(11 * MINUTE);
    await step.run();
    expect((await notices()).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'mail pending',
      'phone to_call',
    ]);
  });
});

describe('a provider that says later', () => {
  it('is asked again for hours, not before it wished, then the next way is taken', async () => {
    await endpoint('sms');
    mail.answer = () => new DeliveryError('later', '452 full', 20 * MINUTE);
    await alert();
    await step.run();
    expect((await notices())[0]?.nextAttemptAt).toEqual(new Date(MORNING.getTime() + 20 * MINUTE));
    for (let half = 0; half < 8; half += 1) {
      clock.advance(30 * MINUTE);
      await step.run();
    }
    expect(sms.sent).toHaveLength(0);
    clock.advance(30 * MINUTE);
    await step.run();
    expect(sms.sent).toHaveLength(1);
    expect((await notices())[0]).toMatchObject({ state: 'failed', lastError: '452 full' });
  });
});

describe('a message that comes back after it was accepted', () => {
  it('counts as failed, once, and the next way is taken', async () => {
    const { id } = await alert();
    await step.run();
    const back = () =>
      database.source.transaction((manager) => bounced(manager, id, '550 <a@b.cn> unknown user', desk));
    await back();
    await back();
    await step.run();
    expect((await notices()).find((row) => row.id === id)).toMatchObject({
      state: 'failed',
      lastError: '550 <…> unknown user',
    });
    expect(mail.to()).toEqual(['liaison.zj@example.org', 'handler.zj@example.org']);
    expect((await log('notice.failed')).map(({ data }) => data['bounced'])).toEqual([true]);
  });
});

it('a code for signing is told to nobody else', async () => {
  await endpoint('sms');
  sms.answer = () => gone;
  await alert(
    { opinionLevel: '重大' },
    {
      channel: 'sms',
      template: 'code',
      priority: 9,
      data: { code: seal(keys.contacts, '123456').toString('base64') },
    },
  );
  await step.run();
  expect(await notices()).toHaveLength(1);
});

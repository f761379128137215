import {
  AssignmentRow,
  AnnouncementRow,
  IncidentLogRow,
  IncidentRow,
  NoticeRow,
  PhoneCallRow,
} from '#incidents/service';
import { AuditRow } from '#access/service';
import { ContactRow } from '#jurisdiction/service';
import type {
  Callee,
  CallRecord,
  CallToMake,
  DialledNumber,
  DutyView,
  IncidentDetail,
  PhoneSign,
  Tonight,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeNotice } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

const OFFICE = '市政府办公室';
const HOUR = 3_600_000;
/** A Monday evening. */
const NIGHT = new Date('2026-11-23T23:00:00+08:00');
const calls = '/api/v1/calls';

let api: TestApi;
let office: Client;
let monitor: Client;
let liaison: Client;
let stranger: Client;
beforeAll(async () => {
  api = await createTestApi();
  api.clock.set(NIGHT);
  office = await api.as('office', OFFICE);
  monitor = await api.as('monitor', '市委宣传部');
  liaison = await api.as('liaison', UNIT);
  stranger = await api.as('liaison', OTHER_UNIT);
});
afterAll(() => api.close());

const manager = () => api.database.source.manager;
const contactOf = (unit: string, role: ContactRow['role'] = 'liaison') =>
  manager().findOneByOrFail(ContactRow, { jurisdictionId: api.jurisdictionId, unit, role, standby: false });

interface Wished {
  unit?: string;
  role?: ContactRow['role'];
  template?: string;
}
async function toCall(matter: Matter, { unit = UNIT, role = 'liaison', template = 'assigned' }: Wished = {}) {
  const contact = await contactOf(unit, role);
  return makeNotice(manager(), matter.incident, {
    contactId: contact.id,
    recipientId: contact.id,
    assignmentId: matter.duty.id,
    channel: 'phone',
    state: 'to_call',
    template,
  });
}
const list = async (client: Client) => (await client.get(calls)).json<{ items: CallToMake[] }>().items;
const logTypes = async (incidentId: string) =>
  (await manager().find(IncidentLogRow, { where: { incidentId }, order: { id: 'ASC' } })).map(
    ({ type }) => type,
  );
const told = { outcome: 'told', answeredBy: '李样本', said: '已请其立即签收，手机13812345678' };

describe('notices that wait for a call', () => {
  it('show whom to call about what, the number only when tapped, and that is logged', async () => {
    const matter = await makeMatter(api, '电甲', UNIT);
    const notice = await toCall(matter);
    const found = (await list(office)).find(({ noticeId }) => noticeId === notice.id);
    expect(found).toMatchObject({
      number: matter.incident.number,
      unit: UNIT,
      role: '联络人',
      about: '有新交办，请签收',
      attempts: 0,
    });
    expect(found?.phone).toMatch(/\*/);
    const number = (await office.post(`${calls}/${notice.id}/number`)).json<DialledNumber>();
    expect(number.phone).toMatch(/^\d[\d-]+$/);
    expect(found?.phone).not.toBe(number.phone);
    const [look] = await manager().findBy(AuditRow, { action: 'call.number_seen' });
    expect(look?.data).toMatchObject({ noticeId: notice.id });
    expect((await liaison.get(calls)).status).toBe(403);
  });

  it('are delivered by a call that somebody answered; who answered is kept encrypted, what was said masked', async () => {
    const matter = await makeMatter(api, '电乙', UNIT);
    const notice = await toCall(matter);
    expect((await office.post(`${calls}/${notice.id}`, { ...told, answeredBy: '' })).status).toBe(422);
    const record = (await office.post(`${calls}/${notice.id}`, told)).json<CallRecord>();
    expect(record).toMatchObject({ outcome: 'told', answeredBy: '李样本', unit: UNIT });
    expect(record.said).not.toContain('13812345678');
    const row = await manager().findOneByOrFail(NoticeRow, { id: notice.id });
    expect(row).toMatchObject({ state: 'delivered', providerAnswer: '电话已告知' });
    expect(row.deliveredAt).toEqual(NIGHT);
    const [stored] = await manager().findBy(PhoneCallRow, { noticeId: notice.id });
    expect(stored?.answeredSealed?.toString('utf8')).not.toContain('李样本');
    expect(await logTypes(matter.incident.id)).toContain('notice.called');
    expect((await office.post(`${calls}/${notice.id}`, told)).json()).toMatchObject({ code: 'call_settled' });
    expect((await list(office)).some(({ noticeId }) => noticeId === notice.id)).toBe(false);
  });

  it('wait on when put off, and go to the next person when nobody answers three times', async () => {
    const matter = await makeMatter(api, '电丙', UNIT);
    const notice = await toCall(matter);
    const call = (outcome: string) =>
      office.post(`${calls}/${notice.id}`, { outcome, answeredBy: '', said: '' });
    await call('later');
    for (const _ of [1, 2]) await call('no_answer');
    expect((await list(office)).find(({ noticeId }) => noticeId === notice.id)).toMatchObject({
      attempts: 2,
    });
    await call('no_answer');
    expect(await manager().findOneByOrFail(NoticeRow, { id: notice.id })).toMatchObject({ state: 'failed' });
    const [next] = await manager().findBy(AnnouncementRow, { incidentId: matter.incident.id });
    expect(next).toMatchObject({ unit: UNIT, audience: 'charge_leader', template: 'phone_unreached' });
    expect(next?.channels).toContain('phone');
  });

  it('are over when the unit has signed meanwhile, and when whoever was to be called is recused', async () => {
    const signed = await makeMatter(api, '电己', UNIT);
    const kept = await makeMatter(api, '电庚', UNIT);
    const [first, second] = [await toCall(signed), await toCall(kept)];
    const waiting = async () => (await list(office)).map(({ noticeId }) => noticeId);
    expect(await waiting()).toEqual(expect.arrayContaining([first.id, second.id]));
    await liaison.post(`/api/v1/duties/${signed.duty.id}/sign`);
    const { id } = await contactOf(UNIT);
    const person = { persons: [{ kind: 'contact', id }], reason: '被反映人' };
    expect((await monitor.post(`/api/v1/incidents/${kept.incident.id}/recusal`, person)).status).toBeLessThan(
      300,
    );
    expect((await waiting()).filter((each) => [first.id, second.id].includes(each))).toEqual([]);
  });

  it('of a leader who does not answer go to the office', async () => {
    const matter = await makeMatter(api, '电丁', UNIT);
    const notice = await toCall(matter, { role: 'charge_leader', template: 'overdue_leader' });
    for (const _ of [1, 2, 3])
      await office.post(`${calls}/${notice.id}`, { outcome: 'no_answer', answeredBy: '', said: '' });
    const [next] = await manager().findBy(AnnouncementRow, { incidentId: matter.incident.id });
    expect(next).toMatchObject({ unit: OFFICE, audience: 'office' });
  });

  it('of a report stay with those who may see reports', async () => {
    const matter = await makeMatter(api, '电戊', UNIT, { restricted: true, flags: ['misconduct_report'] });
    const notice = await toCall(matter);
    expect((await list(office)).some(({ noticeId }) => noticeId === notice.id)).toBe(false);
    expect((await office.post(`${calls}/${notice.id}/number`)).status).toBe(404);
    expect((await office.post(`${calls}/${notice.id}`, told)).status).toBe(404);
    expect((await list(monitor)).some(({ noticeId }) => noticeId === notice.id)).toBe(true);
  });
});

describe('calls about a duty', () => {
  it('name the people of the unit, those on duty tonight first, and are kept', async () => {
    const shift = { unit: UNIT, day: '2026-11-23', person: '夜班甲', phone: '13900001234', leader: null };
    expect((await liaison.ask('PUT', '/api/v1/roster/shifts', { body: shift })).status).toBe(200);
    const { duty, incident } = await makeMatter(api, '话甲', UNIT);
    const people = (await office.get(`/api/v1/duties/${duty.id}/callees`)).json<{ items: Callee[] }>().items;
    expect(people[0]).toMatchObject({ name: '夜班甲', onDuty: true, contactId: null, phone: '139****1234' });
    expect(people.map(({ role }) => role)).toContain('联络人');
    const dial = (contactId: string | null) => office.post(`/api/v1/duties/${duty.id}/dial`, { contactId });
    expect((await dial(null)).json()).toEqual({ name: '夜班甲', phone: '13900001234' });
    expect((await dial(duty.id)).status).toBe(404);
    const made = await office.post(`/api/v1/duties/${duty.id}/calls`, { ...told, answeredBy: '夜班甲' });
    expect(made.json()).toMatchObject({ answeredBy: '夜班甲', signed: false });
    const shown = async (client: Client) =>
      (await client.get(`/api/v1/incidents/${incident.id}/calls`)).json<{ items: CallRecord[] }>().items;
    expect(await shown(office)).toHaveLength(1);
    // Whoever stands in the roster too is one person, called by the number of the shift.
    await liaison.ask('PUT', '/api/v1/roster/shifts', { body: { ...shift, person: '王演示' } });
    const again = (await office.get(`/api/v1/duties/${duty.id}/callees`)).json<{ items: Callee[] }>().items;
    expect(again.filter(({ name }) => name === '王演示')).toEqual([
      expect.objectContaining({ onDuty: true, contactId: expect.any(String), phone: '139****1234' }),
    ]);
    expect(await shown(liaison)).toHaveLength(1);
    expect((await stranger.get(`/api/v1/incidents/${incident.id}/calls`)).status).toBe(404);
  });
});

describe('a signature given by telephone', () => {
  const sign = (duty: AssignmentRow, client = office) =>
    client.post(`/api/v1/duties/${duty.id}/sign-by-phone`, { answeredBy: '李样本', said: '已知悉' });

  it('signs for the unit, settles what waited to be called, tells the unit, and is shown as what it is', async () => {
    const matter = await makeMatter(api, '签甲', UNIT);
    const notice = await toCall(matter);
    expect((await sign(matter.duty, liaison)).status).toBe(403);
    expect((await sign(matter.duty)).json<DutyView>()).toMatchObject({ state: 'signed' });
    expect((await sign(matter.duty)).json<DutyView>()).toMatchObject({ state: 'signed' });
    expect(await manager().countBy(PhoneCallRow, { assignmentId: matter.duty.id })).toBe(1);
    expect(await manager().findOneByOrFail(NoticeRow, { id: notice.id })).toMatchObject({
      state: 'delivered',
    });
    const [news] = await manager().findBy(AnnouncementRow, { incidentId: matter.incident.id });
    expect(news).toMatchObject({ template: 'signed_by_phone', unit: UNIT, ownOnly: true });
    const detail = (await office.get(`/api/v1/incidents/${matter.incident.id}`)).json<IncidentDetail>();
    expect(detail.state).toBe('signed');
    const line = detail.timeline.find(({ type }) => type === 'duty.signed');
    expect(line?.text).toBe(`${UNIT}电话签收（代签）`);
    expect(line?.actor).toMatch(/（电话代签）$/);
    const signs = async (client: Client) =>
      (await client.get(`/api/v1/duties/phone-signs?ids=${matter.duty.id}`)).json<{ items: PhoneSign[] }>()
        .items;
    expect(await signs(liaison)).toEqual([
      expect.objectContaining({ assignmentId: matter.duty.id, mayDeny: true }),
    ]);
    expect(await signs(office)).toEqual([expect.objectContaining({ mayDeny: false })]);
    expect(await signs(stranger)).toEqual([]);
  });

  it('is denied by one click of the unit: the duty is open again, the office hears, and it is not signed so twice', async () => {
    const { duty, incident } = await makeMatter(api, '签乙', UNIT);
    await sign(duty);
    const deny = (client: Client) => client.post(`/api/v1/duties/${duty.id}/deny-signature`);
    expect((await deny(office)).status).toBe(403);
    expect((await deny(stranger)).status).toBe(404);
    expect((await deny(liaison)).json<DutyView>()).toMatchObject({ state: 'sent', signedAt: null });
    expect(await manager().findOneByOrFail(IncidentRow, { id: incident.id })).toMatchObject({
      state: 'dispatched',
    });
    expect(await logTypes(incident.id)).toEqual(expect.arrayContaining(['duty.signed', 'duty.sign_denied']));
    const news = await manager().findBy(AnnouncementRow, { incidentId: incident.id });
    expect(news.find(({ template }) => template === 'phone_sign_denied')).toMatchObject({ unit: OFFICE });
    expect((await deny(liaison)).json()).toMatchObject({ code: 'no_phone_sign' });
    expect((await sign(duty)).json()).toMatchObject({ code: 'phone_sign_denied' });
    // The unit itself still can.
    expect((await liaison.post(`/api/v1/duties/${duty.id}/sign`)).status).toBe(200);
  });

  it('is not to be had for a recused unit, and cannot be denied for ever', async () => {
    const kept = await makeMatter(api, '签丙', UNIT, { recused: [UNIT] });
    expect((await sign(kept.duty)).json()).toMatchObject({ code: 'recused_unit' });
    const { duty } = await makeMatter(api, '签丁', UNIT);
    await sign(duty);
    await manager().update(
      PhoneCallRow,
      { assignmentId: duty.id },
      { objectUntil: new Date(NIGHT.getTime() - HOUR) },
    );
    expect((await liaison.post(`/api/v1/duties/${duty.id}/deny-signature`)).json()).toMatchObject({
      code: 'objection_late',
    });
  });
});

describe("tonight's duty", () => {
  it('is one tap away for everybody: the office, one’s own unit; the number only when tapped', async () => {
    const shift = {
      unit: OFFICE,
      day: '2026-11-23',
      person: '总值班',
      phone: '0358-7654321',
      leader: '带班甲',
      leaderPhone: '13700001111',
    };
    await office.ask('PUT', '/api/v1/roster/shifts', { body: shift });
    const tonight = async (client: Client) => (await client.get('/api/v1/tonight')).json<Tonight>();
    const mine = await tonight(liaison);
    expect(mine).toMatchObject({ night: true, countersignBy: '10:00', calls: null });
    expect(mine.duties.map(({ unit }) => unit)).toEqual([OFFICE, UNIT]);
    expect(mine.duties[0]).toMatchObject({
      room: { name: '总值班', phone: '0358-***4321' },
      leader: { name: '带班甲', phone: '137****1111' },
    });
    expect((await tonight(stranger)).duties.map(({ unit }) => unit)).toEqual([OFFICE]);
    expect((await tonight(office)).calls).toBeGreaterThanOrEqual(0);
    const dial = (client: Client, unit: string, whom: string) =>
      client.post('/api/v1/tonight/dial', { unit, whom });
    expect((await dial(liaison, OFFICE, 'leader')).json()).toEqual({ name: '带班甲', phone: '13700001111' });
    expect((await dial(stranger, UNIT, 'room')).status).toBe(404);
    expect(await manager().countBy(AuditRow, { action: 'duty.dialled' })).toBe(1);
  });
});

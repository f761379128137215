import type {
  DeliveryEvent,
  IncidentDetail,
  NotificationSettings,
  Page,
} from '../../apps/api/src/contract/index.js';
import { templateNames } from '#deliver/service';
import { NoticeRow, type IncidentRow } from '#incidents/service';
import { ContactRow } from '#jurisdiction/service';
import { titleWords } from '../../apps/api/src/deliveries/words.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { makeNotice } from '../support/rows.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

describe('the record of delivery', () => {
  let api: TestApi;
  let office: Client;
  let liaison: Client;
  let matter: Matter;
  let contact: ContactRow;

  beforeAll(async () => {
    api = await createTestApi();
    [office, liaison] = await Promise.all([api.as('office', '市政府办公室'), api.as('liaison', UNIT)]);
    matter = await makeMatter(api, '送达', UNIT);
    contact = await api.database.source.manager.findOneByOrFail(ContactRow, { unit: UNIT, role: 'liaison' });
  });
  afterAll(() => api.close());

  const manager = () => api.database.source.manager;
  const read = async (by: Client, { id }: Pick<IncidentRow, 'id'> = matter.incident) =>
    (await by.get(`/api/v1/incidents/${id}/deliveries`)).json<Page<DeliveryEvent>>().items;

  async function notice(eventKey: string, given: Partial<NoticeRow>): Promise<NoticeRow> {
    const about = { assignmentId: matter.duty.id, template: 'assigned', contactId: contact.id, eventKey };
    return makeNotice(manager(), matter.incident, { ...about, ...given } as never);
  }

  it('shows each way to each recipient, why another was taken, and what the provider said', async () => {
    const failed = await notice('a:sent', {
      state: 'failed',
      attempts: 3,
      lastError: '550 <…> no such user',
    });
    await notice('a:sent', {
      channel: 'sms',
      state: 'accepted',
      acceptedAt: api.clock.now(),
      providerAnswer: '短信通道应答 0',
      createdAt: new Date(api.clock.now().getTime() + 1000),
      data: { after: failed.id },
    });
    const [event] = await read(office);
    expect(event).toMatchObject({ title: '交办通知', unit: UNIT });
    expect(event?.tries).toMatchObject([
      {
        way: '邮件',
        state: 'failed',
        stateText: '未能送达',
        attempts: 3,
        answer: '550 <…> no such user',
        mayResend: true,
      },
      { way: '短信', stateText: '短信通道已接收', answer: '短信通道应答 0', follows: failed.id },
    ]);
    expect(event?.tries[0]?.recipient).toMatch(new RegExp(`^${UNIT}联络人（.+）$`));
  });

  it('shows a unit what went to itself, by role and without the provider’s words', async () => {
    const other = await manager().findOneByOrFail(ContactRow, { unit: OTHER_UNIT });
    await notice('b:sent', { contactId: other.id, recipientId: other.id });
    const events = await read(liaison);
    expect(events.flatMap(({ tries }) => tries).map(({ recipient }) => recipient)).toEqual([
      `${UNIT}联络人`,
      `${UNIT}联络人`,
    ]);
    expect(events[0]?.tries.every(({ answer, mayResend }) => answer === null && !mayResend)).toBe(true);
    const stranger = await api.as('liaison', OTHER_UNIT);
    expect((await stranger.get(`/api/v1/incidents/${matter.incident.id}/deliveries`)).status).toBe(404);
  });

  it.each([
    [{ state: 'pending', held: 'quiet' }, '夜间免打扰，早晨送出'],
    [{ state: 'pending', held: 'storm' }, '消息较多，稍后汇总送出'],
    [{ state: 'pending', attempts: 2 }, '尚未成功，将再次发送'],
    [
      { state: 'accepted', bundledIn: '00000000-0000-4000-8000-000000000001' },
      '已随汇总消息送出，对方邮件服务器已接收',
    ],
    [{ state: 'cancelled' }, '事项已有进展，未再发送'],
    [{ state: 'to_call', channel: 'phone' }, '等待电话通知'],
  ] as [Partial<NoticeRow>, string][])('says where it stands: %j', async (given, words) => {
    const { id } = await notice(`words:${words}`, given);
    const tries = (await read(office)).flatMap((event) => event.tries);
    expect(tries.find((one) => one.id === id)?.stateText).toBe(words);
  });

  it('lets the office send again what is over, as a message of its own; what waits goes now', async () => {
    const { id } = await notice('c:sent', { state: 'failed' });
    const path = (notice: string) => `/api/v1/incidents/${matter.incident.id}/deliveries/${notice}/resend`;
    const sent = await office.post(path(id));
    expect(sent.status).toBe(200);
    const fresh = sent.json<{ id: string }>();
    expect(fresh.id).not.toBe(id);
    const event = (await read(office)).find(({ key }) => key === 'c:sent');
    expect(event?.tries.map(({ state, resendOf }) => [state, resendOf])).toEqual([
      ['failed', null],
      ['waiting', id],
    ]);
    const twice = await office.post(path(id));
    expect([twice.status, twice.json()['code']]).toEqual([422, 'delivery_under_way']);
    const later = new Date(api.clock.now().getTime() + 3_600_000);
    await manager().update(NoticeRow, { id: fresh.id }, { nextAttemptAt: later, held: 'storm' });
    expect((await office.post(path(fresh.id))).json()).toEqual({ id: fresh.id });
    const hurried = await manager().findOneByOrFail(NoticeRow, { id: fresh.id });
    expect([hurried.held, hurried.nextAttemptAt]).toEqual([null, api.clock.now()]);
    const detail = (await office.get(`/api/v1/incidents/${matter.incident.id}`)).json<IncidentDetail>();
    expect(detail.timeline.filter(({ text }) => text.startsWith('重新发送邮件'))).toHaveLength(2);
    expect((await liaison.post(path(id))).status).toBe(403);
  });

  it('has words for every message there is', () => {
    expect(templateNames.filter((name) => !titleWords[name])).toEqual([]);
  });
});

describe('muting', () => {
  let api: TestApi;
  let liaison: Client;

  beforeAll(async () => {
    api = await createTestApi();
    liaison = await api.as('liaison', UNIT);
  });
  afterAll(() => api.close());

  const path = '/api/v1/me/notifications';
  const hours = (count: number) => new Date(api.clock.now().getTime() + count * 3_600_000).toISOString();
  const mute = (until: string | null) => liaison.ask('PUT', path, { body: { until } });
  const until = async () => (await liaison.get(path)).json<NotificationSettings>().mutedUntil;

  it('ends by itself, or before', async () => {
    expect(await until()).toBeNull();
    expect((await mute(hours(0.25))).status).toBe(200);
    expect(new Date((await until()) ?? 0).toISOString()).toBe(hours(0.25));
    api.clock.advance(15 * 60_000);
    expect(await until()).toBeNull();
    await mute(hours(2));
    await mute(null);
    expect(await until()).toBeNull();
  });

  it('silences what is not urgent outside the page', async () => {
    const silent = async () => (await liaison.get(path)).json<NotificationSettings>().silent;
    expect(await silent()).toBe(false);
    await mute(hours(1));
    expect(await silent()).toBe(true);
    await mute(null);
    expect(await silent()).toBe(false);
  });

  it('is never for long, and never for good', async () => {
    const long = await mute(hours(25));
    expect([long.status, long.json()['detail']]).toEqual([400, expect.stringContaining('最长 24 小时')]);
    expect((await mute(hours(-1))).status).toBe(400);
    expect((await liaison.ask('PUT', path, { body: {} })).status).toBe(400);
  });
});

import { randomUUID } from 'node:crypto';
import { AccountRow, AuditRow } from '#access/service';
import { IncidentLogRow, NoticeRow } from '#incidents/service';
import { ContactBook, ContactRow, EndpointRow } from '#jurisdiction/service';
import { receiptToken } from '#deliver/service';
import type { ChannelsView, ChannelTest, EndpointView } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Answer, type Client, type TestApi } from '../support/api.js';
import { says, TestProvider } from '../support/provider.js';
import { makeIncident, makeNotice, MORNING } from '../support/rows.js';
import { TestSmtp, refusal } from '../support/smtp.js';
import { UNIT } from './world.js';

const SECRET = 'SEC-0123456789abcdef';
const KEY = 'robot-key-42';

describe('channels', () => {
  let api: TestApi;
  let smtp: TestSmtp;
  let provider: TestProvider;
  let administrator: Client;

  beforeAll(async () => {
    smtp = await TestSmtp.start();
    provider = await TestProvider.start();
    api = await createTestApi({ environment: { SMTP_URL: smtp.url } });
    administrator = await api.as('administrator');
  });
  afterAll(async () => {
    await api.close();
    await Promise.all([provider.close(), smtp.down()]);
  });
  beforeEach(() => {
    provider.behave = says({ errcode: 0, errmsg: 'ok' });
    provider.asked.length = 0;
  });

  const manager = () => api.database.source.manager;
  const path = (id: string, step = '') => `/api/v1/endpoints/${id}${step}`;
  const list = async () =>
    (await administrator.get('/api/v1/endpoints')).json<{ items: EndpointView[] }>().items;
  const add = (given: object): Promise<Answer> =>
    administrator.post('/api/v1/endpoints', { units: [], ...given });
  const change = (id: string, body: object): Promise<Answer> =>
    administrator.ask('PATCH', path(id), { body });
  const test = async (id: string, body: object = {}) =>
    (await administrator.post(path(id, '/test'), body)).json<ChannelTest>();
  const robot = (name: string) => ({
    kind: 'dingtalk',
    name,
    settings: { url: `${provider.url}/robot/send?access_token=${KEY}`, secret: SECRET },
  });
  const smsSettings = (other: object = {}) => ({
    url: `${provider.url}/sms?appid=7`,
    headers: { Authorization: 'Bearer {{secret}}', 'X-App': 'typed-in-key' },
    body: '{"to":"{{phone}}","text":"{{text}}","no":"{{number}}"}',
    secret: SECRET,
    success: { path: 'code', value: '0' },
    receiptId: 'id',
    receipt: { list: 'reports', id: 'id', state: 'status', delivered: 'DELIVRD' },
    ...other,
  });

  it('are added switched off, tested with the provider’s answer, and only then switched on', async () => {
    const answer = await add({ ...robot('服务局联络群'), units: [UNIT] });
    expect(answer.status).toBe(201);
    const made = answer.json<EndpointView>();
    expect(made).toMatchObject({ enabled: false, health: 'untested', units: [UNIT], version: 1 });
    const early = await change(made.id, { version: 1, enabled: true });
    expect(early.json()).toMatchObject({ status: 409, code: 'endpoint_untested' });
    provider.behave = says({ errcode: 310000, errmsg: 'sign not match' });
    expect(await test(made.id)).toEqual({
      ok: false,
      message: '钉钉应答 310000：安全设置不符，请核对加签密钥、关键词（可设为“回音”）或服务器地址',
    });
    expect((await list())[0]).toMatchObject({
      health: 'failing',
      failure: expect.stringContaining('310000'),
    });
    expect((await change(made.id, { version: 1, enabled: true })).status).toBe(409);
    provider.behave = says({ errcode: 0, errmsg: 'ok' });
    expect(await test(made.id)).toEqual({ ok: true, message: '钉钉：ok' });
    expect(provider.asked.at(-1)?.body).toContain('测试消息，无需处理');
    const on = (await change(made.id, { version: 1, enabled: true })).json<EndpointView>();
    expect(on).toMatchObject({ enabled: true, health: 'ok', version: 2, failure: null });
  });

  it('never give out a key, a secret or a header that holds one, nor store it in clear', async () => {
    await add({ kind: 'sms', name: '市短信平台', settings: smsSettings() });
    await add({
      kind: 'webhook',
      name: '值班系统',
      settings: { url: `${provider.url}/hooks/T00/XYZ-secret`, secret: SECRET },
    });
    const pages = [
      await administrator.get('/api/v1/endpoints'),
      await administrator.get('/api/v1/channels'),
      await administrator.get(path((await list())[0]?.id ?? '')),
    ].map((page) => page.text);
    for (const text of pages)
      for (const kept of [KEY, SECRET, 'typed-in-key', 'XYZ-secret', 'appid=7'])
        expect(text).not.toContain(kept);
    const sms = (await list()).find(({ kind }) => kind === 'sms');
    expect(sms?.settings).toMatchObject({
      address: `${provider.url}/sms?••••`,
      hasSecret: true,
      sms: { headers: { Authorization: 'Bearer {{secret}}', 'X-App': '••••' } },
    });
    const rows = await manager().find(EndpointRow);
    for (const row of rows) expect(row.settingsSealed.toString('latin1')).not.toContain(SECRET);
    const audited = JSON.stringify(await manager().find(AuditRow));
    expect(audited).toContain('endpoint.created');
    for (const kept of [KEY, SECRET, 'typed-in-key']) expect(audited).not.toContain(kept);
  });

  it('keep what is not typed again, and must be tested anew after a change', async () => {
    const sms = (await list()).find(({ kind }) => kind === 'sms') as EndpointView;
    provider.behave = says({ code: 0, id: 'm-1' });
    expect(await test(sms.id, { to: '13800000009' })).toEqual({ ok: true, message: '短信通道应答 0' });
    const shown = sms.settings.sms;
    const changed = await change(sms.id, {
      version: sms.version,
      settings: { headers: shown?.headers, sign: '清岚市' },
    });
    expect(changed.json<EndpointView>()).toMatchObject({ health: 'untested', okAt: null });
    await test(sms.id, { to: '13800000009' });
    const asked = provider.asked.at(-1);
    expect(asked?.headers['x-app']).toBe('typed-in-key');
    expect(asked?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(asked?.query.get('appid')).toBe('7');
    expect(asked?.json()).toMatchObject({ to: '13800000009', no: '测试' });
  });

  it('are changed by one administrator at a time', async () => {
    const [first] = await list();
    const id = first?.id ?? '';
    const version = first?.version ?? 0;
    expect((await change(id, { version, name: '服务局工作群' })).json()).toMatchObject({
      version: version + 1,
    });
    expect((await change(id, { version, name: '另一个名称' })).json()).toMatchObject({
      status: 409,
      code: 'stale',
    });
    expect((await change(id, { version: version + 1, name: '市短信平台' })).json()).toMatchObject({
      status: 409,
      code: 'name_taken',
    });
  });

  it.each<[string, object, RegExp]>([
    [
      'a robot without its key',
      { kind: 'wecom', settings: { url: 'https://qyapi.example/send' } },
      /地址：.*完整 Webhook/,
    ],
    [
      'another protocol',
      { kind: 'webhook', settings: { url: 'file:///etc/passwd', secret: SECRET } },
      /地址：/,
    ],
    [
      'a short secret',
      { kind: 'webhook', settings: { url: 'https://a.example', secret: 'short' } },
      /密钥：.*16/,
    ],
    [
      'a gateway that names no phone',
      { kind: 'sms', settings: { url: 'https://a.example', body: '{}', success: { path: 'a', value: '0' } } },
      /phone/,
    ],
    [
      'no success condition',
      { kind: 'sms', settings: { url: 'https://a.example', body: '{"a":"{{phone}}"}' } },
      /成功条件：/,
    ],
    [
      'a unit nobody knows',
      { kind: 'webhook', units: ['没有的局'], settings: { url: 'https://a.example', secret: SECRET } },
      /没有的局/,
    ],
  ])('refuse %s in words', async (_, given, words) => {
    const answer = await add({ name: `错的${randomUUID().slice(0, 8)}`, ...given });
    expect(answer.status).toBe(400);
    expect(answer.json<{ detail: string }>().detail).toMatch(words);
  });

  it('removed ones are gone, can be taken back for a day, and free their name', async () => {
    const webhook = (await list()).find(({ kind }) => kind === 'webhook') as EndpointView;
    expect((await administrator.ask('DELETE', path(webhook.id))).status).toBe(204);
    expect((await administrator.get(path(webhook.id))).status).toBe(404);
    expect((await administrator.post(path(webhook.id, '/test'))).status).toBe(404);
    expect((await administrator.post(path(webhook.id, '/restore'))).json()).toMatchObject({
      name: '值班系统',
    });
    await administrator.ask('DELETE', path(webhook.id));
    api.clock.advance(25 * 3_600_000);
    administrator = await api.as('administrator');
    expect((await administrator.post(path(webhook.id, '/restore'))).status).toBe(404);
  });

  it('a test goes to oneself where the account stands for a person of the roster', async () => {
    const sms = (await list()).find(({ kind }) => kind === 'sms') as EndpointView;
    expect((await administrator.post(path(sms.id, '/test'))).json()).toMatchObject({
      status: 400,
      code: 'bad_input',
    });
    expect((await administrator.post('/api/v1/channels/mail/test')).status).toBe(400);
    const person = await manager().findOneByOrFail(ContactRow, { unit: UNIT, role: 'liaison' });
    await manager().update(AccountRow, { role: 'administrator' }, { contactId: person.id });
    const known = await new ContactBook(api.keys.contacts).contact(manager(), person.id);
    const mailed = await administrator.post('/api/v1/channels/mail/test');
    expect(mailed.json<ChannelTest>().ok).toBe(true);
    expect(smtp.received.at(-1)).toMatchObject({ to: known?.email });
    expect(smtp.received.at(-1)?.subject).toMatch(/^【测试】/);
    smtp.onRecipient = (address) => refusal(550, `<${address}> no such user`);
    const refused = (
      await administrator.post('/api/v1/channels/mail/test', { to: 'x@qinglan.example' })
    ).json<ChannelTest>();
    expect(refused.ok).toBe(false);
    expect(refused.message).not.toContain('x@qinglan.example');
    smtp.onRecipient = () => undefined;
  });

  describe('how they do', () => {
    const channel = async (name: string) =>
      (await administrator.get('/api/v1/channels'))
        .json<ChannelsView>()
        .items.find((item) => item.channel === name);

    it('is read from the notices themselves', async () => {
      const incident = await makeIncident(manager(), { jurisdictionId: api.jurisdictionId });
      const now = api.clock.now();
      const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
      const given = { contactId: randomUUID(), channel: 'wecom' as const };
      const make = (notice: Partial<NoticeRow>) =>
        makeNotice(manager(), incident, { ...given, recipientId: randomUUID(), ...notice } as never);
      expect(await channel('wecom')).toMatchObject({ state: 'none', waiting: 0 });
      await manager().save(
        manager().create(EndpointRow, {
          jurisdictionId: api.jurisdictionId,
          kind: 'wecom',
          name: '群',
          settingsSealed: Buffer.alloc(0),
          enabled: true,
          createdBy: 'test',
          createdAt: now,
        }),
      );
      expect(await channel('wecom')).toMatchObject({ state: 'idle' });
      await make({ state: 'accepted', acceptedAt: ago(90) });
      await make({ state: 'delivered', acceptedAt: ago(10) });
      expect(await channel('wecom')).toMatchObject({
        state: 'ok',
        acceptedLastHour: 1,
        deliveredLastHour: 1,
      });
      await make({ state: 'failed', nextAttemptAt: ago(5), lastError: '企业微信应答 93000' });
      expect(await channel('wecom')).toMatchObject({
        state: 'failing',
        failedLastHour: 1,
        failure: '企业微信应答 93000',
      });
      await make({ state: 'accepted', acceptedAt: ago(1) });
      await make({ state: 'pending', nextAttemptAt: now });
      expect(await channel('wecom')).toMatchObject({
        state: 'ok',
        waiting: 1,
        retrying: 0,
        acceptedLastHour: 2,
      });
      await make({ state: 'pending', lastError: '对方拒绝连接' });
      expect(await channel('wecom')).toMatchObject({
        state: 'failing',
        waiting: 2,
        retrying: 1,
        failure: '对方拒绝连接',
      });
    });
  });

  describe('what providers report', () => {
    const nobody = () => api.nobody();
    async function told(channel: 'mail' | 'sms', receiptId: string | null = null): Promise<NoticeRow> {
      const incident = await makeIncident(manager(), {
        jurisdictionId: api.jurisdictionId,
        number: randomUUID(),
      });
      const person = await manager().findOneByOrFail(ContactRow, { unit: UNIT, role: 'liaison' });
      return makeNotice(manager(), incident, {
        contactId: person.id,
        channel,
        receiptId,
        state: 'accepted',
        attempts: 1,
        acceptedAt: MORNING,
      });
    }
    const stateOf = async ({ id }: NoticeRow) => (await manager().findOneByOrFail(NoticeRow, { id })).state;
    const logged = async ({ incidentId }: NoticeRow) =>
      (await manager().findBy(IncidentLogRow, { incidentId: incidentId ?? '' })).map(({ type }) => type);

    it('of a short message, by the gateway’s own address', async () => {
      const sms = (await list()).find(({ kind }) => kind === 'sms') as EndpointView;
      const [arrived, lost] = [await told('sms', `${sms.id}:m-7`), await told('sms', `${sms.id}:m-8`)];
      const address = new URL(sms.receiptUrl ?? '').pathname;
      const body = {
        reports: [
          { id: 'm-7', status: 'DELIVRD' },
          { id: 'm-8', status: 'UNDELIV' },
          { id: 'm-9', status: 'X' },
        ],
      };
      expect((await nobody().post(address, body)).json()).toEqual({ code: 0, msg: 'ok' });
      expect([await stateOf(arrived), await stateOf(lost)]).toEqual(['delivered', 'failed']);
      expect(await logged(arrived)).toContain('notice.delivered');
      expect(await logged(lost)).toContain('notice.failed');
      // Gateways report twice: nothing happens the second time.
      await nobody().post(address, body);
      expect((await logged(lost)).filter((type) => type === 'notice.failed')).toHaveLength(1);
      const foreign = receiptToken(api.keys.links, { endpointId: randomUUID() });
      expect((await nobody().post(`/api/v1/receipts/sms/${sms.id}/${foreign}`, body)).status).toBe(404);
    });

    it('of a mail that came back: it counts as failed, and somebody else is told', async () => {
      const notice = await told('mail');
      const raw = [
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
        '',
        '--B',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; relay.example',
        `Original-Envelope-Id: ${notice.id}`,
        '',
        'Final-Recipient: rfc822; p1@qinglan.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 <p1@qinglan.example> User unknown',
        '',
        '--B--',
        '',
      ].join('\r\n');
      const { mailReportUrl } = (await administrator.get('/api/v1/channels')).json<ChannelsView>();
      const address = new URL(mailReportUrl).pathname;
      const report = (to: string) =>
        nobody().ask('POST', to, { raw, headers: { 'content-type': 'message/rfc822' } });
      expect((await report('/api/v1/receipts/mail/wrong')).status).toBe(404);
      expect(await stateOf(notice)).toBe('accepted');
      expect((await report(address)).json()).toEqual({ known: 1, unknown: 0 });
      const row = await manager().findOneByOrFail(NoticeRow, { id: notice.id });
      expect(row.state).toBe('failed');
      expect(row.lastError).toContain('5.1.1');
      expect(row.lastError).not.toContain('@');
      const others = await manager().findBy(NoticeRow, { eventKey: notice.eventKey });
      expect(others.some(({ id, state }) => id !== notice.id && state === 'pending')).toBe(true);
      expect((await nobody().post(address, { not: 'a mail' })).status).toBe(400);
    });
  });
});

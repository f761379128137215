import { createCarriers, DeliverStep, EndpointBook, settingsSchemas, type Carriers } from '#deliver/service';
import { AssignmentRow, NoticeRow } from '#incidents/service';
import {
  ContactBook,
  ContactRow,
  EndpointRow,
  readDirectory,
  type EndpointKind,
} from '#jurisdiction/service';
import { createTestApi, type TestApi } from '../support/api.js';
import { says, TestProvider } from '../support/provider.js';
import { makeNotice } from '../support/rows.js';
import { TestSmtp } from '../support/smtp.js';
import { makeMatter, OTHER_UNIT, UNIT } from '../api/world.js';

/** Stands in the title and the text of the matter, and nowhere else. */
const CANARY = '金丝雀暗记';
const PUBLIC = 'https://huiyin.example';

describe('what leaves the house by another way than mail', () => {
  let api: TestApi;
  let provider: TestProvider;
  let smtp: TestSmtp;
  let book: EndpointBook;
  let carriers: Carriers;
  let step: DeliverStep;

  beforeAll(async () => {
    api = await createTestApi();
    provider = await TestProvider.start();
    smtp = await TestSmtp.start();
    const { clock, keys, database } = api;
    book = new EndpointBook(database.source, keys.contacts, clock);
    carriers = createCarriers({ smtpUrl: smtp.url, publicUrl: PUBLIC, book, clock });
    step = new DeliverStep(database.source, carriers, {
      clock,
      keys,
      contacts: new ContactBook(keys.contacts),
      endpoints: book,
      directory: readDirectory,
      publicUrl: PUBLIC,
    });
  });
  afterAll(async () => {
    await step.close();
    await Promise.all([api.close(), provider.close(), smtp.down()]);
  });
  beforeEach(async () => {
    await manager().query('truncate notice, channel_endpoint');
    provider.asked.length = 0;
    provider.behave = says({ errcode: 0, errmsg: 'ok', code: 0, id: 'm1' });
  });

  const manager = () => api.database.source.manager;
  const settings: Record<EndpointKind, () => object> = {
    wecom: () => ({ url: `${provider.url}/send?key=k1`, mentionAll: true }),
    dingtalk: () => ({
      url: `${provider.url}/robot?access_token=t1`,
      secret: 'SEC12345678',
      mentionAll: true,
    }),
    webhook: () => ({ url: `${provider.url}/hook`, secret: '0123456789abcdef' }),
    sms: () => ({
      url: `${provider.url}/sms`,
      body: '{"to":"{{phone}}","text":"{{text}}","p":["{{number}}","{{unit}}","{{level}}","{{due}}","{{link}}"],"id":"{{id}}"}',
      success: { path: 'code', value: '0' },
      receiptId: 'id',
    }),
  };
  async function endpoint(kind: EndpointKind, units: string[]): Promise<EndpointRow> {
    return manager().save(
      manager().create(EndpointRow, {
        jurisdictionId: api.jurisdictionId,
        kind,
        name: `${kind} ${units.join()}`,
        units,
        settingsSealed: book.seal(settingsSchemas[kind].parse(settings[kind]())),
        enabled: true,
        createdBy: 'test',
        createdAt: api.clock.now(),
      }),
    );
  }
  const assigned = async (to: { endpoint: EndpointRow } | { contact: ContactRow }) => {
    const { incident, duty } = await makeMatter(api, CANARY, UNIT);
    const recipient =
      'endpoint' in to
        ? {
            channel: to.endpoint.kind,
            contactId: null as never,
            endpointId: to.endpoint.id,
            recipientId: to.endpoint.id,
          }
        : { channel: 'sms' as const, contactId: to.contact.id };
    const notice = await makeNotice(manager(), incident, {
      ...recipient,
      assignmentId: duty.id,
      template: 'assigned',
    });
    return { incident, duty, notice };
  };
  const linkIn = (body: string) => /https:\/\/huiyin\.example(\/[\w\-/]+)/.exec(body)?.[1] ?? '';

  it('is number, unit, level, due time and link, whatever the provider', async () => {
    const person = await manager().findOneByOrFail(ContactRow, { unit: UNIT, role: 'liaison' });
    const known = await new ContactBook(api.keys.contacts).contact(manager(), person.id);
    const expected: string[] = [];
    for (const kind of ['wecom', 'dingtalk', 'webhook'] as const)
      expected.push((await assigned({ endpoint: await endpoint(kind, [UNIT]) })).incident.number);
    await endpoint('sms', []);
    expected.push((await assigned({ contact: person })).incident.number);
    expect(await step.run()).toBe(4);
    expect(provider.asked).toHaveLength(4);
    const everything = provider.asked.map(
      ({ body, headers, path, query }) => `${body} ${JSON.stringify(headers)} ${path}?${query}`,
    );
    for (const text of everything) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain('停水');
      expect(text).not.toContain(known?.name ?? 'nobody');
      expect(text).not.toContain(known?.email ?? 'nobody');
      expect(expected.some((number) => text.includes(number))).toBe(true);
    }
    // Only the gateway is given the number of the phone.
    const phones = everything.map((text) => text.includes(known?.phone ?? 'nobody'));
    expect(phones.filter(Boolean)).toHaveLength(1);
    const words = new Set(provider.asked.flatMap(({ body }) => body.match(/[一-龥]+/g) ?? []));
    const allowed = [
      '回音',
      '查看并签收',
      '编号',
      '单位',
      '等级',
      '时限',
      '办理',
      '打开办理页面',
      UNIT,
      '一般',
      '月',
      '日',
    ];
    expect([...words].filter((word) => !allowed.includes(word))).toEqual([]);
    const sms = await manager().findOneByOrFail(NoticeRow, { channel: 'sms' });
    expect(sms).toMatchObject({ state: 'accepted', receiptId: expect.stringMatching(/:m1$/) });
  });

  it('a unit’s own group gets a link that signs; a group of several units one that leads to the log-in', async () => {
    const own = await assigned({ endpoint: await endpoint('wecom', [UNIT]) });
    const mixed = await assigned({ endpoint: await endpoint('dingtalk', [UNIT, OTHER_UNIT]) });
    const city = await assigned({ endpoint: await endpoint('webhook', []) });
    await step.run();
    const bodyOf = (incident: { number: string }) =>
      provider.asked.find(({ body }) => body.includes(incident.number))?.body ?? '';
    expect(linkIn(bodyOf(own.incident))).toMatch(/^\/s\//);
    expect((await api.nobody().get(linkIn(bodyOf(own.incident)))).status).toBe(200);
    expect(linkIn(bodyOf(mixed.incident))).toBe(`/incidents/${mixed.incident.id}`);
    expect(linkIn(bodyOf(city.incident))).toBe(`/incidents/${city.incident.id}`);
  });

  it('is accepted only by the provider’s own word; what it refuses for good takes the next way', async () => {
    provider.behave = says({ errcode: 93000, errmsg: 'invalid webhook url' });
    const group = await endpoint('wecom', [UNIT]);
    const { notice } = await assigned({ endpoint: group });
    await step.run();
    const row = await manager().findOneByOrFail(NoticeRow, { id: notice.id });
    expect(row).toMatchObject({ state: 'failed', lastError: expect.stringContaining('93000') });
    expect(await manager().findOneByOrFail(EndpointRow, { id: group.id })).toMatchObject({
      okAt: null,
      failure: expect.stringContaining('93000'),
    });
    const others = await manager().findBy(NoticeRow, { eventKey: notice.eventKey });
    expect(others.filter(({ id }) => id !== notice.id).map(({ channel, state }) => [channel, state])).toEqual(
      [['mail', 'accepted']],
    );
  });

  it('of a robot that is asked too often waits for its turn, and goes once', async () => {
    const group = await endpoint('wecom', [UNIT]);
    for (let count = 0; count < 19; count += 1) await assigned({ endpoint: group });
    // Each by itself: the storm of one recipient would go as one digest.
    await manager().query('update notice set priority = 1');
    provider.behave = says({ errcode: 45009, errmsg: 'api freq out of limit' });
    await step.run();
    expect(provider.asked.length).toBeLessThan(19);
    expect(await manager().countBy(NoticeRow, { state: 'pending' })).toBe(19);
    provider.asked.length = 0;
    provider.behave = says({ errcode: 0, errmsg: 'ok' });
    await step.run();
    expect(provider.asked).toHaveLength(0);
    for (let minute = 0; minute < 4; minute += 1) {
      api.clock.advance(65_000);
      await step.run();
    }
    expect(await manager().countBy(NoticeRow, { state: 'accepted' })).toBe(19);
    expect(provider.asked).toHaveLength(19);
  });

  it('of a duty signed meanwhile does not go', async () => {
    const { notice, duty } = await assigned({ endpoint: await endpoint('wecom', [UNIT]) });
    await manager().update(AssignmentRow, { id: duty.id }, { state: 'signed' });
    await step.run();
    expect(provider.asked).toHaveLength(0);
    expect((await manager().findOneByOrFail(NoticeRow, { id: notice.id })).state).toBe('cancelled');
  });
});

import { unzipSync } from 'fflate';
import type {
  IncidentDetail,
  LetterText,
  LetterView,
  Page,
  RoutingPreview,
} from '../../apps/api/src/contract/index.js';
import { createSmtpCarrier, DeliverStep } from '#deliver/service';
import { EscalateStep } from '#escalate/service';
import { AssignmentRow, CoordinationRow, IncidentRow, NoticeRow } from '#incidents/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { seal } from '#secrets';
import { carriersOf } from '../support/delivery.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { TestSmtp } from '../support/smtp.js';

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

const TABLES =
  'notice, incident, assignment, escalation, incident_log, deadline, superior_order, coordination, item, incident_item, judgement, decision, incident_counter';
const HOUR = 3_600_000;
const BRANCH = '云州市环境局清岚分局';
const SUPERIOR = '云州市环境局';
const OFFICE = '市政府办公室';

describe('a coordinator outside the installation', () => {
  let api: TestApi;
  let office: Client;
  let monitor: Client;
  let liaison: Client;
  let smtp: TestSmtp;
  let escalate: EscalateStep;
  let deliver: DeliverStep;

  beforeAll(async () => {
    api = await createTestApi();
  });
  beforeEach(async () => {
    const { manager } = api.database.source;
    await manager.query(`truncate ${TABLES}`);
    await manager.delete(ContactRow, { unit: SUPERIOR });
    api.clock.set(MORNING);
    smtp = await TestSmtp.start();
    [office, monitor, liaison] = await Promise.all([
      api.as('office', OFFICE),
      api.as('monitor', '市委宣传部'),
      api.as('liaison', BRANCH),
    ]);
    const { source } = api.database;
    const { clock, keys } = api;
    const contacts = new ContactBook(keys.contacts);
    const desk = { clock, wakeups: new Deaf(), contacts, directory: readDirectory };
    escalate = new EscalateStep(source, desk);
    const carriers = carriersOf(createSmtpCarrier(smtp.url, 'https://huiyin.example'));
    const publicUrl = 'https://huiyin.example';
    deliver = new DeliverStep(source, carriers, {
      clock,
      keys,
      contacts,
      endpoints: { endpoint: async () => null },
      directory: readDirectory,
      publicUrl,
    });
  });
  afterEach(async () => {
    await deliver.close();
    await smtp.down();
  });

  afterAll(() => api.close());

  /** The branch answers for it, so its superior coordinates (RT-21). */
  async function opened(): Promise<string> {
    const made = await office.post('/api/v1/incidents', {
      title: '石桥镇河道异味',
      places: ['石桥镇'],
      respondents: [BRANCH],
      opinionLevel: '较大',
      note: '值班电话',
    });
    return made.json<{ id: string }>().id;
  }
  const letterOf = async (id: string, who = office) =>
    (await who.get(`/api/v1/letters?state=all&incident=${id}`)).json<Page<LetterView>>()
      .items[0] as LetterView;
  const detail = async (id: string) => (await monitor.get(`/api/v1/incidents/${id}`)).json<IncidentDetail>();
  const acting = async (incidentId: string) =>
    api.database.source.manager
      .findBy(AssignmentRow, { incidentId, unit: OFFICE })
      .then((rows) =>
        rows.filter((row) => row.state !== 'withdrawn').map((row) => [row.roles, row.mustSign]),
      );
  async function address(): Promise<void> {
    const { contacts } = api.keys;
    await api.database.source.manager.insert(ContactRow, {
      jurisdictionId: api.jurisdictionId,
      unit: SUPERIOR,
      role: 'liaison',
      nameSealed: seal(contacts, '赵演示'),
      phoneSealed: seal(contacts, '0991-7654321'),
      emailSealed: seal(contacts, 'epb@yunzhou.example'),
    });
  }
  async function pass(id: string, hours = 0): Promise<void> {
    api.clock.advance(hours * HOUR);
    await escalate.due();
    await escalate.run(id);
    await deliver.run();
  }
  const subjects = () => smtp.received.map((mail) => mail.subject);
  const form = (path: string, fields: Record<string, string>) =>
    api.nobody().ask('POST', path, {
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const linkIn = (subject: string) => {
    const mail = smtp.received.find((one) => one.subject.includes(subject));
    return /(\/s\/[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  };

  it('gets a numbered letter by mail, confirms by its link, and the office acts no more', async () => {
    await address();
    const id = await opened();
    expect(await acting(id)).toEqual([[expect.arrayContaining(['acting_coordinator']), true]]);
    await pass(id);
    expect(subjects()).toContain('协调函 清舆协〔2026〕1号，请确认');
    const path = linkIn('协调函');
    expect(await letterOf(id)).toMatchObject({ state: 'sent', how: 'mail', late: false, acting: OFFICE });
    const page = await api.nobody().get(path);
    expect(page.text).toContain('暂由市政府办公室代行协调');
    expect((await letterOf(id)).state).toBe('sent');

    const done = await form(path, { step: 'confirm', person: '', phone: '' });
    expect([done.status, done.text.includes('已确认')]).toEqual([200, true]);
    expect(await letterOf(id)).toMatchObject({
      state: 'confirmed',
      acting: null,
      person: '赵**',
      phone: expect.stringMatching(/\*+4321$/),
      settledBy: `${SUPERIOR}（签收链接）`,
    });
    expect((await acting(id)).flat().flat()).not.toContain('acting_coordinator');
    const seen = await detail(id);
    expect(seen.routing?.actingCoordinator).toBeNull();
    expect(seen.timeline.map(({ text }) => text)).toContain(`${SUPERIOR}确认担任协调主体`);
    // A correction that leaves the branch its part does not bring the office back in.
    const wish = {
      version: seen.version,
      respondents: seen.routing?.respondents ?? [],
      firstResponsible: seen.routing?.firstResponsible ?? [],
      assisting: ['市综合服务局'],
      lead: null,
      reason: '管网情况请一并提供',
    };
    const preview = await office.post(`/api/v1/incidents/${id}/routing/preview`, wish);
    expect(preview.json<RoutingPreview>().warnings.join()).not.toContain('代行协调');
    const kept = await office.post(`/api/v1/incidents/${id}/routing/correct`, wish);
    expect(kept.json<IncidentDetail>().routing).toMatchObject({
      actingCoordinator: null,
      assisting: ['市综合服务局'],
    });
    const person = await office.get(`/api/v1/letters/${(await letterOf(id)).id}/person`);
    expect(person.json()).toEqual({ name: '赵演示', phone: '0991-7654321' });
    // Nobody is urged any more, and a second answer is refused.
    const before = smtp.received.length;
    await pass(id, 24);
    expect(subjects().slice(before).join()).not.toContain('协调');
    expect((await form(path, { step: 'decline', reason: '不归我们' })).status).toBe(409);
  });

  it('that does not confirm is urged, with the office; then the office’s leader hears', async () => {
    await address();
    const id = await opened();
    await pass(id);
    const at = (hours: number) => async () => {
      const before = smtp.received.length;
      await pass(id, hours);
      return subjects()
        .slice(before)
        .filter((subject) => subject.includes('协调'));
    };
    expect(await at(3.9)()).toEqual([]);
    const due = await at(0.2)();
    expect(due).toContain('催请确认：协调函 清舆协〔2026〕1号');
    expect(due).toContain(`2026-0001：${SUPERIOR}逾期未确认协调`);
    // Half a day later one has to log in again.
    office = await api.as('office', OFFICE);
    expect((await letterOf(id)).late).toBe(true);
    await at(2)();
    const leaders: { role: string }[] = await api.database.source.query(
      `select contact.role from notice join contact on contact.id = notice.contact_id
       where notice.template = 'coordination_missed' and contact.unit = $1`,
      [OFFICE],
    );
    expect(leaders.map(({ role }) => role)).toContain('charge_leader');
    office = await api.as('office', OFFICE);
    const waiting = (await office.get('/api/v1/letters')).json<Page<LetterView>>();
    expect(waiting.items.map(({ unit }) => unit)).toEqual([SUPERIOR]);
  });

  it('without an address is the office’s to reach; handing over and confirming are registered', async () => {
    const id = await opened();
    await pass(id);
    expect(subjects().join()).toContain('请送达协调函');
    const letter = await letterOf(id);
    expect(letter).toMatchObject({ state: 'drafted', byHand: true, acting: OFFICE });
    const at = '2026-11-23T08:20:00+08:00';
    const handed = await office.post(`/api/v1/letters/${letter.id}/handed`, {
      how: 'confidential',
      at,
      note: '机要 3 号',
    });
    expect(handed.json()).toMatchObject({ state: 'sent', how: 'confidential', handedNote: '机要 3 号' });
    const nobody = await office.post(`/api/v1/letters/${letter.id}/confirm`, {
      person: ' ',
      phone: null,
      at,
    });
    expect(nobody.status).toBe(400);
    const done = await office.post(`/api/v1/letters/${letter.id}/confirm`, {
      person: '钱演示',
      phone: '0991-1112222',
      at,
    });
    expect(done.json()).toMatchObject({ state: 'confirmed', acting: null, person: '钱**' });
    // Routing looks again: who has confirmed stays confirmed, nobody acts for it.
    expect((await detail(id)).routing?.actingCoordinator).toBeNull();
  });

  it('that sends it back leaves the office acting, which is told why and may send it again', async () => {
    await address();
    const id = await opened();
    await pass(id);
    const path = linkIn('协调函');
    expect((await form(path, { step: 'decline', reason: '' })).status).toBe(400);
    expect((await form(path, { step: 'decline', reason: '该河道由水利部门主管' })).text).toContain('已退回');
    await pass(id, 0.1);
    expect(subjects().join()).toContain(`${SUPERIOR}退回协调函`);
    expect(await letterOf(id)).toMatchObject({
      state: 'declined',
      reason: '该河道由水利部门主管',
      acting: OFFICE,
    });
    const again = await office.post(`/api/v1/letters/${(await letterOf(id)).id}/send`);
    expect(again.json()).toMatchObject({ state: 'drafted', reason: null });
    const before = smtp.received.length;
    await pass(id, 0.1);
    expect(subjects().slice(before)).toContain('协调函 清舆协〔2026〕1号，请确认');
  });

  it('that a correction leaves out is told so, and its link opens nothing any more', async () => {
    await address();
    const id = await opened();
    await pass(id);
    const path = linkIn('协调函');
    const { version } = await detail(id);
    const corrected = await office.post(`/api/v1/incidents/${id}/routing/correct`, {
      version,
      respondents: ['市综合服务局'],
      firstResponsible: [],
      assisting: [],
      lead: null,
      reason: '属市政管网',
    });
    expect(corrected.json<IncidentDetail>().routing?.actingCoordinator).toBeNull();
    expect(await letterOf(id)).toMatchObject({ state: 'recalled', acting: null });
    await pass(id);
    expect(subjects()).toContain('撤回协调函 清舆协〔2026〕1号');
    expect((await api.nobody().get(path)).status).toBe(410);
    expect((await form(path, { step: 'confirm' })).status).toBe(410);
    expect(await api.database.source.manager.countBy(NoticeRow, { template: 'coordination_missed' })).toBe(0);
  });

  it('reads of the matter, not of persons; as a document in the form of a letter', async () => {
    const id = await opened();
    const { id: letterId } = await letterOf(id);
    const text = (await liaison.get(`/api/v1/letters/${letterId}/text`)).json<LetterText>();
    expect(text).toMatchObject({ number: '清舆协〔2026〕1号', to: SUPERIOR, from: '清岚市政府办公室' });
    expect(text.paragraphs.join()).toMatch(/石桥镇河道异味.*不得寻找发帖人/);
    const docx = await office.get(`/api/v1/letters/${letterId}/letter.docx`);
    expect(docx.headers['content-type']).toContain('wordprocessingml');
    const stranger = await api.as('liaison', '市综合服务局');
    expect((await stranger.get(`/api/v1/letters/${letterId}/text`)).status).toBe(404);
    expect((await liaison.get(`/api/v1/letters/${letterId}/person`)).status).toBe(403);
    expect(await letterOf(id, liaison)).toMatchObject({ person: null, phone: null });
  });

  it('is not written to about a report on public servants', async () => {
    const { manager } = api.database.source;
    const id = await opened();
    await manager.update(CoordinationRow, { incidentId: id }, { state: 'recalled' });
    await manager.update(IncidentRow, { id }, { recused: [BRANCH] });
    const { version } = await detail(id);
    await monitor.post(`/api/v1/incidents/${id}/routing/correct`, {
      version,
      respondents: ['市综合服务局'],
      firstResponsible: [],
      assisting: [],
      lead: null,
      reason: '回避',
    });
    expect(await manager.countBy(CoordinationRow, { incidentId: id })).toBe(1);
  });
});

it('is a package Word can open', async () => {
  const { letterDocx } = await import('#deliver/service');
  const docx = await letterDocx({
    number: '清舆协〔2026〕1号',
    to: SUPERIOR,
    title: '函',
    paragraphs: ['正文'],
    from: '清岚市政府办公室',
    date: '2026年11月23日',
  });
  const files = unzipSync(new Uint8Array(docx));
  const xml = new TextDecoder().decode(files['word/document.xml']);
  for (const word of ['清舆协〔2026〕1号', '正文', '仿宋_GB2312']) expect(xml).toContain(word);
});

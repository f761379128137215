import { get } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import { signLink } from '#secrets';
import { ContactRow } from '#jurisdiction/service';
import { AssignmentRow, IncidentRow, NoticeRow } from '#incidents/service';
import type { Client } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { makeDuty, MORNING } from '../support/rows.js';
import { createReportCity, known, type ReportCity } from './reports.js';
import { makeMatter, tell, UNIT } from './world.js';

/** Stands in the report and nowhere else. */
const CANARY = '金丝雀暗记';
const NAME = '赵鼎新';
/** Differ by themselves from one moment to the next: looked through for the canary, not compared. */
const RESTLESS = ['/metrics', '/healthz', '/readyz', '/dev/mail'];

interface OpenApi {
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
}
type Walk = Map<string, string>;

describe('a report on public servants', () => {
  let city: ReportCity;
  let watched: [string, Client][];
  let monitor: Client;
  let report: IncidentRow;
  let itemId: string;
  let before: Map<string, Walk>;
  /** What addresses with a parameter are asked for; the same before and after. */
  const ids: string[] = ['00000000-0000-4000-8000-000000000001'];

  /** Every GET route of the document, with every id that could be tried, and searches for the canary. */
  async function walk(client: Client): Promise<Walk> {
    const document = (await client.get('/api/v1/openapi.json')).json<OpenApi>();
    const addresses = Object.entries(document.paths).flatMap(([path, methods]) => {
      if (!methods['get'] || path === '/events') return [];
      const tried = path.includes('{id}') ? ids : [UNIT, 'units'];
      if (path.includes('{')) return tried.map((id) => path.replaceAll(/\{\w+\}/g, encodeURIComponent(id)));
      const searches = methods['get'].parameters?.some(({ name }) => name === 'q') ? [CANARY, NAME] : [];
      return [path, ...searches.map((word) => `${path}?q=${encodeURIComponent(word)}`)];
    });
    const texts = await Promise.all(addresses.map((address) => read(client, address)));
    const seen: Walk = new Map(addresses.map((address, at) => [address, texts[at] ?? '']));
    return seen;
  }
  const told = (seen: Walk): string[] =>
    [...seen].filter(([, text]) => text.includes(CANARY)).map(([address]) => address);

  beforeAll(async () => {
    city = await createReportCity();
    const { api } = city;
    const liaison = await known(api, 'liaison', UNIT);
    const ownLeader = await known(api, 'leader', UNIT);
    // Has every right of a monitor, but is the one the text names.
    const named = await known(api, 'monitor', '市委宣传部');
    const charge = await known(api, 'leader', '市政府');
    const office = await known(api, 'office', '市政府办公室');
    monitor = (await known(api, 'monitor', '市委宣传部')).client;
    await city.person(named.login, NAME);
    await city.inCharge((await city.person(charge.login, '分管副市长')).id);
    watched = [
      ['the unit’s liaison', liaison.client],
      ['the unit’s leader', ownLeader.client],
      ['the person named', named.client],
      ['the leader in charge', charge.client],
      ['the city office', office.client],
    ];
    await makeMatter(api, '旁事', UNIT);
    await city.settle();
    before = new Map();
    for (const [who, client] of watched) before.set(who, await walk(client));
    const arrived = await city.arrives(
      `举报市综合服务局${NAME}受贿`,
      `东湖街道停水三天。市综合服务局${NAME}受贿，${CANARY}为证。`,
    );
    report = arrived.incident;
    itemId = arrived.item.id;
    ids.push(report.id, itemId);
  }, 120_000);
  afterAll(() => city.api.close());

  it('is there, restricted, and seen by those who have to', async () => {
    expect(report).toMatchObject({ restricted: true, recused: [UNIT], state: 'awaiting_confirmation' });
    const seen = await walk(monitor);
    expect(told(seen)).toEqual(expect.arrayContaining(['/api/v1/items', `/api/v1/incidents/${report.id}`]));
  });

  it('changes nothing and shows nothing to the unit, the person named, the leader in charge and the office', async () => {
    for (const [who, client] of watched) {
      const after = await walk(client);
      expect([who, told(after)]).toEqual([who, []]);
      for (const [address, text] of before.get(who) ?? []) {
        if (RESTLESS.some((restless) => address.startsWith(restless))) continue;
        expect([who, address, after.get(address)]).toEqual([who, address, text]);
      }
      // What has an id answers as if there were none.
      const none = await client.get(`/api/v1/incidents/${ids[0]}`);
      const one = await client.get(`/api/v1/incidents/${report.id}`);
      expect([who, one.status, one.text]).toEqual([who, none.status, none.text]);
    }
  }, 120_000);

  it('moves no figure by state, which anybody who reaches the port may read', async () => {
    const figures = (seen: Walk | undefined) =>
      seen
        ?.get('/metrics')
        ?.split('\n')
        .filter((line) => /^huiyin_(incidents|notices)\{/.test(line));
    const [first] = before.values();
    expect(figures(first)).toContain('huiyin_incidents{state="dispatched"} 1');
    expect(figures(await walk(city.api.nobody()))).toEqual(figures(first));
  });

  it('is told to nobody who asks by what they hold themselves: its link, the order about it, the id of its item', async () => {
    const office = watched.find(([who]) => who === 'the city office')?.[1] ?? monitor;
    const link = {
      channel: 'share',
      title: `举报市综合服务局${NAME}受贿`,
      url: 'https://forum.example/known-to-them',
    };
    const order = {
      incidentId: null,
      title: '',
      body: '云州市政府办公室',
      documentNumber: null,
      caller: '',
      callerPhone: '',
      channel: 'call',
      receivedAt: MORNING.toISOString(),
      asked: `请核查市综合服务局${NAME}受贿问题。`,
      dueAt: null,
      reportTo: null,
      units: [],
    };
    for (const [path, given] of Object.entries({ '/api/v1/items': link, '/api/v1/orders': order })) {
      const kindFor = async (client: Client) => (await client.post(path, given)).json()['kind'];
      expect(await kindFor(monitor)).toBe('stored');
      await city.settle();
      expect([path, await kindFor(monitor), await kindFor(office)]).toEqual([path, 'known', 'stored']);
    }
    for (const step of ['relevance', 'relevance/undo']) {
      const said = async (id: string | undefined) =>
        (await office.post(`/api/v1/items/${id}/${step}`, { relevant: true, reason: '' })).text;
      expect([step, await said(itemId)]).toEqual([step, await said(ids[0])]);
    }
  });

  it('is in no live news of theirs', async () => {
    const shown = await makeMatter(city.api, '可见', UNIT);
    for (const [who, client] of watched.slice(0, 3)) {
      const news = await listen(client);
      await tell(city.api, report, 'item.added');
      await tell(city.api, shown.incident, 'item.added');
      await eventually(() => news.text().includes(shown.incident.id) || who.includes('leader'), 'the news');
      expect([who, news.text().includes(report.id)]).toEqual([who, false]);
      news.close();
    }
  });

  it('opens by no signed link and reaches nobody by mail but those who may see it', async () => {
    const { manager, api } = city;
    const duty = await makeDuty(manager, report, { unit: UNIT });
    const [contact] = await manager.findBy(ContactRow, { unit: UNIT });
    const token = signLink(api.keys.links, {
      assignmentId: duty.id,
      contactId: contact?.id ?? '',
      purpose: 'sign',
      expiresAt: new Date(MORNING.getTime() + 86_400_000),
    });
    expect((await api.nobody().get(`/s/${token}`)).status).toBe(404);
    expect((await api.nobody().post(`/s/${token}`)).status).toBe(404);
    await manager.delete(AssignmentRow, { id: duty.id });
    const notices = await manager.findBy(NoticeRow, { incidentId: report.id });
    const readers = await Promise.all(
      notices.map((notice) => manager.findOneByOrFail(ContactRow, { id: notice.recipientId })),
    );
    expect(readers.length).toBeGreaterThan(0);
    expect(new Set(readers.map(({ unit }) => unit))).toEqual(new Set(['市委宣传部']));
  });

  it('would be found by this very walk if it were not kept from them', async () => {
    await city.manager.update(
      IncidentRow,
      { id: report.id },
      { restricted: false, recused: [], recusedAccounts: [], recusedContacts: [], state: 'dispatched' },
    );
    await makeDuty(city.manager, report, { unit: UNIT });
    for (const [who, client] of watched.filter(([name]) => !name.includes('in charge'))) {
      const seen = told(await walk(client));
      expect([who, seen.includes(`/api/v1/incidents/${report.id}`)]).toEqual([who, true]);
    }
  }, 120_000);
});

/** Says by itself that the service is not well. */
const SICK = ['/healthz', '/readyz'];

/** Status and content as text; a server that broke shows nothing, which proves nothing. Documents and tables are unpacked, without the time they were made. */
async function read(client: Client, address: string): Promise<string> {
  const answer = await fetch(client.url + address, { headers: { cookie: client.cookie ?? '' } });
  if (answer.status >= 500 && !SICK.some((sick) => address.startsWith(sick)))
    throw new Error(`${address}: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (strFromU8(bytes.subarray(0, 2)) !== 'PK') return `${answer.status} ${strFromU8(bytes)}`;
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => !name.startsWith('docProps'));
  return `${answer.status} ${parts.map(([name, part]) => `${name} ${strFromU8(part)}`).join('\n')}`;
}

/** What comes on an open stream. */
function listen(client: Client): Promise<{ text(): string; close(): void }> {
  return new Promise((done, fail) => {
    let text = '';
    get(`${client.url}/events`, { headers: { cookie: client.cookie ?? '' } }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk)).on('error', () => undefined);
      const opened = eventually(() => text.includes(': still here'), 'the stream');
      void opened.then(() => done({ text: () => text, close: () => void response.destroy() }), fail);
    }).on('error', fail);
  });
}

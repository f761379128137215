import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { IncidentItemRow, ItemRow } from '#incidents/service';
import { ResponseVersionRow } from '#respond/service';
import { SourceRow } from '#collect/service';
import { main } from '../../src/cli.js';
import { createTestApi, type TestApi } from '../support/api.js';
import { makeDuty, MORNING } from '../support/rows.js';
import { HOUR, makePromise, makePublished, type Published } from './public-texts.js';
import { tell, UNIT } from './world.js';

/** Stands in every place of the inside that can hold words; never on a page. */
const MARK = '暗记';

describe('what never leaves by the public page', () => {
  let api: TestApi;
  let shown: Published;
  let hidden: Published[];
  let drill: Published;
  let manager: EntityManager;
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-public-'));

  beforeAll(async () => {
    api = await createTestApi();
    manager = api.database.source.manager;
    shown = await makePublished(api, '停水', {
      incident: {
        title: `${MARK}标题`,
        number: `2026-${MARK}1`,
        closeReason: `${MARK}办结`,
        answerUrl: `https://${MARK}.example/`,
        topics: [`${MARK}主题`],
        fields: ['环境保护', `${MARK}领域`],
        flags: [`${MARK}标记`],
        poolOwner: `${MARK}人`,
        routedBy: `${MARK}人`,
        places: [
          {
            name: '东湖街道',
            kind: 'township',
            code: '990101001',
            via: `${MARK}小区`,
            ambiguous: [],
            words: [`${MARK}词`],
          },
          { name: `${MARK}镇`, kind: 'township', via: null, ambiguous: [], words: [] },
        ],
        routing: { why: [{ rule: 'RT-10', because: `${MARK}理由`, version: '1' }] } as never,
      },
      response: { latest: 2, createdBy: `account:${MARK}`, submittedBy: `account:${MARK}` },
      publication: {
        owner: `${MARK}单位`,
        outletKey: null,
        publisherName: '清岚市政府门户网站',
        reason: `${MARK}事由`,
        countsWhy: `${MARK}说明`,
        proofNote: `${MARK}凭证`,
        registeredBy: `account:${MARK}`,
      },
      html: `<p onclick="alert('${MARK}')">停水已恢复。<a href="https://${MARK}.example/post/1">网帖</a><img src="https://${MARK}.example/x.png"><script>${MARK}</script></p><!-- ${MARK} -->`,
      text: '停水已恢复。',
    });
    const { incident, response } = shown;
    await manager.insert(ResponseVersionRow, {
      responseId: response.id,
      number: 1,
      title: `${MARK}旧题`,
      html: `<p>${MARK}旧稿</p>`,
      text: `${MARK}旧稿`,
      by: MARK,
      at: MORNING,
      note: `${MARK}改动`,
    });
    await manager.update(
      ResponseVersionRow,
      { responseId: response.id, number: 2 },
      { by: `account:${MARK}`, note: `${MARK}附注` },
    );
    await makePromise(api, shown, {
      state: 'broken',
      outcome: `${MARK}未兑现`,
      settledBy: `account:${MARK}`,
      createdBy: MARK,
      proofUrl: `https://${MARK}.example/`,
    });
    await makePromise(api, shown, { what: `${MARK}误登`, state: 'withdrawn' });
    await makeDuty(manager, incident, { unit: UNIT });
    const item = await manager.save(
      manager.create(ItemRow, {
        jurisdictionId: api.jurisdictionId,
        key: Buffer.alloc(32, 7),
        channel: 'feed',
        title: `${MARK}网帖`,
        text: `${MARK}正文`,
        url: `https://${MARK}.example/post/1`,
        source: { name: `${MARK}论坛`, tier: 'local', scope: 'local' },
        discoveredAt: MORNING,
        judgedAt: MORNING,
      }),
    );
    await manager.insert(IncidentItemRow, { itemId: item.id, incidentId: incident.id, at: MORNING });
    await tell(api, incident, 'incident.opened');
    const secret = (given: Parameters<typeof makePublished>[2]) => makePublished(api, `${MARK}另`, given);
    hidden = [
      await secret({ incident: { restricted: true } }),
      await secret({ incident: { historic: true } }),
      await secret({ publication: { listed: false } }),
      await secret({ publication: { state: 'withdrawn' } }),
      await secret({ response: { state: 'approved', publishedAt: null } }),
      await secret({ of: incident, response: { state: 'drafting', kind: 'progress', publishedAt: null } }),
      await secret({
        of: incident,
        response: { state: 'withdrawn', kind: 'correction', corrects: response.id },
      }),
      await secret({ response: { rehearsal: true } }),
    ];
    drill = await makePublished(api, '演练停水', { incident: { rehearsal: true } });
  }, 60_000);
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const addresses = (): string[] => [
    '/r',
    '/r/feed.xml',
    '/r/feed.json',
    '/r/sitemap.xml',
    '/r/export.json',
    '/r/style.css',
    ...[
      `q=${encodeURIComponent(MARK)}`,
      'page=2',
      'page=0',
      'q=%25',
      'q=_',
      'rehearsal=true',
      'historic=true',
      'state=drafting',
      'limit=9999',
      'field[]=1',
      'q=%27%20or%201%3D1',
    ].flatMap((query) =>
      ['/r', '/r/feed.xml', '/r/feed.json', '/r/export.json'].map((path) => `${path}?${query}`),
    ),
    ...[shown, ...hidden, drill].flatMap(({ response, incident, publication }) =>
      [response.id, incident.id, publication.id, incident.number].map((id) => `/r/${encodeURIComponent(id)}`),
    ),
    `/r/${shown.response.id}?version=1`,
    `/r/${shown.response.id}.json`,
    '/r/drill',
    `/r/drill/${drill.response.id}`,
    `/r/drill/${shown.response.id}`,
  ];

  it('says no word of the inside at any address, however it is asked', async () => {
    for (const accept of ['text/html', 'application/json'])
      for (const address of addresses()) {
        const { status, text } = await api.nobody().get(address, { headers: { accept } });
        expect([address, status < 500]).toEqual([address, true]);
        // What was asked for stands in the field of the search and in the feed's own address.
        const own = text.replaceAll(`value="${MARK}"`, '').replaceAll(`q=${encodeURIComponent(MARK)}`, '');
        expect([address, own.includes(MARK), own.includes(encodeURIComponent(MARK))]).toEqual([
          address,
          false,
          false,
        ]);
        expect([address, own.includes('演练停水')]).toEqual([address, false]);
      }
  }, 60_000);

  it('shows the text itself, so that the walk is of something', async () => {
    const { text } = await api.nobody().get(`/r/${shown.response.id}`);
    for (const said of ['停水已恢复', '网帖', '东湖街道', '未能兑现', '清岚市政府门户网站'])
      expect(text).toContain(said);
    expect(hidden).toHaveLength(8);
    for (const { response } of hidden) expect((await api.nobody().get(`/r/${response.id}`)).status).toBe(404);
  });

  it('shows a rehearsal apart, marked, and only while one runs', async () => {
    await manager.insert(SourceRow, {
      jurisdictionId: api.jurisdictionId,
      name: '演练信源',
      kind: 'feed',
      url: 'http://127.0.0.1:1/',
      tier: 'local',
      scope: 'local',
      rehearsal: true,
      enabled: true,
    });
    const list = (await api.nobody().get('/r/drill')).text;
    expect(list).toContain('演练停水');
    expect(list).toContain('<strong>演练</strong>：本页内容为演练所用');
    expect(list).toContain('noindex');
    expect((await api.nobody().get(`/r/drill/${drill.response.id}`)).status).toBe(200);
    expect((await api.nobody().get(`/r/drill/${shown.response.id}`)).status).toBe(404);
    const real = (await api.nobody().get('/r')).text;
    expect([real.includes('演练停水'), real.includes('href="/r/drill"')]).toEqual([false, true]);
    expect((await api.nobody().get('/r/feed.xml')).text).not.toContain('演练');
    await manager.update(SourceRow, { name: '演练信源' }, { enabled: false });
    expect((await api.nobody().get('/r/drill')).status).toBe(404);
  });

  describe('in the folder for the portal', () => {
    const before = { ...process.env };
    afterAll(() => void (process.env = before));
    const run = async (...more: string[]) => {
      process.env['DATABASE_URL'] = api.database.url;
      const out: string[] = [];
      const err: string[] = [];
      const io = {
        stdin: Readable.from([]),
        out: async (line: string) => void out.push(line),
        err: (line: string) => void err.push(line),
      };
      const code = await main(['export', 'public', folder, ...more], io);
      return { code, err, done: JSON.parse(out.at(-1) ?? 'null') };
    };
    const files = () => readdirSync(folder).sort();

    it('writes the same pages, with no word of the inside and links that lead to files', async () => {
      const { code, done } = await run('--base', 'https://www.qinglan.example/hygq');
      expect([code, done]).toEqual([0, { texts: 1, written: 10, same: 0, removed: 0 }]);
      for (const name of files()) {
        const text = readFileSync(join(folder, name), 'utf8');
        expect([name, text.includes(MARK)]).toEqual([name, false]);
        for (const [, to = ''] of text.matchAll(/(?:href|action)="([^"]+)"/g))
          if (!/^https?:|^#/.test(to)) expect([name, to, files().includes(to)]).toEqual([name, to, true]);
      }
      expect(readFileSync(join(folder, 'feed.xml'), 'utf8')).toContain(
        `https://www.qinglan.example/hygq/${shown.response.id}.html`,
      );
    });

    it('writes nothing again that has not changed, takes away what is no longer public, and leaves other files', async () => {
      writeFileSync(join(folder, 'notice.html'), '门户自己的页面');
      expect((await run('--base', 'https://www.qinglan.example/hygq')).done).toMatchObject({
        written: 0,
        same: 10,
      });
      const other = await makePublished(api, '路灯', {
        response: { publishedAt: new Date(MORNING.getTime() + 5 * HOUR) },
      });
      expect((await run()).done).toMatchObject({ texts: 2, removed: 3 });
      expect(files()).toContain(`${other.response.id}.html`);
      await manager.query('update incident set restricted = true where id = $1', [other.incident.id]);
      await run();
      expect(files()).not.toContain(`${other.response.id}.html`);
      expect(files()).toContain('notice.html');
      expect(files().some((name) => name.endsWith('.part'))).toBe(false);
    });

    it('says what it needs', async () => {
      expect((await run('--base', 'ftp://x')).err[0]).toContain('is no address of a folder');
    });
  });
});

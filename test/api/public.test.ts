import { strFromU8, unzipSync } from 'fflate';
import { ResponseRow } from '#respond/service';
import { IncidentRow } from '#incidents/service';
import { main } from '../../src/cli.js';
import { Readable } from 'node:stream';
import type { PublicExport } from '../../apps/api/src/contract/index.js';
import { createTestApi, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { HOUR, makePromise, makePublished, type Published } from './public-texts.js';
import { UNIT } from './world.js';

describe('the public page', () => {
  let api: TestApi;
  const get = (path: string, headers: Record<string, string> = {}) => api.nobody().get(path, { headers });

  beforeAll(async () => {
    api = await createTestApi();
  });
  afterAll(() => api.close());

  it('says what would stand here while nothing has been published', async () => {
    const page = await get('/r');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('还没有已发布的回应');
    expect(page.text).toContain('清岚市回应关切');
    expect((await get('/r/feed.json')).json()).toMatchObject({ items: [] });
    expect((await get('/r/export.json')).json()).toEqual({ items: [], next: null });
  });

  describe('with texts on it', () => {
    let first: Published;
    let final: Published;
    let correction: Published;

    beforeAll(async () => {
      first = await makePublished(api, '停水', { incident: { discoveredAt: MORNING } });
      await makePromise(api, first);
      await makePromise(api, first, {
        what: '送水上门',
        dueAt: new Date(MORNING.getTime() + 96 * HOUR),
        state: 'kept',
        proofUrl: 'https://www.qinglan.example/2',
      });
      await makePromise(api, first, { what: '减免水费', dueAt: new Date(MORNING.getTime() - HOUR) });
      const later = (hours: number) => new Date(MORNING.getTime() + hours * HOUR);
      final = await makePublished(api, '恢复供水', {
        of: first.incident,
        response: { kind: 'final', occasion: 'progress', publishedAt: later(2) },
        publication: { publishedAt: later(2) },
      });
      correction = await makePublished(api, '停水户数', {
        of: first.incident,
        response: { kind: 'correction', corrects: first.response.id, publishedAt: later(3) },
        publication: { publishedAt: later(3) },
      });
      await makePublished(api, '噪声', {
        incident: { fields: [], places: [] },
        response: { publishedAt: new Date('2025-05-01T08:00:00+08:00') },
        publication: { publishedAt: new Date('2025-05-01T08:00:00+08:00') },
      });
    });

    it('lists them newest first, with who answers, when it was heard and when it came out', async () => {
      const { text } = await get('/r');
      const order = ['停水户数', '恢复供水', '关于停水情况', '噪声'].map((word) => text.indexOf(word));
      expect(order.toSorted((a, b) => a - b)).toEqual(order);
      expect(text).toContain('共 4 件回应');
      expect(text).toContain('2026年11月23日 09:30</time>发布');
      expect(text).toContain('2026年11月23日收到反映');
      expect(text).toContain('<span class="tag">已更正</span>');
    });

    it.each([
      ['field', `field=${encodeURIComponent('环境保护')}`, 3],
      ['township', `place=${encodeURIComponent('东湖街道')}`, 3],
      ['year', 'year=2025', 1],
      ['words', `q=${encodeURIComponent('噪声 核实')}`, 1],
      ['words of nothing', 'q=zzz', 0],
      ['no such field', 'field=x', 4],
    ])('narrows it by %s', async (_, query, count) => {
      const { text } = await get(`/r?${query}`);
      expect(text.match(/<article>/g) ?? []).toHaveLength(count);
      expect((await get(`/r/feed.json?${query}`)).json<{ items: [] }>().items).toHaveLength(count);
    });

    it('tells of one text by whom, when and what came of it', async () => {
      const { status, text } = await get(`/r/${first.response.id}`);
      expect(status).toBe(200);
      for (const said of [
        UNIT,
        '收到反映',
        '三天内修好水管',
        '办理中',
        '已兑现',
        '已过承诺日期，尚未办结',
        '发布渠道',
      ])
        expect(text).toContain(said);
      expect(text).toContain('href="https://www.qinglan.example/1.html"');
      // A correction is joined with what it corrects, and the matter's other texts are near.
      expect(text).toContain(`本文已有更正</strong>，请以更正为准：<a href="/r/${correction.response.id}"`);
      expect(text).toContain(`<a href="/r/${final.response.id}">关于恢复供水情况的通报</a>`);
      const other = (await get(`/r/${correction.response.id}`)).text;
      expect(other).toContain(`本文是对下文的更正</strong>：<a href="/r/${first.response.id}"`);
    });

    it('tells machines the same', async () => {
      const { text } = await get(`/r/${first.response.id}`);
      const data = JSON.parse(
        /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '{}',
      );
      expect(data).toMatchObject({
        '@type': 'NewsArticle',
        headline: '关于停水情况的通报',
        datePublished: '2026-11-23T09:30:00+08:00',
        author: [{ '@type': 'GovernmentOrganization', name: UNIT }],
        correction: [{ '@type': 'CorrectionComment', text: '关于停水户数情况的通报' }],
      });
      expect(data.url).toMatch(new RegExp(`^http://.*/r/${first.response.id}$`));
    });

    it('gives feeds that readers and our own parser understand', async () => {
      const rss = await get('/r/feed.xml');
      expect(rss.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
      const out: string[] = [];
      const io = {
        stdin: Readable.from([rss.text]),
        out: async (line: string) => void out.push(line),
        err: () => undefined,
      };
      expect(await main(['parse', '-', '--content-type', 'application/rss+xml'], io)).toBe(0);
      const parsed = JSON.parse(out.at(-1) ?? '{}');
      expect(parsed.title).toBe('清岚市回应关切');
      expect(parsed.items.map(({ title }: { title: string }) => title)[0]).toBe('关于停水户数情况的通报');
      expect(parsed.items[2]).toMatchObject({ url: expect.stringMatching(`/r/${first.response.id}$`) });
      const feed = (await get('/r/feed.json')).json<{
        version: string;
        items: { id: string; authors: object[] }[];
      }>();
      expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
      expect(feed.items[0]).toMatchObject({
        id: expect.stringMatching(/^http/),
        content_text: '停水户数问题已经核实。今天恢复。',
        date_published: '2026-11-23T11:30:00+08:00',
        authors: [{ name: UNIT }],
        tags: ['环境保护', '东湖街道'],
      });
      expect((await get('/r/sitemap.xml')).text.match(/<loc>/g)).toHaveLength(5);
    });

    it('gives the portal everything of it as data', async () => {
      const { items, next } = (await get('/r/export.json')).json<PublicExport>();
      expect(next).toBeNull();
      expect(items[2]).toMatchObject({
        url: expect.stringMatching(`/r/${first.response.id}$`),
        heardOn: '2026-11-23',
        commitments: [{ state: 'late' }, { state: 'open' }, { state: 'kept' }],
        correctedBy: [expect.stringMatching(`/r/${correction.response.id}$`)],
      });
    });

    it('gives the portal the pages as one file, and once as long as nothing changes', async () => {
      const address = `${api.url}/r/export.zip`;
      const answer = await fetch(address);
      expect(answer.headers.get('content-type')).toBe('application/zip');
      const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
      expect(Object.keys(files)).toEqual(
        expect.arrayContaining(['index.html', 'style.css', 'export.json', `${first.response.id}.html`]),
      );
      expect(strFromU8(files['index.html'] as Uint8Array)).toContain(`href="${first.response.id}.html"`);
      expect((await get('/r')).text).toContain('href="/r/export.zip"');
      const etag = answer.headers.get('etag') ?? '';
      expect((await get('/r/export.zip', { 'if-none-match': etag })).status).toBe(304);
    });

    it('can be kept by a browser and is not sent twice', async () => {
      const page = await get('/r');
      expect(page.headers['cache-control']).toBe('public, max-age=60');
      const again = await get('/r', { 'if-none-match': String(page.headers['etag']) });
      expect([again.status, again.text]).toEqual([304, '']);
      const head = await api.nobody().ask('HEAD', '/r');
      expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', page.headers['etag']]);
    });

    it('loads and runs nothing, and is small', async () => {
      for (const path of ['/r', `/r/${first.response.id}`]) {
        const { text, headers } = await get(path);
        expect(headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
        expect(text.replace(/<script type="application\/ld\+json">.*?<\/script>/s, '')).not.toMatch(
          /<script|<img|<iframe|<style|javascript:|\son\w+=/,
        );
        expect(Buffer.byteLength(text)).toBeLessThan(60_000);
      }
    });

    it('answers whatever is asked, and says so where there is nothing', async () => {
      for (const query of [
        'page=99',
        'page=-1',
        'page=x&field=1&field=2',
        'q=%00%ff%ed%a0%80',
        'q[]=a&year=1',
        `q=${encodeURIComponent('长'.repeat(200))}`,
        'q=%25',
      ])
        expect([query, (await get(`/r?${query}`)).status]).toEqual([query, 200]);
      for (const path of [
        '/r/x',
        '/r/00000000-0000-4000-8000-000000000000',
        "/r/'%20or%201=1",
        '/r/drill',
        `/r/drill/${first.response.id}`,
      ]) {
        const { status, text } = await get(path);
        expect([path, status, text.includes('没有找到这件回应')]).toEqual([path, 404, true]);
      }
      expect((await get('/r/a/b', { accept: 'text/html' })).text).toContain('没有找到');
      // What somebody types stands in the field of the search and nowhere else.
      const typed = (await get('/r?q=%3Cb%3Evisit-evil')).text;
      expect(typed).toContain('value="&#60;b&#62;visit-evil"');
      expect(typed.split('visit-evil')).toHaveLength(2);
      expect(typed).toContain('noindex');
    });
  });

  it('drops a text that may not be public any more', async () => {
    const { incident, response, publication } = await makePublished(api, '撤下');
    const { manager } = api.database.source;
    const shown = async () => (await get(`/r/${response.id}`)).status;
    expect(await shown()).toBe(200);
    await manager.update(IncidentRow, { id: incident.id }, { restricted: true });
    expect(await shown()).toBe(404);
    await manager.update(IncidentRow, { id: incident.id }, { restricted: false, historic: true });
    expect(await shown()).toBe(404);
    await manager.update(IncidentRow, { id: incident.id }, { historic: false });
    await manager.save(Object.assign(publication, { listed: false }));
    expect(await shown()).toBe(404);
    await manager.save(Object.assign(publication, { listed: true }));
    expect(await shown()).toBe(200);
    await manager.update(ResponseRow, { id: response.id }, { state: 'approved' });
    expect(await shown()).toBe(404);
  });
});

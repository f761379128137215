import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { dayOf } from '#jurisdiction';
import { Endpoint } from '../http/endpoint.js';
import { escapeHtml } from '../http/page.js';
import { FEED_LENGTH, jsonFeed, rss, sitemap, type Feed } from './feeds.js';
import { answerPage } from './page/answer-page.js';
import { publicPage } from './page/layout.js';
import { listPage } from './page/list-page.js';
import { STYLE } from './page/style.js';
import { presentAnswer } from './present.js';
import { PublicArchive } from './public-archive.js';
import { PublicReader, type PublicScene } from './public-reader.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const EXPORTED = 100;

/** Nothing is loaded but our own style; the page is never framed. Anybody may keep it for a minute. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=60',
};
/** Feeds and data may be read by the pages of the portal. */
const shared = { ...headers, 'access-control-allow-origin': '*' };

/** `/r`: published texts as anybody may read them, without a log-in and without a script (interfaces.md). */
@Controller('r')
export class PublicController {
  constructor(
    private readonly reader: PublicReader,
    private readonly archive: PublicArchive,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Published texts, newest first (HTML); ?field=&place=&year=&q=&page=',
    needs: 'public',
  })
  async list(@Query() query: unknown, @Res() response: Response): Promise<void> {
    const scene = await this.reader.scene(false);
    const asked = this.reader.asked(scene, query);
    const rehearses = await this.reader.rehearses();
    const view = await this.reader.list(scene, asked, rehearses ? '/r/drill' : null);
    // Where nothing has been published yet, practice shows what the page is for.
    const empty = view.total === 0 && Object.keys(asked.filter).length === 0;
    if (rehearses && empty) return this.practice(query, response);
    html(response, 200, listPage(scene.site, view));
  }

  @Get('style.css')
  @Endpoint({ summary: 'Style of the public page', needs: 'public' })
  style(@Res() response: Response): void {
    response
      .set({ ...headers, 'cache-control': 'public, max-age=3600' })
      .type('text/css; charset=utf-8')
      .send(STYLE);
  }

  @Get('feed.xml')
  @Endpoint({ summary: 'RSS 2.0 of published texts; filters as of the list', needs: 'public' })
  async feedXml(@Query() query: unknown, @Res() response: Response): Promise<void> {
    const body = rss(await this.feed(query, 'xml'));
    response.set(shared).type('application/rss+xml; charset=utf-8').send(body);
  }

  @Get('feed.json')
  @Endpoint({ summary: 'JSON Feed 1.1 of published texts; filters as of the list', needs: 'public' })
  async feedJson(@Query() query: unknown, @Res() response: Response): Promise<void> {
    const body = JSON.stringify(jsonFeed(await this.feed(query, 'json')));
    response.set(shared).type('application/feed+json; charset=utf-8').send(body);
  }

  @Get('sitemap.xml')
  @Endpoint({ summary: 'Sitemap of published texts', needs: 'public' })
  async sitemap(@Res() response: Response): Promise<void> {
    const scene = await this.reader.scene(false);
    const { links } = scene.site;
    const found = await this.reader.addresses(scene);
    const entries = found.map(({ id, publishedAt }) => ({
      url: whole(scene, links.one(id)),
      day: dayOf(publishedAt),
    }));
    response
      .set(shared)
      .type('application/xml; charset=utf-8')
      .send(sitemap(whole(scene, links.list({}, 1)), entries));
  }

  @Get('export.json')
  @Endpoint({
    summary: 'Published texts with everything shown of them, for the portal’s own column; ?page=',
    needs: 'public',
    returns: 'PublicExport',
  })
  async export(@Query() query: unknown, @Res() response: Response): Promise<void> {
    const scene = await this.reader.scene(false);
    const { filter, page } = this.reader.asked(scene, query);
    const found = await this.reader.answers(scene, filter, (page - 1) * EXPORTED, EXPORTED + 1);
    const items = found.slice(0, EXPORTED).map((answer) => presentAnswer(scene.site, answer));
    const next = found.length > EXPORTED ? String(page + 1) : null;
    response.set(shared).json({ items, next });
  }

  @Get('export.zip')
  @Endpoint({
    summary: 'The public pages as files in one archive (the newest 2,000 texts), for the portal’s own column',
    needs: 'public',
  })
  async zip(@Res() response: Response): Promise<void> {
    const { etag, content } = await this.archive.get();
    // Whoever has it as it stands is told so by the tag and fetches nothing.
    response
      .set({ ...shared, etag })
      .attachment('huiyin-public.zip')
      .type('application/zip')
      .send(content);
  }

  @Get('drill')
  @Endpoint({ summary: 'Texts of a rehearsal while one runs (HTML)', needs: 'public' })
  async drill(@Query() query: unknown, @Res() response: Response): Promise<void> {
    if (!(await this.reader.rehearses())) return this.missing(response);
    await this.practice(query, response);
  }

  @Get('drill/:id')
  @Endpoint({ summary: 'One text of a rehearsal while it runs (HTML)', needs: 'public' })
  async drillOne(@Param('id') id: string, @Res() response: Response): Promise<void> {
    if (!(await this.reader.rehearses())) return this.missing(response);
    await this.show(await this.reader.scene(true), id, response);
  }

  @Get(':id')
  @Endpoint({ summary: 'One published text (HTML)', needs: 'public' })
  async one(@Param('id') id: string, @Res() response: Response): Promise<void> {
    await this.show(await this.reader.scene(false), id, response);
  }

  private async practice(query: unknown, response: Response): Promise<void> {
    const scene = await this.reader.scene(true);
    const view = await this.reader.list(scene, this.reader.asked(scene, query), null);
    html(response, 200, listPage(scene.site, view));
  }

  private async show(scene: PublicScene, id: string, response: Response): Promise<void> {
    const answer = UUID.test(id) ? await this.reader.one(scene, id) : null;
    if (!answer) return this.missing(response);
    html(response, 200, answerPage(scene.site, answer));
  }

  private async missing(response: Response): Promise<void> {
    const { site } = await this.reader.scene(false);
    const body = `<h1>没有找到这件回应</h1><p>地址可能不完整，或该回应已不在本页公布。</p><p><a href="${escapeHtml(site.links.list({}, 1))}">查看全部回应</a></p>`;
    html(response, 404, publicPage(site, { title: '没有找到', description: null, address: null, body }));
  }

  private async feed(query: unknown, kind: 'xml' | 'json'): Promise<Feed> {
    const scene = await this.reader.scene(false);
    const { filter } = this.reader.asked(scene, query);
    const { site } = scene;
    return {
      site,
      title: [`${site.city}回应关切`, filter.field, filter.place].filter(Boolean).join('·'),
      home: whole(scene, site.links.list(filter, 1)),
      self: whole(scene, site.links.feed(filter, kind) ?? ''),
      answers: await this.reader.answers(scene, filter, 0, FEED_LENGTH),
    };
  }
}

const whole = ({ site }: PublicScene, address: string): string => site.links.whole(address) ?? address;

const html = (response: Response, status: number, body: string): void =>
  void response.status(status).set(headers).type('text/html; charset=utf-8').send(body);

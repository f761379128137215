import type { PublicAnswer } from '#respond';
import { escapeHtml } from '../http/page.js';
import { machineTime } from './page/words.js';
import { safeHtml } from './safe-html.js';
import type { Site } from './site.js';

/** Texts in a feed: more than any city answers in a month. */
export const FEED_LENGTH = 50;

/** What a feed holds: its texts, newest first, and the addresses it stands at and belongs to. */
export interface Feed {
  site: Site;
  title: string;
  home: string;
  self: string;
  answers: PublicAnswer[];
}

/** XML 1.0 knows no control characters but tab and ends of line, and no halves of letters. */
const xml = (text: string): string =>
  escapeHtml(text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ''));

const addressOf = ({ links }: Site, id: string): string => links.whole(links.one(id)) ?? links.one(id);

/** RSS 2.0 with the whole texts. */
export function rss({ site, title, home, self, answers }: Feed): string {
  const changed = answers.reduce<Date | null>(
    (last, { changedAt }) => (last && last > changedAt ? last : changedAt),
    null,
  );
  const items = answers.map((answer) => {
    const url = xml(addressOf(site, answer.id));
    const tags = [...answer.fields, ...answer.places]
      .map((tag) => `<category>${xml(tag)}</category>`)
      .join('');
    return `<item><title>${xml(answer.title)}</title><link>${url}</link><guid isPermaLink="true">${url}</guid><pubDate>${answer.publishedAt.toUTCString()}</pubDate><dc:creator>${xml(answer.units.join('、'))}</dc:creator>${tags}<description>${xml(safeHtml(answer.html, site.hosts))}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${xml(title)}</title><link>${xml(home)}</link><description>${xml(`${site.publisher}对群众关切问题的回应`)}</description><language>zh-cn</language>${changed ? `<lastBuildDate>${changed.toUTCString()}</lastBuildDate>` : ''}<atom:link href="${xml(self)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}

/** JSON Feed 1.1. */
export const jsonFeed = ({ site, title, home, self, answers }: Feed): object => ({
  version: 'https://jsonfeed.org/version/1.1',
  title,
  description: `${site.publisher}对群众关切问题的回应`,
  home_page_url: home,
  feed_url: self,
  language: 'zh-CN',
  items: answers.map((answer) => {
    const url = addressOf(site, answer.id);
    return {
      id: url,
      url,
      title: answer.title,
      content_html: safeHtml(answer.html, site.hosts),
      content_text: answer.text,
      summary: answer.summary,
      date_published: machineTime(answer.publishedAt),
      date_modified: machineTime(answer.changedAt),
      authors: answer.units.map((name) => ({ name })),
      tags: [...answer.fields, ...answer.places],
    };
  }),
});

/** Addresses for search machines. */
export const sitemap = (home: string, entries: { url: string; day: string }[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${xml(home)}</loc></url>
${entries.map(({ url, day }) => `<url><loc>${xml(url)}</loc><lastmod>${day}</lastmod></url>`).join('\n')}
</urlset>
`;

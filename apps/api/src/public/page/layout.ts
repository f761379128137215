import { escapeHtml } from '../../http/page.js';
import type { Site } from '../site.js';

export interface Shell {
  title: string;
  /** One sentence for search machines; none: they are asked to leave the page alone. */
  description: string | null;
  /** Address of the page itself, as `site.links` makes it. */
  address: string | null;
  /** Data for machines (schema.org). */
  data?: object | null;
  feeds?: { xml?: string | null; json?: string | null };
  /** HTML made with `escapeHtml`. */
  body: string;
}

/** A page of the public site: landmarks, one heading, skip link, no script. */
export function publicPage(site: Site, shell: Shell): string {
  const { city, publisher, rehearsal, links } = site;
  const name = `${city}回应关切`;
  const whole = shell.address && links.whole(shell.address);
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(shell.title === name ? name : `${shell.title} - ${name}`)}</title>`,
    shell.description ? `<meta name="description" content="${escapeHtml(shell.description)}">` : '',
    rehearsal || !shell.description ? '<meta name="robots" content="noindex,nofollow">' : '',
    whole && !rehearsal ? `<link rel="canonical" href="${escapeHtml(whole)}">` : '',
    `<link rel="stylesheet" href="${escapeHtml(links.style)}">`,
    feedLink(shell.feeds?.xml, 'application/rss+xml', name),
    feedLink(shell.feeds?.json, 'application/feed+json', name),
    '<meta name="format-detection" content="telephone=no">',
    shell.data && !rehearsal ? dataBlock(shell.data) : '',
  ];
  return `<!doctype html>
<html lang="zh-CN"><head>${head.join('')}</head>
<body><a class="skip" href="#main">跳到正文</a>
<header class="top"><div class="wide"><p class="name"><a href="${escapeHtml(links.list({}, 1))}">${escapeHtml(name)}</a></p>
<p class="sub">${escapeHtml(publisher)}对群众关切问题的回应</p></div></header>
<main id="main" tabindex="-1"><div class="wide">${rehearsal ? DRILL : ''}
${shell.body}
</div></main>
<footer><div class="wide">${footer(site, shell)}</div></footer></body></html>
`;
}

const DRILL =
  '<p class="drill"><strong>演练</strong>：本页内容为演练所用，全部虚构，不是政府发布的信息。</p>';

const feedLink = (address: string | null | undefined, type: string, name: string): string =>
  address
    ? `<link rel="alternate" type="${type}" title="${escapeHtml(name)}" href="${escapeHtml(address)}">`
    : '';

/** `<` is written so that nothing in a text ends the block. */
const dataBlock = (data: object): string =>
  `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`;

function footer({ publisher, links }: Site, { feeds }: Shell): string {
  const ways = [
    feeds?.xml ? `<a href="${escapeHtml(feeds.xml)}">RSS 订阅</a>` : '',
    feeds?.json ? `<a href="${escapeHtml(feeds.json)}">JSON 订阅</a>` : '',
    links.archive ? `<a href="${escapeHtml(links.archive)}" download>打包下载全部回应</a>` : '',
  ].filter(Boolean);
  const nav = ways.length > 0 ? `<nav aria-label="订阅和下载"><p>${ways.join('　')}</p></nav>` : '';
  return `<p>本页由${escapeHtml(publisher)}主办，只公布已经正式发布的回应。对回应有疑问或有新的情况，可拨打 12345 政务服务便民热线。</p>${nav}`;
}

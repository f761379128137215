import type { PublicAnswer, PublicCommitment, PublicLink } from '#respond';
import { escapeHtml } from '../../http/page.js';
import { safeHtml } from '../safe-html.js';
import type { Site } from '../site.js';
import { answerData } from './data.js';
import { publicPage } from './layout.js';
import { dayWords, formWords, machineTime, momentWords, promiseWords, sortOf } from './words.js';

/** One published text: what is answered, by whom, when it was heard and answered, and what came of it. */
export function answerPage(site: Site, answer: PublicAnswer): string {
  const address = site.links.one(answer.id);
  return publicPage(site, {
    title: answer.title,
    description: answer.summary,
    address,
    data: answerData(site, answer),
    feeds: { xml: site.links.feed({}, 'xml'), json: site.links.feed({}, 'json') },
    body: `<article>${correctionNotes(site, answer)}
<h1>${escapeHtml(answer.title)}</h1>
${facts(answer)}
<div class="text">${safeHtml(answer.html, site.hosts)}</div>
${course(site, answer)}${promises(answer)}${outlets(answer)}</article>
<nav aria-label="返回"><p><a href="${escapeHtml(site.links.list({}, 1))}">返回全部回应</a></p></nav>`,
  });
}

const linkTo = (site: Site, { id, title, day }: PublicLink): string =>
  `<a href="${escapeHtml(site.links.one(id))}">${escapeHtml(title)}</a>（${dayWords(day)}）`;

/** A correction and what it corrects name each other before anything else is read. */
function correctionNotes(site: Site, { corrects, correctedBy }: PublicAnswer): string {
  const by = correctedBy.map(
    (link) => `<p class="fault"><strong>本文已有更正</strong>，请以更正为准：${linkTo(site, link)}</p>`,
  );
  const of = corrects
    ? `<p class="note"><strong>本文是对下文的更正</strong>：${linkTo(site, corrects)}</p>`
    : '';
  return by.join('') + of;
}

function facts(answer: PublicAnswer): string {
  const rows: [string, string][] = [
    ['类别', escapeHtml(sortOf(answer))],
    ['回应部门', escapeHtml(answer.units.join('、'))],
    ['收到反映', `<time datetime="${answer.heardOn}">${dayWords(answer.heardOn)}</time>`],
    [
      '发布时间',
      `<time datetime="${machineTime(answer.publishedAt)}">${momentWords(answer.publishedAt)}</time>`,
    ],
  ];
  if (answer.fields.length > 0) rows.push(['领域', escapeHtml(answer.fields.join('、'))]);
  if (answer.places.length > 0) rows.push(['地点', escapeHtml(answer.places.join('、'))]);
  return `<dl class="facts">${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

/** The matter's other texts, in the order they came out. */
function course(site: Site, { others }: PublicAnswer): string {
  if (others.length === 0) return '';
  const rows = others.map(
    (link) =>
      `<li><time datetime="${link.day}">${dayWords(link.day)}</time><a href="${escapeHtml(site.links.one(link.id))}">${escapeHtml(link.title)}</a></li>`,
  );
  return `<section aria-labelledby="course"><h2 id="course">同一事项的其他回应</h2><ol class="way">${rows.join('')}</ol></section>`;
}

function promises({ commitments }: PublicAnswer): string {
  if (commitments.length === 0) return '';
  return `<section aria-labelledby="promises"><h2 id="promises">承诺事项办理情况</h2>${commitments.map(promise).join('')}</section>`;
}

function promise(one: PublicCommitment): string {
  const moved = one.movedFrom
    ? `<p class="meta">原定 ${dayWords(one.movedFrom)}${one.movedReason ? `，改期原因：${escapeHtml(one.movedReason)}` : ''}</p>`
    : '';
  const proof = one.url ? `<p><a href="${escapeHtml(one.url)}" rel="noopener">查看办理结果</a></p>` : '';
  return `<div class="promise"><p>${escapeHtml(one.what)}</p><p class="meta">${escapeHtml(one.unit)}　承诺完成日期：<time datetime="${one.day}">${dayWords(one.day)}</time></p>${moved}<p class="state">${promiseWords[one.state]}</p>${proof}</div>`;
}

function outlets({ outlets: list }: PublicAnswer): string {
  if (list.length === 0) return '';
  const rows = list.map(({ name, form, url, day }) => {
    const where = url
      ? `<a href="${escapeHtml(url)}" rel="noopener">${escapeHtml(name)}</a>`
      : escapeHtml(name);
    return `<li>${where}，${formWords[form]}，${dayWords(day)}</li>`;
  });
  return `<section aria-labelledby="outlets"><h2 id="outlets">发布渠道</h2><ul>${rows.join('')}</ul></section>`;
}

import type { PublicFilter, PublicHead } from '#respond';
import { escapeHtml } from '../../http/page.js';
import type { Site } from '../site.js';
import type { ListView } from './list-view.js';
import { publicPage } from './layout.js';
import { listData } from './data.js';
import { dayWords, machineTime, momentWords, sortOf } from './words.js';

/** The list, newest first, with its search. */
export function listPage(site: Site, view: ListView): string {
  const { filter, page, total } = view;
  const { links } = site;
  const narrowed = Object.keys(filter).length > 0;
  const chosen = chosenOf(filter);
  // Words that somebody typed into an address are no page of ours: neither to search machines nor to readers of feeds.
  const typed = filter.words !== undefined;
  const heading = typed ? '查找结果' : chosen ? `回应关切：${chosen}` : '回应关切';
  return publicPage(site, {
    title: `${heading}${page > 1 ? `（第 ${page} 页）` : ''}`,
    description: typed ? null : `${site.publisher}对群众关切问题的回应，按发布时间先后排列。`,
    address: typed ? null : links.list(filter, page),
    data: typed ? null : listData(site, view),
    feeds: typed ? {} : { xml: links.feed(filter, 'xml'), json: links.feed(filter, 'json') },
    body: [
      `<h1>${escapeHtml(heading)}</h1>`,
      page === 1 && !narrowed ? INTRODUCTION : '',
      view.drill
        ? `<p class="note">本系统正在演练。<a href="${escapeHtml(view.drill)}">查看演练的回应</a></p>`
        : '',
      links.search ? searchForm(links.search, view) : chooser(site, view),
      found(view, narrowed),
      view.items.length > 0
        ? `<ol class="answers">${view.items.map((item) => row(site, item)).join('')}</ol>`
        : '',
      total > 0 ? pager(site, view) : '',
    ]
      .filter(Boolean)
      .join('\n'),
  });
}

const INTRODUCTION =
  '<p>群众反映的问题由有关部门核实后在这里作出回应。每件回应写明由哪个部门回应、何时收到反映、何时发布，以及承诺事项的办理情况。</p>';

function found({ total, items }: ListView, narrowed: boolean): string {
  if (total === 0)
    return narrowed
      ? '<p role="status">没有符合条件的回应。可以换一个词，或减少筛选条件。</p>'
      : '<p role="status">还没有已发布的回应。有关部门的回应发布后，会按时间先后列在这里。</p>';
  if (items.length === 0) return `<p role="status">共 ${total} 件回应，没有这一页，请从第一页看起。</p>`;
  return `<p role="status">共 ${total} 件回应。</p>`;
}

const chosenOf = ({ field, place, year }: PublicFilter): string =>
  [field, place, year === undefined ? undefined : `${year}年`]
    .filter((part) => part !== undefined)
    .join('，');

function row(site: Site, item: PublicHead): string {
  const where = [...item.fields, ...item.places].map(escapeHtml).join('　');
  return `<li><article><h3><a href="${escapeHtml(site.links.one(item.id))}">${escapeHtml(item.title)}</a></h3>
<p class="meta"><span class="tag">${escapeHtml(sortOf(item))}</span>${item.corrected ? '<span class="tag">已更正</span>' : ''}${escapeHtml(item.units.join('、'))}　<time datetime="${machineTime(item.publishedAt)}">${momentWords(item.publishedAt)}</time>发布</p>
<p>${escapeHtml(item.summary)}</p>
<p class="meta">${dayWords(item.heardOn)}收到反映${where ? `　${where}` : ''}</p></article></li>`;
}

function searchForm(action: string, { filter, choices }: ListView): string {
  return `<form class="find" method="get" action="${escapeHtml(action)}" role="search" aria-label="查找回应">
<div><label for="q">标题或内容</label><input id="q" name="q" type="search" maxlength="60" value="${escapeHtml((filter.words ?? []).join(' '))}"></div>
${select('field', '领域', choices.fields, filter.field)}${select('place', '地点', choices.places, filter.place)}${select('year', '年份', choices.years.map(String), filter.year === undefined ? undefined : String(filter.year))}
<div><button type="submit">查找</button></div></form>`;
}

function select(name: string, label: string, options: readonly string[], chosen: string | undefined): string {
  if (options.length === 0) return '';
  const list = options.map(
    (option) => `<option${option === chosen ? ' selected' : ''}>${escapeHtml(option)}</option>`,
  );
  return `<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">全部</option>${list.join('')}</select></div>`;
}

/** Without a server to ask: a link to each part of the list. */
function chooser({ links }: Site, { choices }: ListView): string {
  const part = (label: string, entries: [string, PublicFilter][]) =>
    entries.length > 1
      ? `<dt>${label}</dt><dd>${entries.map(([word, filter]) => `<a href="${escapeHtml(links.list(filter, 1))}">${escapeHtml(word)}</a>`).join('　')}</dd>`
      : '';
  const parts = [
    part(
      '领域',
      choices.fields.map((field) => [field, { field }]),
    ),
    part(
      '地点',
      choices.places.map((place) => [place, { place }]),
    ),
    part(
      '年份',
      choices.years.map((year) => [`${year}年`, { year }]),
    ),
  ].join('');
  return parts
    ? `<nav aria-label="分类"><dl class="facts"><dt>范围</dt><dd><a href="${escapeHtml(links.list({}, 1))}">全部</a></dd>${parts}</dl></nav>`
    : '';
}

function pager({ links }: Site, { filter, page, pages }: ListView): string {
  if (pages < 2) return '';
  const link = (to: number, word: string, rel: string) =>
    `<a rel="${rel}" href="${escapeHtml(links.list(filter, to))}">${word}</a>`;
  return `<nav class="pages" aria-label="翻页">${page > 1 ? link(Math.min(page - 1, pages), '上一页', 'prev') : ''}<span>第 ${page} 页，共 ${pages} 页</span>${page < pages ? link(page + 1, '下一页', 'next') : ''}</nav>`;
}

import { createHash } from 'node:crypto';
import type { Directory } from '#jurisdiction';
import { dayOf } from '#jurisdiction';
import type { PublicAnswer, PublicFilter } from '#respond';
import { FEED_LENGTH, jsonFeed, rss, sitemap, type Feed } from './feeds.js';
import { answerPage } from './page/answer-page.js';
import { listPage } from './page/list-page.js';
import { STYLE } from './page/style.js';
import { presentAnswer } from './present.js';
import { siteOf } from './served.js';
import type { Links, Site } from './site.js';

/** Texts on one page of a list. */
const PAGE = 20;

/**
 * The public pages as files for a folder of the portal: lists (all, by field, by township, by year), one page a text, feeds,
 * sitemap, data, style. They link to each other relatively, so the folder may stand anywhere.
 * @param base address of that folder; null: no feeds and no sitemap, which need whole addresses
 * @returns content by file name
 */
export function staticSite(
  answers: readonly PublicAnswer[],
  directory: Directory,
  base: string | null,
): Map<string, string> {
  const site = siteOf(directory, false, folderLinks(base));
  const files = new Map([['style.css', STYLE]]);
  const choices = choicesOf(answers, directory);
  for (const filter of filtersOf(choices)) addLists(files, site, filter, answers, choices);
  for (const answer of answers) files.set(site.links.one(answer.id), answerPage(site, answer));
  files.set(
    'export.json',
    JSON.stringify({ items: answers.map((answer) => presentAnswer(site, answer)), next: null }),
  );
  if (base !== null) addFeeds(files, site, answers);
  return files;
}

/** Relative names within one folder. */
function folderLinks(base: string | null): Links {
  return {
    style: 'style.css',
    list: (filter, page) => `${nameOf(filter)}${page > 1 ? `-${page}` : ''}.html`,
    one: (id) => `${id}.html`,
    feed: (filter, kind) => (base === null || Object.keys(filter).length > 0 ? null : `feed.${kind}`),
    archive: null,
    search: null,
    whole: (address) =>
      base === null ? null : `${base.replace(/\/?$/, '/')}${address.replace(/^index\.html$/, '')}`,
  };
}

/** `index`, `field-1a2b3c4d`, `year-2026`: a name of letters and figures whatever the filter is called. */
function nameOf({ field, place, year }: PublicFilter): string {
  const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
  if (field !== undefined) return `field-${short(field)}`;
  if (place !== undefined) return `place-${short(place)}`;
  return year === undefined ? 'index' : `year-${year}`;
}

interface Choices {
  fields: string[];
  places: string[];
  years: number[];
}

function choicesOf(answers: readonly PublicAnswer[], directory: Directory): Choices {
  const fields = new Set(answers.flatMap((answer) => answer.fields));
  return {
    fields: directory.profile.fields.map(({ name }) => name).filter((name) => fields.has(name)),
    places: [...new Set(answers.flatMap(({ places }) => places))].sort((a, b) => a.localeCompare(b, 'zh-CN')),
    years: [...new Set(answers.map(yearOf))].sort((a, b) => b - a),
  };
}

const yearOf = ({ publishedAt }: PublicAnswer): number => Number(dayOf(publishedAt).slice(0, 4));

const filtersOf = ({ fields, places, years }: Choices): PublicFilter[] => [
  {},
  ...fields.map((field) => ({ field })),
  ...places.map((place) => ({ place })),
  ...years.map((year) => ({ year })),
];

function addLists(
  files: Map<string, string>,
  site: Site,
  filter: PublicFilter,
  answers: readonly PublicAnswer[],
  choices: Choices,
): void {
  const { field, place, year } = filter;
  const shown = answers.filter(
    (answer) =>
      (field === undefined || answer.fields.includes(field)) &&
      (place === undefined || answer.places.includes(place)) &&
      (year === undefined || yearOf(answer) === year),
  );
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  for (let page = 1; page <= pages; page += 1) {
    const items = shown.slice((page - 1) * PAGE, page * PAGE);
    const view = { filter, page, pages, total: shown.length, items, choices, drill: null };
    files.set(site.links.list(filter, page), listPage(site, view));
  }
}

function addFeeds(files: Map<string, string>, site: Site, answers: readonly PublicAnswer[]): void {
  const whole = (address: string): string => site.links.whole(address) ?? address;
  const feed = (self: string): Feed => ({
    site,
    title: `${site.city}回应关切`,
    home: whole('index.html'),
    self: whole(self),
    answers: answers.slice(0, FEED_LENGTH),
  });
  files.set('feed.xml', rss(feed('feed.xml')));
  files.set('feed.json', JSON.stringify(jsonFeed(feed('feed.json'))));
  const entries = answers.map(({ id, changedAt }) => ({
    url: whole(site.links.one(id)),
    day: dayOf(changedAt),
  }));
  files.set('sitemap.xml', sitemap(whole('index.html'), entries));
}

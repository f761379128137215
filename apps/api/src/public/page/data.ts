import type { PublicAnswer } from '#respond';
import type { Site } from '../site.js';
import type { ListView } from './list-view.js';
import { machineTime } from './words.js';

const body = (name: string) => ({ '@type': 'GovernmentOrganization', name });

/**
 * schema.org of one text. `NewsArticle`, not `SpecialAnnouncement`: that one stands for what holds for a time and expires,
 * while an answer stays and is corrected – which `NewsArticle` can say (`correction`).
 */
export function answerData(site: Site, answer: PublicAnswer): object | null {
  const url = site.links.whole(site.links.one(answer.id));
  if (url === null) return null;
  const addressOf = (id: string) => site.links.whole(site.links.one(id));
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: answer.title,
    description: answer.summary,
    articleBody: answer.text,
    inLanguage: 'zh-CN',
    isAccessibleForFree: true,
    datePublished: machineTime(answer.publishedAt),
    dateModified: machineTime(answer.changedAt),
    author: answer.units.map(body),
    publisher: body(site.publisher),
    ...(answer.fields.length > 0 && { articleSection: answer.fields }),
    ...(answer.places.length > 0 && {
      contentLocation: answer.places.map((name) => ({
        '@type': 'Place',
        name,
        containedInPlace: { '@type': 'City', name: site.city },
      })),
    }),
    ...(answer.correctedBy.length > 0 && {
      correction: answer.correctedBy.map(({ id, title, day }) => ({
        '@type': 'CorrectionComment',
        text: title,
        datePublished: day,
        url: addressOf(id),
      })),
    }),
    ...(answer.corrects && { isBasedOn: addressOf(answer.corrects.id) }),
    ...(answer.outlets.some(({ url: at }) => at) && {
      sameAs: answer.outlets.flatMap(({ url: at }) => at ?? []),
    }),
  };
}

/** schema.org of a page of the list. */
export function listData(site: Site, view: ListView): object | null {
  const url = site.links.whole(site.links.list(view.filter, view.page));
  if (url === null || view.items.length === 0) return null;
  return {
    '@context': 'https://schema.org',
    '@type': 'CollectionPage',
    url,
    name: `${site.city}回应关切`,
    inLanguage: 'zh-CN',
    publisher: body(site.publisher),
    mainEntity: {
      '@type': 'ItemList',
      numberOfItems: view.total,
      itemListElement: view.items.map(({ id, title }, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: title,
        url: site.links.whole(site.links.one(id)),
      })),
    },
  };
}

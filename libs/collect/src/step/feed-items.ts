import type { SourceRow } from '../entities/source.entity.js';
import type { FeedItem, ParsedFeed } from '../feed/types.js';
import { itemKey } from '../items/key.js';
import type { NewItem } from '../items/store.js';

/** The items of a feed as rows to come, oldest first: judging goes by order of arrival. */
export function toNewItems(source: SourceRow, feed: ParsedFeed, discoveredAt: Date): NewItem[] {
  return feed.items
    .filter((item) => item.title !== '' || item.text !== '')
    .map((item) => toNewItem(source, item, discoveredAt))
    .sort((a, b) => (a.publishedAt?.getTime() ?? Infinity) - (b.publishedAt?.getTime() ?? Infinity) || 0);
}

function toNewItem(source: SourceRow, item: FeedItem, discoveredAt: Date): NewItem {
  return {
    key: itemKey('feed', source.id, item.id),
    channel: 'feed',
    title: item.title,
    text: item.text,
    source: { name: source.name, tier: source.tier, scope: source.scope },
    sourceId: source.id,
    externalId: item.id,
    url: item.url,
    publishedAt: item.publishedAt ? new Date(item.publishedAt) : null,
    discoveredAt,
    rehearsal: source.rehearsal,
  };
}

/** When the newest of them was published; shows a source that answers but has long gone silent. */
export function newestOf(items: NewItem[], now: Date): Date {
  const times = items.map((item) => Math.min(item.publishedAt?.getTime() ?? now.getTime(), now.getTime()));
  return new Date(Math.max(...times));
}

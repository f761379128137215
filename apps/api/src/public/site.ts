import type { PublicFilter } from '#respond';

/** Whose page it is, and how one address leads to another: the same pages stand on our server and in a folder of the portal. */
export interface Site {
  /** The city by its name: 孝义市. */
  city: string;
  /** Name of the body that keeps it: 孝义市人民政府. */
  publisher: string;
  rehearsal: boolean;
  links: Links;
  /** Hosts to which a link in a text may lead, beside those of government. */
  hosts: readonly string[];
}

export interface Links {
  style: string;
  /** A page of the list; 1 is the first. */
  list(filter: PublicFilter, page: number): string;
  one(id: string): string;
  /** Feeds of what the filter shows; null where there is none. */
  feed(filter: PublicFilter, kind: 'xml' | 'json'): string | null;
  /** Everything in one file; null where there is none. */
  archive: string | null;
  /** Where the form of the search goes; null: there is nobody to ask. */
  search: string | null;
  /** The same address for those who are elsewhere; null where it is not known yet. */
  whole(address: string): string | null;
}

/** Our own pages: `/r`, and `/r/drill` for the rehearsal. */
export function ownLinks(publicUrl: string, rehearsal: boolean): Links {
  const base = rehearsal ? '/r/drill' : '/r';
  return {
    style: '/r/style.css',
    list: (filter, page) => `${base}${queryOf(filter, page)}`,
    one: (id) => `${base}/${id}`,
    // What is made up for practice goes to nobody's reader.
    feed: (filter, kind) => (rehearsal ? null : `/r/feed.${kind}${queryOf(filter, 1)}`),
    archive: rehearsal ? null : '/r/export.zip',
    search: base,
    whole: (address) => `${publicUrl.replace(/\/$/, '')}${address}`,
  };
}

function queryOf({ field, place, year, words }: PublicFilter, page: number): string {
  const query = new URLSearchParams();
  if (field !== undefined) query.set('field', field);
  if (place !== undefined) query.set('place', place);
  if (year !== undefined) query.set('year', String(year));
  if (words?.length) query.set('q', words.join(' '));
  if (page > 1) query.set('page', String(page));
  const text = query.toString();
  return text ? `?${text}` : '';
}

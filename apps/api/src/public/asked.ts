import type { Directory } from '#jurisdiction';
import type { PublicFilter } from '#respond';

/** What an address may ask for; anybody may write anything there. */
export interface Asked {
  filter: PublicFilter;
  page: number;
}

const MOST_WORDS = 5;
const MOST_PAGES = 10_000;

/**
 * Reads a query string. What is not one of our fields, townships or years is left out, so that no foreign words come to
 * stand on a page of the government; nothing of it is ever an error.
 */
export function readAsked(query: unknown, directory: Directory): Asked {
  const given = (typeof query === 'object' && query !== null ? query : {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const value = Array.isArray(given[name]) ? given[name][0] : given[name];
    return typeof value === 'string' ? clean(value) : '';
  };
  const field = directory.field(text('field'))?.name;
  const named = directory.placeNamed(text('place'));
  const place = named?.kind === 'township' || named?.kind === 'zone' ? named.name : undefined;
  const year = /^20\d\d$/.test(text('year')) ? Number(text('year')) : undefined;
  const words = text('q').slice(0, 60).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const page = /^\d{1,5}$/.test(text('page')) ? Number(text('page')) : 1;
  return {
    filter: {
      ...(field !== undefined && { field }),
      ...(place !== undefined && { place }),
      ...(year !== undefined && { year }),
      ...(words.length > 0 && { words }),
    },
    page: Math.min(Math.max(page, 1), MOST_PAGES),
  };
}

/** Control characters and halves of letters are no words: the database takes neither. */
const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').trim();

import { decodeDocument } from '../feed/charset.js';
import { htmlToText, looksLikeHtml, tidy } from '../feed/plain.js';
import { hostOf, isHouseHost } from './addresses.js';
import { FetchError } from './fetch-error.js';
import { fetchFeed, type FetchLimits } from './fetch.js';

/** Pages are smaller than feeds with years in them, and somebody waits. */
export const PAGE_LIMITS: FetchLimits = {
  totalMs: 20_000,
  idleMs: 10_000,
  bytes: 5 * 1024 * 1024,
  redirects: 5,
};

/** A page as it came, and what people read of it. */
export interface FetchedPage {
  bytes: Buffer;
  text: string;
}

/**
 * Reads a page that somebody has typed in: never in the own house, unless the host stands in a register that two persons
 * have approved.
 * @param house hosts of that register, with or without a port
 * @throws FetchError with a message for people
 */
export async function readPage(
  address: string,
  house: readonly string[],
  limits: FetchLimits = PAGE_LIMITS,
): Promise<FetchedPage> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && isHouseHost(hostOf(url)) && !house.includes(url.host) && !house.includes(hostOf(url)))
    throw new FetchError('网址指向内部网络，已拒绝访问');
  const fetched = await fetchFeed(address, undefined, limits);
  if (fetched.kind === 'unchanged') throw new FetchError('对方没有给出内容');
  const { bytes, contentType } = fetched;
  if (contentType && !/html|text|xml/i.test(contentType))
    throw new FetchError('该网址不是网页，无法核对文字');
  const source = decodeDocument(bytes, contentType);
  return { bytes, text: looksLikeHtml(source) ? htmlToText(source) : tidy(source) };
}

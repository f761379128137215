import { simplified } from './simplified.js';

const NOISE =
  /https?:\/\/[^\s[\]\u3000-\u303f\u4e00-\u9fff]+|\/\/@[^:：\s]{1,30}[:：]|@[^\s:：,，。!！?？]{1,30}|\[[^[\]\s]{1,6}\]|#([^#\n]{1,40})#|转发微博|回复/gu;

/**
 * What two copies of one text have in common: NFKC, lower case, simplified signs, without links, mentions, hashtag signs, emoticons in
 * brackets, blanks and punctuation.
 */
export function normaliseText(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase())
    .replace(NOISE, ' $1 ')
    .replace(/(?<=\d)[.:](?=\d)/g, '·')
    .replace(/(?<=\d)[^\p{L}\p{N}·]+(?=\d)/gu, '、')
    .replace(/[^\p{L}\p{N}·、]+|(?<!\d)、|、(?!\d)/gu, '');
}

/** An address as it identifies a page: without scheme, `www.`, fragment, tracking parameters and a last slash. */
export function normaliseUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  const kept = [...searchParams]
    .filter(([name]) => !/^(utm_|spm|from|share|source$|timestamp|isappinstalled|wfr|tt_from)/i.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const path = pathname.replace(/\/+$/, '');
  if (!path && kept.length === 0) return null;
  return `${hostname.replace(/^(www|m)\./, '')}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}

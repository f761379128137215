import sanitize from 'sanitize-html';

const TAGS = [
  'p',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  'ul',
  'ol',
  'li',
  'blockquote',
  'h2',
  'h3',
  'h4',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'caption',
  'a',
];

/**
 * The text of an answer as HTML that may stand on a page of the government: once more cleaned, whatever was stored. A link
 * stays a link only to a site of government or of one of our outlets: never to what a citizen has posted.
 */
export const safeHtml = (html: string, hosts: readonly string[]): string =>
  sanitize(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      a: ['href', 'rel'],
      th: ['scope', 'colspan', 'rowspan'],
      td: ['colspan', 'rowspan'],
    },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    transformTags: {
      // The page has one first heading, its own.
      h1: 'h2',
      a: (_tag, { href = '' }) => linkOrWords(href, hosts),
    },
  });

function linkOrWords(href: string, hosts: readonly string[]): sanitize.Tag {
  if (!mayLink(href, hosts)) return { tagName: 'span', attribs: {} };
  return { tagName: 'a', attribs: { href, rel: 'noopener' } };
}

function mayLink(href: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname, host, username } = new URL(href);
  if (!/^https?:$/.test(protocol) || username !== '') return false;
  return hostname.endsWith('.gov.cn') || hosts.includes(hostname) || hosts.includes(host);
}

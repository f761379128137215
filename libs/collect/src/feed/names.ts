/** Namespaces of feeds, each to the short prefix the rest of the parser knows it by; '' is the feed's own language. */
const NAMESPACES: Record<string, string> = {
  'http://www.w3.org/2005/atom': '',
  'http://purl.org/atom/ns#': '',
  'http://purl.org/rss/1.0/': '',
  'http://my.netscape.com/rdf/simple/0.9/': '',
  'http://channel.netscape.com/rdf/simple/0.9/': '',
  'http://backend.userland.com/rss': '',
  'http://backend.userland.com/rss2': '',
  'http://blogs.law.harvard.edu/tech/rss': '',
  'http://purl.org/net/rss1.1#': '',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/elements/1.0/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://search.yahoo.com/mrss': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://www.w3.org/xml/1998/namespace': 'xml',
};
/** Prefixes that feeds use without declaring them. */
const USUAL = new Set(['rdf', 'dc', 'dcterms', 'content', 'media', 'itunes', 'xhtml', 'xml']);

/** A language nobody knows is taken for the feed's own where the document as a whole is written in it. */
function prefixOf(uri: string, whole: boolean): string {
  const lower = uri.trim().toLowerCase();
  const known = NAMESPACES[lower] ?? NAMESPACES[lower.replace(/[/#]+$/, '')] ?? NAMESPACES[`${lower}/`];
  if (known !== undefined) return known;
  return lower === '' || whole ? '' : `?${lower}`;
}

/** Prefixes declared so far; scopes nest with the elements. */
export class Namespaces {
  private scopes: { prefixes: Map<string, string>; depth: number }[] = [];

  /** Takes the declarations on an element that opens at `depth`. */
  enter(attributes: Record<string, string>, depth: number): void {
    let prefixes: Map<string, string> | null = null;
    for (const [key, value] of Object.entries(attributes)) {
      if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue;
      prefixes ??= new Map(this.scopes.at(-1)?.prefixes);
      prefixes.set(key.slice(6), prefixOf(value, key === 'xmlns' && depth <= 2));
    }
    if (prefixes) this.scopes.push({ prefixes, depth });
  }

  /** Forgets what elements at `depth` and deeper declared. */
  leave(depth: number): void {
    while ((this.scopes.at(-1)?.depth ?? -1) >= depth) this.scopes.pop();
  }

  /** `content:encoded`, `dc:date`, `title`: lower case, by the meaning of the prefix and not by its letters. */
  canonical(name: string): string {
    const lower = name.toLowerCase();
    const colon = lower.indexOf(':');
    const prefix = colon < 0 ? '' : lower.slice(0, colon);
    const local = lower.slice(colon + 1);
    const meaning =
      this.scopes.at(-1)?.prefixes.get(prefix) ?? (USUAL.has(prefix) ? prefix : prefix && `?${prefix}`);
    if (meaning === '') return local;
    return prefix === '' && meaning === 'rdf' ? local : `${meaning}:${local}`;
  }
}

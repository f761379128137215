import type { Directory } from '#jurisdiction';
import type { Links, Site } from './site.js';

/** The site of a city; its outlets are where a text may link to. */
export function siteOf(directory: Directory, rehearsal: boolean, links: Links): Site {
  const { name } = directory.profile.jurisdiction;
  const hosts = directory.profile.outlets.flatMap((outlet) => outlet.hosts);
  return { city: name, publisher: `${name}人民政府`, rehearsal, links, hosts };
}

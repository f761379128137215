import type { Directory, Place } from '#jurisdiction';
import { perDirectory } from '../text/per-directory.js';
import { gazetteer, provinces } from './gazetteer.js';
import { ownNames } from './place-lists.js';

/** What the search for places asks of one directory: villages by base name, namesakes, names of our own chain. */
export const placeLexicon = perDirectory((directory) => ({
  byBase: villagesByBase(directory),
  namesakes: namesakesByName(directory),
  /** By name: where the namesakes lie, as a text may say it (文水县, 文水). */
  cues: cuesByName(directory),
  /** Counties and districts that have a namesake of ours; their name before ours says whose it is. */
  owners: [...new Set(directory.profile.namesakes.map(({ of }) => of))] as readonly string[],
  /** Names of our own chain that an address may start with: 孝义市, 吕梁市, 山西省. */
  own: ownNames(directory),
  townshipNames: new Set(
    directory.profile.places
      .filter((place) => place.kind === 'township')
      .flatMap((place) => [place.name, ...place.aliases]),
  ) as ReadonlySet<string>,
  /** Provinces elsewhere: 山东孝义 is not ours. */
  provinces: provinces.filter((name) => !ownNames(directory).includes(name)),
  /** Provinces and prefectures elsewhere: 河北 in 河北村民 is the province. */
  elsewhere: new Set(gazetteer(new Set(ownNames(directory))).map((entry) => entry.name)),
}));

function villagesByBase(directory: Directory): Map<string, Place[]> {
  const byBase = new Map<string, Place[]>();
  for (const place of directory.profile.places) {
    if (place.kind !== 'village' || !place.base) continue;
    byBase.set(place.base, [...(byBase.get(place.base) ?? []), place]);
  }
  return byBase;
}

function namesakesByName(directory: Directory): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const { name, of } of directory.profile.namesakes)
    byName.set(name, [...new Set([...(byName.get(name) ?? []), `${of}·${name}`])]);
  return byName;
}

/** One namesake: its county or district, and the words that say so. */
export interface NamesakeCue {
  of: string;
  words: string[];
}

function cuesByName(directory: Directory): Map<string, NamesakeCue[]> {
  const byName = new Map<string, NamesakeCue[]>();
  for (const { name, of } of directory.profile.namesakes) {
    const short = of.replace(/[县市区]$/u, '');
    const cue = { of, words: short.length > 1 ? [of, short] : [of] };
    byName.set(name, [...(byName.get(name) ?? []), cue]);
  }
  return byName;
}

import type { Directory, Place, WordList } from '#jurisdiction';
import { counties, gazetteer } from './gazetteer.js';

/** How a place of ours is written: with its suffix, as people say it, or bare. */
export type PlaceForm = 'name' | 'alias' | 'base';

/** What a name in the text can stand for. */
export type PlaceKey =
  | { type: 'city' }
  | { type: 'parent' }
  | { type: 'place'; place: Place; form: PlaceForm }
  | { type: 'outside'; name: string; short: boolean }
  /** A namesake of the city or of a township, as it is written: 孝义镇. */
  | { type: 'namesake'; name: string };

/** The names of one directory, ready to be looked for; villages also by their base name. */
export function placeLists(directory: Directory): WordList<PlaceKey>[] {
  const { jurisdiction, places, namesakes } = directory.profile;
  const lists: WordList<PlaceKey>[] = [
    { key: { type: 'city' }, words: [jurisdiction.name, ...jurisdiction.shortNames] },
    { key: { type: 'parent' }, words: jurisdiction.parents.flatMap((p) => [p.name, ...p.shortNames]) },
  ];
  for (const place of places) {
    const add = (form: PlaceForm, words: string[]) => {
      const notWords = place.notWords?.filter((longer) => words.some((word) => longer.includes(word)));
      lists.push({ key: { type: 'place', place, form }, words, ...(notWords && { notWords }) });
    };
    add('name', [place.name]);
    if (place.aliases.length > 0) add('alias', place.aliases);
    if (place.base && !place.aliases.includes(place.base)) add('base', [place.base]);
  }
  return [...lists, ...outsideLists(directory), ...namesakeLists(jurisdiction, namesakes)];
}

function outsideLists(directory: Directory): WordList<PlaceKey>[] {
  const { jurisdiction } = directory.profile;
  const own = new Set(ownNames(directory));
  const lists: WordList<PlaceKey>[] = [];
  const add = (name: string, words: string[], short: boolean) => {
    if (words.length > 0) lists.push({ key: { type: 'outside', name, short }, words });
  };
  for (const { name, shortNames } of jurisdiction.neighbours) {
    add(name, [name], false);
    add(name, shortNames, true);
  }
  const neighbours = new Set(jurisdiction.neighbours.flatMap((n) => [n.name, ...n.shortNames]));
  for (const { name, full, bare } of gazetteer(own)) {
    if (neighbours.has(name)) continue;
    add(name, full, false);
    if (bare) add(name, [name], true);
  }
  for (const { name, short } of counties) {
    if (neighbours.has(name) || own.has(name)) continue;
    add(name, [name], false);
    if (short) add(name, [short], true);
  }
  return lists;
}

/** Only namesakes that contain a name of the city need a spot of their own; the others are ours by their own entry. */
function namesakeLists(
  jurisdiction: { shortNames: string[] },
  namesakes: { name: string }[],
): WordList<PlaceKey>[] {
  const names = new Set(namesakes.map((namesake) => namesake.name));
  return [...names]
    .filter((name) => jurisdiction.shortNames.some((short) => name.includes(short)))
    .map((name) => ({ key: { type: 'namesake', name }, words: [name] }));
}

/** Names of our own chain, the city first. */
export function ownNames(directory: Directory): string[] {
  const { jurisdiction } = directory.profile;
  return [jurisdiction, ...jurisdiction.parents].flatMap((p) => [p.name, ...p.shortNames]);
}

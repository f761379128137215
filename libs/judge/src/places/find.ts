import type { PlaceHit } from '#incidents';
import { inForce, type Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import {
  countiesByShape,
  isEventPlace,
  isHomeBeforeEvent,
  isOrigin,
  isOtherMeaning,
  isOverTheBorder,
  isWherePersonIs,
  standsAsPlace,
  townshipBefore,
} from './context.js';
import { placeLexicon } from './lexicon.js';
import { certainFirst, outsideOnce } from './settle.js';
import { isPartOfLongerName, placeSpots, refusedBy, type PlaceSpot } from './spots.js';
import { findVillage, namesVillage } from './villages.js';

export interface PlaceFinding {
  /** Ours first, then places elsewhere where the text says the matter is. */
  hits: PlaceHit[];
  /** A place of ours is named well enough for an open source. */
  ours: boolean;
  /** A name that is ours stands for a place elsewhere (文水县孝义镇). */
  namesake: boolean;
  /** The city is named only as somebody's home. */
  originOnly: boolean;
}

/** Where the matter is: townships today, with villages and old names mapped, namesakes refused (RT-01, RT-40, RT-41). */
export function findPlaces(reading: Reading): PlaceFinding {
  const spots = placeSpots(reading);
  const search = new PlaceSearch(reading);
  for (const spot of spots) search.readFrame(spot);
  search.readShapes();
  for (const spot of spots) search.readTownship(spot);
  for (const spot of spots) search.readVillage(spot);
  return search.finding();
}

class PlaceSearch {
  private readonly cityWords = new Set<string>();
  private readonly originWords = new Set<string>();
  private readonly parentWords = new Set<string>();
  /** Where a person of ours lives or works, by name of the place. */
  private readonly whereabouts = new Map<string, string>();
  private readonly outside = new Map<string, PlaceHit>();
  private readonly inside = new Map<string, PlaceHit>();
  private readonly townships = new Set<string>();
  /** Townships named as somebody's home, and those named otherwise. */
  private readonly homes = new Set<string>();
  private readonly scenes = new Set<string>();
  private readonly townshipNames: ReadonlySet<string>;
  private namesake = false;
  private strong = false;

  constructor(private readonly reading: Reading) {
    this.townshipNames = placeLexicon(reading.directory).townshipNames;
  }

  /** The city, its neighbours, places elsewhere, namesakes of the city. */
  readFrame(spot: PlaceSpot): void {
    const { full } = this.reading;
    const { key } = spot;
    if (key.type === 'parent') this.parentWords.add(spot.word);
    else if (key.type === 'city') this.readCity(spot);
    else if (key.type === 'namesake') this.readNamesake(spot, key.name);
    else if (key.type === 'outside' && this.isOutsideMatter(spot, key.name, key.short))
      this.addOutside(key.name, spot.word, []);
    else if (key.type === 'outside' && isWherePersonIs(full, spot.start, spot.end))
      this.whereabouts.set(key.name, spot.word);
  }

  private isOutsideMatter(spot: PlaceSpot, name: string, short: boolean): boolean {
    const { full, directory } = this.reading;
    if (isEventPlace(full, spot.start, spot.end, short)) return true;
    const neighbour = directory.profile.jurisdiction.neighbours.some((known) => known.name === name);
    return neighbour && !isOrigin(full, spot.start, spot.end) && isOverTheBorder(full, spot.start);
  }

  readShapes(): void {
    const { own } = placeLexicon(this.reading.directory);
    for (const name of countiesByShape(this.reading.full, own)) this.addOutside(name, name, []);
  }

  private readCity(spot: PlaceSpot): void {
    const { full } = this.reading;
    const short =
      !this.reading.directory.profile.jurisdiction.name.includes(spot.word) || spot.word.length < 3;
    if (short && isOtherMeaning(full, spot.start, spot.end)) return;
    const elsewhere = this.provinceBefore(spot) ?? refusedBy(this.reading, spot, this.townshipNames);
    if (elsewhere) this.refuse(elsewhere, spot);
    else if (isOrigin(full, spot.start, spot.end)) this.originWords.add(spot.word);
    else this.cityWords.add(spot.word);
  }

  private provinceBefore(spot: PlaceSpot): string | undefined {
    const before = this.reading.full.slice(Math.max(0, spot.start - 4), spot.start).replace(/省$/u, '');
    return placeLexicon(this.reading.directory).provinces.find((name) => before.endsWith(name));
  }

  private readNamesake(spot: PlaceSpot, name: string): void {
    const elsewhere = refusedBy(this.reading, spot, this.townshipNames);
    const candidates = placeLexicon(this.reading.directory).namesakes.get(name) ?? [];
    if (elsewhere) this.refuse(elsewhere, spot);
    else if (!this.cityBefore(spot)) {
      this.namesake = true;
      this.addOutside(name, spot.word, candidates);
    }
  }

  /** "孝义市孝义镇" is a slip for the city, not a place elsewhere. */
  private cityBefore(spot: PlaceSpot): boolean {
    return this.reading.full.slice(0, spot.start).endsWith(this.reading.directory.profile.jurisdiction.name);
  }

  private refuse(elsewhere: string, spot: PlaceSpot): void {
    this.namesake = true;
    this.addOutside(`${elsewhere}${spot.word}`, spot.word, []);
  }

  private addOutside(name: string, word: string, ambiguous: string[]): void {
    const hit = this.outside.get(name);
    if (hit) hit.words = [...new Set([...hit.words, word])];
    else this.outside.set(name, { name, kind: 'outside', via: null, ambiguous, words: [word] });
  }

  private get context(): boolean {
    return this.cityWords.size > 0 || this.strong;
  }

  /** Townships, streets and zones, today's or earlier ones. */
  readTownship(spot: PlaceSpot): void {
    const { key } = spot;
    if (key.type !== 'place' || key.place.kind === 'village') return;
    const { reading } = this;
    const elsewhere = refusedBy(reading, spot, this.townshipNames);
    if (elsewhere) return this.refuse(elsewhere, spot);
    const { place, form } = key;
    if (!this.isNamed(spot, place, form)) return;
    const township = reading.directory.townshipOf(place, reading.at);
    if (!township) return;
    const direct = place.kind !== 'known' && inForce(place, reading.at);
    const old = place.kind !== 'known' && !direct;
    this.addInside(
      township.place,
      direct ? null : spot.word,
      [spot.word],
      this.sharedNames(place, spot.word),
    );
    const hit = this.inside.get(township.place.code)!;
    if (old && form !== 'base') hit.renamedFrom = township.renamedFrom ?? place.name;
    if (form === 'name') this.strong = true;
    this.noteHome(spot, township.place);
  }

  private isNamed(spot: PlaceSpot, place: Place, form: 'name' | 'alias' | 'base'): boolean {
    const { reading } = this;
    const supported = reading.local || this.context;
    if (!inForce(place, reading.at) && (form === 'base' || !supported)) return false;
    if (place.kind === 'zone') return supported || this.carriesCity(spot.word);
    if (form === 'name') return true;
    if (form === 'alias') return supported || /[镇乡道办处矿厂]$/u.test(spot.word);
    const { own } = placeLexicon(reading.directory);
    return supported && standsAsPlace(reading.full, spot.start, spot.end, own);
  }

  private carriesCity(word: string): boolean {
    const { jurisdiction } = this.reading.directory.profile;
    return jurisdiction.shortNames.some((short) => word.includes(short));
  }

  /** With an open source and no word of the city, a township that shares its name leaves it open (RT-41). */
  private sharedNames(place: Place, word: string): string[] {
    if (this.reading.local || this.cityWords.size > 0 || this.parentWords.size > 0) return [];
    const others = placeLexicon(this.reading.directory).namesakes.get(word) ?? [];
    return others.length > 0 ? [place.name, ...others] : [];
  }

  /** Villages and communities, by the township they lie in today. */
  readVillage(spot: PlaceSpot): void {
    const { key } = spot;
    if (key.type !== 'place' || key.place.kind !== 'village') return;
    const { reading } = this;
    if (isPartOfLongerName(reading, spot, key.place)) return;
    if (!namesVillage(reading, spot, key.place, key.form === 'base')) return;
    const elsewhere = refusedBy(reading, spot, this.townshipNames);
    if (elsewhere) return this.refuse(elsewhere, spot);
    const context = this.context || this.parentWords.size > 0;
    if (!reading.local && !context && key.form === 'base') return;
    const village = findVillage(reading, spot, key.place, { townships: this.townships, context });
    const [first] = village.townships;
    // A township named in the text with no such village of its own: the township stands, the village is another's.
    const foreign = this.townships.size > 0 && !village.townships.some((t) => this.townships.has(t.code));
    if (!first || (foreign && (village.ambiguous.length > 0 || this.followsTownship(spot)))) return;
    this.addInside(first, village.via, [spot.word], village.ambiguous, false);
    this.noteHome(spot, first);
  }

  private noteHome(spot: PlaceSpot, place: Place): void {
    const home = isHomeBeforeEvent(this.reading.full, spot.start, spot.end);
    if (home) this.homes.add(place.code);
    else this.scenes.add(place.code);
  }

  private followsTownship(spot: PlaceSpot): boolean {
    const written = townshipBefore(this.reading.full, spot.start);
    return written !== null && [...this.townshipNames].some((name) => written.endsWith(name));
  }

  private addInside(
    place: Place,
    via: string | null,
    words: string[],
    ambiguous: string[],
    names = true,
  ): void {
    if (names) this.townships.add(place.code);
    const hit = this.inside.get(place.code);
    if (hit) {
      hit.words = [...new Set([...hit.words, ...words])];
      if (via === null) hit.via = null;
      if (ambiguous.length === 0) hit.ambiguous = [];
      return;
    }
    const kind = place.kind === 'zone' ? 'zone' : 'township';
    this.inside.set(place.code, { name: place.name, kind, code: place.code, via, ambiguous, words });
  }

  finding(): PlaceFinding {
    const { jurisdiction } = this.reading.directory.profile;
    const inside = certainFirst(this.awayFromHome());
    const cityOnly = inside.length === 0 && this.cityWords.size > 0;
    const originOnly = this.originWords.size > 0 && inside.length === 0 && !cityOnly;
    if (originOnly) for (const [name, word] of this.whereabouts) this.addOutside(name, word, []);
    const city: PlaceHit[] = cityOnly
      ? [
          {
            name: jurisdiction.name,
            kind: 'city',
            code: jurisdiction.code,
            via: null,
            ambiguous: [],
            words: [...this.cityWords],
          },
        ]
      : [];
    return {
      hits: [...inside, ...city, ...outsideOnce([...this.outside.values()])],
      ours: inside.length > 0 || cityOnly,
      namesake: this.namesake,
      originOnly,
    };
  }

  /** Somebody's home is not the place of the event while another place of ours is named ("家住崇文街道的李女士在高阳镇"). */
  private awayFromHome(): PlaceHit[] {
    const hits = [...this.inside.values()];
    const away = hits.filter(({ code }) => code && !(this.homes.has(code) && !this.scenes.has(code)));
    return away.length > 0 ? away : hits;
  }
}

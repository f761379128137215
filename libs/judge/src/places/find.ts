import type { PlaceHit } from '#incidents';
import { inForce, type Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { isHomeBeforeEvent, standsAsPlace, townshipBefore } from './context.js';
import { PlaceFrame } from './frame.js';
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
  const frame = new PlaceFrame(reading);
  for (const spot of spots) frame.read(spot);
  frame.readShapes();
  const search = new PlaceSearch(reading, frame);
  for (const spot of spots) search.readTownship(spot);
  for (const spot of spots) search.readVillage(spot);
  return search.finding();
}

class PlaceSearch {
  private readonly inside = new Map<string, PlaceHit>();
  private readonly townships = new Set<string>();
  /** Townships named as somebody's home, and those named otherwise. */
  private readonly homes = new Set<string>();
  private readonly scenes = new Set<string>();
  private readonly townshipNames: ReadonlySet<string>;
  private strong = false;

  constructor(
    private readonly reading: Reading,
    private readonly frame: PlaceFrame,
  ) {
    this.townshipNames = placeLexicon(reading.directory).townshipNames;
  }

  private get context(): boolean {
    return this.frame.cityWords.size > 0 || this.strong;
  }

  /** Townships, streets and zones, today's or earlier ones. */
  readTownship(spot: PlaceSpot): void {
    const { key } = spot;
    if (key.type !== 'place' || key.place.kind === 'village') return;
    const { reading } = this;
    const elsewhere = refusedBy(reading, spot, this.townshipNames);
    if (elsewhere) return this.refuse(elsewhere, spot);
    const { place, form } = key;
    if (!this.isNamed(spot, place, form)) return this.pass(spot, '上下文不足以认定指本市的地方。');
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
    if (this.reading.local || this.frame.cityWords.size > 0 || this.frame.parentWords.size > 0) return [];
    const others = placeLexicon(this.reading.directory).namesakes.get(word) ?? [];
    return others.length > 0 ? [place.name, ...others] : [];
  }

  /** Villages and communities, by the township they lie in today. */
  readVillage(spot: PlaceSpot): void {
    const { key } = spot;
    if (key.type !== 'place' || key.place.kind !== 'village') return;
    const { reading } = this;
    if (isPartOfLongerName(reading, spot, key.place)) return this.pass(spot, '只是另一个更长地名的一部分。');
    if (!namesVillage(reading, spot, key.place, key.form === 'base'))
      return this.pass(spot, '此处不是地名用法。');
    const elsewhere = refusedBy(reading, spot, this.townshipNames);
    if (elsewhere) return this.refuse(elsewhere, spot);
    const context = this.context || this.frame.parentWords.size > 0;
    if (!reading.local && !context && key.form === 'base')
      return this.pass(spot, '信源不限本市，文中又没有点明本市，只有简称不作数。');
    const village = findVillage(reading, spot, key.place, { townships: this.townships, context });
    const [first] = village.townships;
    // A township named in the text with no such village of its own: the township stands, the village is another's.
    const foreign = this.townships.size > 0 && !village.townships.some((t) => this.townships.has(t.code));
    if (!first || (foreign && (village.ambiguous.length > 0 || this.followsTownship(spot))))
      return this.pass(spot, '文中另外点明了乡镇（街道），那里没有这个村（社区）。');
    this.addInside(first, village.via, [spot.word], village.ambiguous, false);
    this.noteHome(spot, first);
  }

  private refuse(elsewhere: string, spot: PlaceSpot): void {
    this.pass(spot, `同名地点，文中指${elsewhere}。`);
    this.frame.refuse(elsewhere, spot);
  }

  /** The name stands there and does not count. */
  private pass(spot: PlaceSpot, because: string): void {
    const { key } = spot;
    const name = key.type === 'place' ? key.place.name : spot.word;
    this.reading.rejected?.push({ kind: 'place', name, because, spots: [spot] });
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
    const cityOnly = inside.length === 0 && this.frame.cityWords.size > 0;
    const originOnly = this.frame.originWords.size > 0 && inside.length === 0 && !cityOnly;
    if (originOnly) for (const [name, word] of this.frame.whereabouts) this.frame.addOutside(name, word, []);
    const city: PlaceHit[] = cityOnly
      ? [
          {
            name: jurisdiction.name,
            kind: 'city',
            code: jurisdiction.code,
            via: null,
            ambiguous: [],
            words: [...this.frame.cityWords],
          },
        ]
      : [];
    return {
      hits: [...inside, ...city, ...outsideOnce([...this.frame.outside.values()])],
      ours: inside.length > 0 || cityOnly,
      namesake: this.frame.namesake,
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

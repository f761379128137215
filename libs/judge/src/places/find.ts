import { inForce, type Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { standsAsPlace, townshipBefore } from './context.js';
import { PlaceEvidence, type PlaceFinding } from './evidence.js';
import { PlaceFrame } from './frame.js';
import { placeLexicon } from './lexicon.js';
import { isPersonName } from './person.js';
import type { PlaceForm } from './place-lists.js';
import {
  isPartOfLongerName,
  neighbourhood,
  placeSpots,
  standsInRow,
  type Neighbourhood,
  type PlaceSpot,
} from './spots.js';
import { findVillage, namesVillage } from './villages.js';

/** Where the matter is: townships today, with villages and old names mapped, namesakes refused (RT-01, RT-40, RT-41). */
export function findPlaces(reading: Reading): PlaceFinding {
  const spots = placeSpots(reading);
  const around = neighbourhood(spots);
  const frame = new PlaceFrame(reading, around);
  for (const spot of spots) frame.read(spot);
  frame.readShapes();
  const search = new PlaceSearch(reading, frame, around);
  for (const spot of spots) search.readTownship(spot);
  for (const spot of spots) search.readVillage(spot);
  return search.evidence.finding();
}

class PlaceSearch {
  readonly evidence: PlaceEvidence;
  private readonly townshipNames: ReadonlySet<string>;
  private strong = false;

  constructor(
    private readonly reading: Reading,
    private readonly frame: PlaceFrame,
    private readonly around: Neighbourhood,
  ) {
    this.evidence = new PlaceEvidence(reading, frame);
    this.townshipNames = placeLexicon(reading.directory).townshipNames;
  }

  /** The city, or one of its townships by its full name, is named. */
  private get context(): boolean {
    return this.frame.cityWords.size > 0 || this.strong;
  }

  /** Townships, streets, zones and known places, today's or earlier ones. */
  readTownship(spot: PlaceSpot): void {
    const { key } = spot;
    if (key.type !== 'place' || key.place.kind === 'village') return;
    const { reading } = this;
    const { place, form } = key;
    const elsewhere = this.frame.refusedAt(spot) ?? this.cued(spot);
    if (elsewhere) return this.frame.refuse(elsewhere, spot);
    if (!this.isNamed(spot, place, form)) return this.pass(spot, '上下文不足以认定指本市的地方。');
    if (place.kind === 'known' && place.parent === undefined) return this.evidence.addCitywide(spot, place);
    const township = reading.directory.townshipOf(place, reading.at);
    if (!township) return;
    const direct = place.kind !== 'known' && inForce(place, reading.at);
    const old = place.kind !== 'known' && !direct;
    const ambiguous = this.sharedNames(place, spot.word);
    const found = { via: direct ? null : spot.word, ambiguous, place, form, names: true };
    const hit = this.evidence.add(township.place, spot, found);
    if (old && form !== 'base') hit.renamedFrom = township.renamedFrom ?? place.name;
    if (form === 'name' && place.kind !== 'known') this.strong = true;
  }

  /** With an open source, the county of a township's namesake stands somewhere in the text. */
  private cued(spot: PlaceSpot): string | undefined {
    return this.reading.local ? undefined : this.frame.cueFor(spot.word)?.of;
  }

  private isNamed(spot: PlaceSpot, place: Place, form: PlaceForm): boolean {
    const { reading } = this;
    const { full } = reading;
    const supported = reading.local || this.context;
    if (!inForce(place, reading.at) && (form === 'base' || !supported)) return false;
    if (place.kind === 'zone') return supported || this.carriesCity(spot.word);
    if (place.kind === 'known')
      return supported || this.carriesCity(spot.word) || (!place.common && place.parent !== undefined);
    if (form === 'name') return true;
    const { own } = placeLexicon(reading.directory);
    if (isPersonName(full, spot.start, spot.end, own)) return false;
    // A name that no other place is known to have needs no company.
    if (form === 'alias') return supported || !place.common || /[镇乡道办处]$/u.test(spot.word);
    if (!supported) return false;
    return standsAsPlace(full, spot.start, spot.end, own) || standsInRow(full, spot, this.around);
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
    const { place, form } = key;
    if (isPartOfLongerName(reading, spot, place)) return this.pass(spot, '只是另一个更长地名的一部分。');
    if (!namesVillage(reading, spot, place, form === 'base')) return this.pass(spot, '此处不是地名用法。');
    const elsewhere = this.frame.refusedAt(spot);
    if (elsewhere) return this.frame.refuse(elsewhere, spot);
    const context = this.context || this.frame.parentWords.size > 0;
    if (!reading.local && !this.countsAlone(place, form, context))
      return this.pass(spot, '信源不限本市，文中又没有点明本市，只有简称或常见名称不作数。');
    const { townships } = this.evidence;
    const village = findVillage(reading, spot, place, { townships, context });
    const [first] = village.townships;
    // A township named in the text with no such village of its own: the township stands, the village is another's.
    const foreign = townships.size > 0 && !village.townships.some((t) => townships.has(t.code));
    if (!first || (foreign && (village.ambiguous.length > 0 || this.followsTownship(spot))))
      return this.pass(spot, '文中另外点明了乡镇（街道），那里没有这个村（社区）。');
    const { via, ambiguous } = village;
    this.evidence.add(first, spot, { via, ambiguous, place, form, names: false });
  }

  /** With an open source a bare name needs company, and so does a short one that is common elsewhere. */
  private countsAlone(place: Place, form: PlaceForm, context: boolean): boolean {
    if (place.common && (place.base ?? place.name).length <= 2) return this.context;
    return context || form !== 'base';
  }

  private followsTownship(spot: PlaceSpot): boolean {
    const written = townshipBefore(this.reading.full, spot.start);
    return written !== null && [...this.townshipNames].some((name) => written.endsWith(name));
  }

  /** The name stands there and does not count. */
  private pass(spot: PlaceSpot, because: string): void {
    const { key } = spot;
    const name = key.type === 'place' ? key.place.name : spot.word;
    this.reading.rejected?.push({ kind: 'place', name, because, spots: [spot] });
  }
}

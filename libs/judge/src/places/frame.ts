import type { PlaceHit } from '#incidents';
import type { Reading } from '../text/reading.js';
import {
  countiesByShape,
  isEventPlace,
  isIntroduction,
  isOrigin,
  isOtherMeaning,
  isOverTheBorder,
  isPostLabel,
  isWherePersonIs,
} from './context.js';
import { placeLexicon, type NamesakeCue } from './lexicon.js';
import { isPersonName } from './person.js';
import { refusedBy, type Neighbourhood, type PlaceSpot } from './spots.js';

/** What a text names around our townships: the city itself, its chain, places elsewhere, namesakes. */
export class PlaceFrame {
  readonly cityWords = new Set<string>();
  readonly originWords = new Set<string>();
  /** The city in the label a platform puts on a post: says who writes, and little of where. */
  readonly labelWords = new Set<string>();
  readonly parentWords = new Set<string>();
  /** Where a person of ours lives or works, by name of the place. */
  readonly whereabouts = new Map<string, string>();
  readonly outside = new Map<string, PlaceHit>();
  namesake = false;
  private readonly townshipNames: ReadonlySet<string>;

  constructor(
    private readonly reading: Reading,
    private readonly around: Neighbourhood,
  ) {
    this.townshipNames = placeLexicon(reading.directory).townshipNames;
  }

  /** The city, its neighbours, places elsewhere, namesakes of the city. */
  read(spot: PlaceSpot): void {
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
    const { own } = placeLexicon(this.reading.directory);
    if (short && isOtherMeaning(full, spot.start, spot.end)) return;
    if (short && isPersonName(full, spot.start, spot.end, own)) return;
    const elsewhere = this.provinceBefore(spot) ?? this.refusedAt(spot);
    if (elsewhere) this.refuse(elsewhere, spot);
    else if (isPostLabel(full, spot.start)) this.labelWords.add(spot.word);
    else if (isOrigin(full, spot.start, spot.end) || this.isIntroduced(spot)) this.originWords.add(spot.word);
    else this.cityWords.add(spot.word);
  }

  /** Somebody of ours, and another place is named. */
  private isIntroduced({ start, end }: PlaceSpot): boolean {
    return this.around.outsideEnds.size > 0 && isIntroduction(this.reading.full, start, end);
  }

  private provinceBefore(spot: PlaceSpot): string | undefined {
    const before = this.reading.full.slice(Math.max(0, spot.start - 4), spot.start).replace(/省$/u, '');
    return placeLexicon(this.reading.directory).provinces.find((name) => before.endsWith(name));
  }

  private readNamesake(spot: PlaceSpot, name: string): void {
    const elsewhere = this.refusedAt(spot) ?? this.cueFor(name)?.of;
    const candidates = placeLexicon(this.reading.directory).namesakes.get(name) ?? [];
    if (elsewhere) this.refuse(elsewhere, spot);
    else if (!this.cityBefore(spot)) {
      this.namesake = true;
      this.addOutside(name, spot.word, candidates);
    }
  }

  /** The name elsewhere that the text puts this spot in; null when it is left to us. */
  refusedAt(spot: PlaceSpot): string | null {
    return refusedBy(this.reading, spot, this.around, this.townshipNames);
  }

  /** The namesake that the text speaks of without writing both together: “文水……孝义镇”. */
  cueFor(name: string): NamesakeCue | undefined {
    if (this.cityWords.size > 0) return undefined;
    const cues = placeLexicon(this.reading.directory).cues.get(name) ?? [];
    return cues.find(({ words }) => words.some((word) => this.reading.told.includes(word)));
  }

  /** "孝义市孝义镇" is a slip for the city, not a place elsewhere. */
  private cityBefore(spot: PlaceSpot): boolean {
    return this.reading.full.slice(0, spot.start).endsWith(this.reading.directory.profile.jurisdiction.name);
  }

  refuse(elsewhere: string, spot: PlaceSpot): void {
    this.namesake = true;
    const name = `${elsewhere}${spot.word}`;
    this.reading.rejected?.push({
      kind: 'place',
      name: spot.word,
      because: `同名地点，文中指${elsewhere}。`,
      spots: [spot],
    });
    this.addOutside(name, spot.word, [], `因文中有“${elsewhere}”，判为${name}，不属本市。`);
  }

  addOutside(name: string, word: string, ambiguous: string[], because?: string): void {
    const hit = this.outside.get(name);
    if (hit) hit.words = [...new Set([...hit.words, word])];
    else
      this.outside.set(name, {
        name,
        kind: 'outside',
        via: null,
        ambiguous,
        words: [word],
        ...(because && { because }),
      });
  }
}

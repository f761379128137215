import type { PlaceAside, PlaceHit } from '#incidents';
import type { Place } from '#jurisdiction';
import type { Reading } from '../text/reading.js';
import { confidenceOf, type Mention } from './confidence.js';
import type { PlaceFrame } from './frame.js';
import { placeLexicon } from './lexicon.js';
import type { PlaceForm } from './place-lists.js';
import { asideSentence, roleAt, type PlaceRole } from './roles.js';
import { certainFirst, cityHit, outsideOnce } from './settle.js';
import type { PlaceSpot } from './spots.js';

export interface PlaceFinding {
  /** Ours first, then places elsewhere where the text says the matter is. */
  hits: PlaceHit[];
  /** Ours, but not the place of the event. */
  asides: PlaceAside[];
  /** A place of ours is named well enough for an open source. */
  ours: boolean;
  /** A name that is ours stands for a place elsewhere (文水县孝义镇). */
  namesake: boolean;
  /** The city is named only as somebody's home, or only in the label of the post. */
  originOnly: boolean;
}

/** What one township (or zone) was named by. */
interface Named {
  hit: PlaceHit;
  mentions: Pick<Mention, 'place' | 'form' | 'shared'>[];
  /** Parts it plays besides being the place of the event, and where. */
  roles: { role: PlaceRole; spot: PlaceSpot }[];
  /** It may be the place of the event. */
  scene: boolean;
}

/** One spot that counts: what it names, and how. */
export interface Found {
  via: string | null;
  ambiguous: string[];
  place: Place;
  form: PlaceForm;
  /** The township itself is named, not only something in it. */
  names: boolean;
}

/** What a text has named of ours, and what comes of it once all of it is read. */
export class PlaceEvidence {
  /** Townships named as such. */
  readonly townships = new Set<string>();
  private readonly inside = new Map<string, Named>();
  /** Known places of ours that lie in several townships, or where is not settled. */
  private readonly citywide: Place[] = [];
  private readonly citywideWords = new Set<string>();

  constructor(
    private readonly reading: Reading,
    private readonly frame: PlaceFrame,
  ) {}

  /** @returns the township's hit, to be told more of */
  add(township: Place, spot: PlaceSpot, { via, ambiguous, place, form, names }: Found): PlaceHit {
    const { code } = township;
    if (names) this.townships.add(code);
    const kind = township.kind === 'zone' ? 'zone' : 'township';
    const named = this.inside.get(code) ?? {
      hit: { name: township.name, kind, code, via, ambiguous, words: [] },
      mentions: [],
      roles: [],
      scene: false,
    };
    this.inside.set(code, named);
    const { hit } = named;
    if (!hit.words.includes(spot.word)) hit.words.push(spot.word);
    if (via === null) hit.via = null;
    if (ambiguous.length === 0) hit.ambiguous = [];
    const shared = placeLexicon(this.reading.directory).namesakes.get(spot.word)?.length ?? 0;
    named.mentions.push({ place, form, shared });
    const role = roleAt(this.reading.full, spot.start, spot.end);
    if (role) named.roles.push({ role, spot });
    else named.scene = true;
    return hit;
  }

  addCitywide(spot: PlaceSpot, place: Place): void {
    this.citywide.push(place);
    this.citywideWords.add(spot.word);
  }

  finding(): PlaceFinding {
    const { frame } = this;
    const scenes = this.scenes();
    const placed = certainFirst(scenes.map((named) => this.settled(named)));
    const elsewhere = this.isElsewhere(placed);
    const inside = elsewhere ? [] : placed;
    const cityOnly = inside.length === 0 && (frame.cityWords.size > 0 || this.citywide.length > 0);
    const nothing = inside.length === 0 && !cityOnly;
    if (nothing && frame.originWords.size > 0)
      for (const [name, word] of frame.whereabouts) frame.addOutside(name, word, []);
    const outside = outsideOnce([...frame.outside.values()]);
    const label = nothing && frame.labelWords.size > 0;
    const city = cityOnly || (label && outside.length === 0) ? [this.city(label)] : [];
    return {
      hits: [...inside, ...city, ...outside],
      asides: elsewhere ? [] : this.asides(scenes),
      ours: inside.length > 0 || city.length > 0,
      namesake: frame.namesake || elsewhere,
      originOnly: nothing && (frame.originWords.size > 0 || label),
    };
  }

  /** What may be the place of the event; all there is where nothing is ("家住崇文街道的李女士家里停水"). */
  private scenes(): Named[] {
    const all = [...this.inside.values()];
    const scenes = all.filter(({ scene }) => scene);
    return scenes.length > 0 ? scenes : all;
  }

  private settled({ hit, mentions }: Named): PlaceHit {
    const { cityWords, outside } = this.frame;
    const company = cityWords.size > 0 || [...this.townships].some((code) => code !== hit.code);
    const sure = mentions.map((mention) =>
      confidenceOf({
        ...mention,
        company,
        local: this.reading.local,
        township: mention.place.kind !== 'township' && this.townships.has(hit.code ?? ''),
        elsewhere: outside.size > 0,
        open: hit.ambiguous.length > 0,
      }),
    );
    return { ...hit, confidence: Math.max(...sure) };
  }

  /** An open source names a place elsewhere, and of ours only what that place may have too. */
  private isElsewhere(hits: readonly PlaceHit[]): boolean {
    const { outside, cityWords, parentWords } = this.frame;
    return (
      !this.reading.local &&
      outside.size > 0 &&
      cityWords.size + parentWords.size + this.citywide.length === 0 &&
      hits.length > 0 &&
      hits.every(({ ambiguous }) => ambiguous.length > 0)
    );
  }

  private asides(scenes: readonly Named[]): PlaceAside[] {
    return [...this.inside.values()].flatMap((named) => {
      const { hit, roles } = named;
      const [first] = roles;
      if (!first || scenes.includes(named)) return [];
      const { name, code, words } = hit;
      const aside = { name, ...(code && { code }), words, role: first.role };
      const spots = roles.map(({ spot }) => spot);
      this.reading.rejected?.push({ kind: 'place', name, because: asideSentence(aside), spots });
      return [aside];
    });
  }

  private city(label: boolean): PlaceHit {
    const { cityWords, labelWords, outside } = this.frame;
    return cityHit(this.reading.directory, {
      words: [...(label ? labelWords : cityWords), ...this.citywideWords],
      via: cityWords.size === 0 && !label ? ([...this.citywideWords][0] ?? null) : null,
      label,
      elsewhere: outside.size > 0,
      doubtful: cityWords.size === 0 && this.citywide.every(({ certainty }) => certainty === 'doubtful'),
    });
  }
}

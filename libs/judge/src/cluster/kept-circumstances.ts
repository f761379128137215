import {
  daysBetween,
  kindOf,
  likeness,
  likenessOf,
  type Circumstances,
  type Comparisons,
  type Comparison,
} from './likeness.js';

/** Numbers an item takes: one line of the processor's memory. */
const WIDTH = 16;
/** The first two are its time; then how many names of each kind there are, then the names by number. */
const FORM = 2;
const NAMES = 3;
const KINDS = 5;
const COUNT_BITS = 4;
const MOST_OF_KIND = (1 << COUNT_BITS) - 1;
/** Two bits: `kindOf`. */
const KIND = KINDS * COUNT_BITS;
const OF_KIND = 3 << KIND;
/** There are more names than fit in: the item itself is asked. */
const MANY = 1 << (KIND + 2);
/** Names numbered before those of items that are gone are forgotten. */
const LEAST_NAMES = 1 << 16;

/**
 * What tells the matter of each kept item besides its wording, laid out so that comparing some fifty of them with one reads
 * fifty short pieces of memory. The answers are those of `likeness`.
 */
export class KeptCircumstances {
  private readonly numbers: Int32Array;
  private readonly times: Float64Array;
  private readonly kept: (Circumstances | undefined)[] = [];
  private readonly names = new Map<string, number>();
  private mostNames = LEAST_NAMES;
  private fetched = 0;
  /** The one compared with, its names by number. */
  private own: { about: Circumstances; at: number; kind: number; bare: boolean; names: number[][] } | null =
    null;
  private readonly compared: Comparisons = {
    places: 'unknown',
    localities: 'unknown',
    bodies: 'unknown',
    topics: 'unknown',
    districts: 'unknown',
    bare: false,
    days: 0,
  };

  constructor(capacity: number) {
    const buffer = new ArrayBuffer(capacity * WIDTH * 4);
    this.numbers = new Int32Array(buffer);
    this.times = new Float64Array(buffer);
  }

  set(slot: number, about: Circumstances): void {
    this.kept[slot] = about;
    this.write(slot, about);
    if (this.names.size > this.mostNames) this.renumber();
  }

  /** The one that `likeness` compares with from now on. */
  compareWith(about: Circumstances): void {
    const names = listsOf(about).map((list) => list.map((name) => this.names.get(name) ?? -1));
    this.own = {
      about,
      at: about.at.getTime(),
      kind: kindOf(about) << KIND,
      bare: isBare(names),
      names,
    };
  }

  /** Has the processor fetch what is kept of these items, all at once. */
  fetch(slots: Int32Array, count: number): void {
    let sum = this.fetched;
    for (let i = 0; i < count; i++) sum ^= this.numbers[slots[i]! * WIDTH]!;
    this.fetched = sum;
  }

  /** `likeness` with the item of a slot. */
  likeness(slot: number, cosine: number): number {
    const { numbers, compared } = this;
    const own = this.own!;
    const start = slot * WIDTH;
    const form = numbers[start + FORM]!;
    if ((form & MANY) !== 0) return likeness(own.about, this.kept[slot]!, cosine);
    if ((form & OF_KIND) !== own.kind) return 0;
    const localities = start + NAMES + (form & MOST_OF_KIND);
    compared.places = this.compare(own.names[0]!, start + NAMES, localities);
    if (compared.places === 'apart') return 0;
    const bodies = localities + ((form >>> COUNT_BITS) & MOST_OF_KIND);
    const topics = bodies + ((form >>> (2 * COUNT_BITS)) & MOST_OF_KIND);
    const districts = topics + ((form >>> (3 * COUNT_BITS)) & MOST_OF_KIND);
    const end = districts + ((form >>> (4 * COUNT_BITS)) & MOST_OF_KIND);
    compared.localities = this.compare(own.names[1]!, localities, bodies);
    compared.bodies = this.compare(own.names[2]!, bodies, topics);
    compared.topics = this.compare(own.names[3]!, topics, districts);
    compared.districts = this.compare(own.names[4]!, districts, end);
    compared.bare = own.bare && districts === start + NAMES;
    compared.days = daysBetween(own.at, this.times[start >> 1]!);
    return likenessOf(compared, cosine);
  }

  private compare(own: readonly number[], first: number, end: number): Comparison {
    if (own.length === 0 || first === end) return 'unknown';
    for (const name of own) for (let i = first; i < end; i++) if (this.numbers[i] === name) return 'shared';
    return 'apart';
  }

  private write(slot: number, about: Circumstances): void {
    const { numbers } = this;
    const start = slot * WIDTH;
    this.times[start >> 1] = about.at.getTime();
    const lists = listsOf(about);
    let form = kindOf(about) << KIND;
    let at = start + NAMES;
    const all = lists.reduce((sum, { length }) => sum + length, 0);
    if (all > WIDTH - NAMES || lists.some(({ length }) => length > MOST_OF_KIND)) form |= MANY;
    else
      lists.forEach((list, kind) => {
        form |= list.length << (kind * COUNT_BITS);
        for (const name of list) numbers[at++] = this.numberOf(name);
      });
    numbers[start + FORM] = form;
  }

  private numberOf(name: string): number {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, this.names.size);
    return this.names.size - 1;
  }

  private renumber(): void {
    this.names.clear();
    this.kept.forEach((about, slot) => about && this.write(slot, about));
    this.mostNames = Math.max(LEAST_NAMES, this.names.size * 2);
  }
}

/** By kind, in the order in which they are kept: what shows that an item is bare stands before the last. */
const listsOf = ({ places, localities, bodies, topics, districts }: Circumstances): string[][] => [
  places,
  localities,
  bodies,
  topics,
  districts ?? [],
];

const isBare = (lists: readonly number[][]): boolean =>
  lists.slice(0, KINDS - 1).every(({ length }) => length === 0);

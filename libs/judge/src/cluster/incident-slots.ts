/**
 * Which incident the item of each slot belongs to, by number while incidents are compared and by id outside. Incidents a
 * person put together are one from then on; one of which no item is kept gives its number to another.
 */
export class IncidentSlots {
  private readonly numbers: Int32Array;
  private readonly numberOf = new Map<string, number>();
  private readonly ids: string[] = [];
  private readonly sizes: number[] = [];
  private readonly free: number[] = [];
  private readonly mergedInto = new Map<string, string>();

  constructor(capacity: number) {
    this.numbers = new Int32Array(capacity).fill(-1);
  }

  /** The number of a slot's incident; −1 where nothing is kept. */
  numberAt(slot: number): number {
    return this.numbers[slot]!;
  }

  idOf(number: number): string {
    return this.ids[number]!;
  }

  /** Items kept of the incident of this number. */
  sizeOf(number: number): number {
    return this.sizes[number]!;
  }

  /** Items kept of an incident. */
  size(incident: string): number {
    const number = this.numberOf.get(this.survivor(incident));
    return number === undefined ? 0 : this.sizes[number]!;
  }

  /** The item of a slot belongs to this incident from now on, whichever it belonged to before. */
  put(slot: number, incident: string): void {
    this.drop(slot);
    const number = this.numbered(this.survivor(incident));
    this.numbers[slot] = number;
    this.sizes[number]!++;
  }

  drop(slot: number): void {
    const number = this.numbers[slot]!;
    if (number < 0) return;
    this.numbers[slot] = -1;
    this.sizes[number]!--;
    if (this.sizes[number] === 0) this.forget(number);
  }

  /** What is found in `from` counts as `into`. */
  merge(from: string, into: string): void {
    const target = this.survivor(into);
    const source = this.survivor(from);
    if (target === source) return;
    this.mergedInto.set(source, target);
    const number = this.numberOf.get(source);
    if (number !== undefined)
      for (let slot = 0; slot < this.numbers.length; slot++)
        if (this.numbers[slot] === number) this.put(slot, target);
  }

  survivor(incident: string): string {
    let id = incident;
    for (let next = this.mergedInto.get(id); next !== undefined; next = this.mergedInto.get(id)) id = next;
    return id;
  }

  private numbered(incident: string): number {
    const known = this.numberOf.get(incident);
    if (known !== undefined) return known;
    const number = this.free.pop() ?? this.ids.length;
    this.numberOf.set(incident, number);
    this.ids[number] = incident;
    this.sizes[number] = 0;
    return number;
  }

  private forget(number: number): void {
    this.numberOf.delete(this.ids[number]!);
    this.free.push(number);
  }
}

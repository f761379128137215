import { IncidentSlots } from './incident-slots.js';
import { KeptCircumstances } from './kept-circumstances.js';
import type { Circumstances } from './likeness.js';

/** What is kept of an item. */
export interface Kept extends Circumstances {
  id: string;
  url: string | null;
}

/** The newest items, by slot, id and address, each with its incident. */
export class KeptItems {
  readonly incidents: IncidentSlots;
  readonly circumstances: KeptCircumstances;
  private readonly kept: (Kept | undefined)[] = [];
  private readonly links = new Map<string, number>();
  private readonly slots = new Map<string, number>();

  constructor(capacity: number) {
    this.incidents = new IncidentSlots(capacity);
    this.circumstances = new KeptCircumstances(capacity);
  }

  at(slot: number): Kept | undefined {
    return this.kept[slot];
  }

  put(slot: number, incident: string, kept: Kept): void {
    this.drop(slot);
    this.kept[slot] = kept;
    this.slots.set(kept.id, slot);
    if (kept.url) this.links.set(kept.url, slot);
    this.incidents.put(slot, incident);
    this.circumstances.set(slot, kept);
  }

  drop(slot: number): void {
    const old = this.kept[slot];
    if (!old) return;
    this.kept[slot] = undefined;
    this.incidents.drop(slot);
    if (old.url && this.links.get(old.url) === slot) this.links.delete(old.url);
    if (this.slots.get(old.id) === slot) this.slots.delete(old.id);
  }

  /** Where an item is kept. */
  slotOf(id: string): number | undefined {
    return this.slots.get(id);
  }

  /** Where the newest item of a normalised address is kept. */
  slotOfLink(url: string | null): number | undefined {
    return url === null ? undefined : this.links.get(url);
  }

  /** The incident of a slot that holds an item. */
  incidentAt(slot: number): string {
    return this.incidents.idOf(this.incidents.numberAt(slot));
  }
}

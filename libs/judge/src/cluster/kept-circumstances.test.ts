import fc from 'fast-check';
import { IncidentSlots } from './incident-slots.js';
import { KeptCircumstances } from './kept-circumstances.js';
import { likeness, type Circumstances } from './likeness.js';

const names = (of: string, most: number) =>
  fc.uniqueArray(fc.constantFrom(...Array.from({ length: 20 }, (_, i) => `${of}${i % 18}`)), {
    maxLength: most,
  });
const circumstances: fc.Arbitrary<Circumstances> = fc.record(
  {
    at: fc.integer({ min: 0, max: 400 }).map((days) => new Date(days * 86_400_000 + 1)),
    places: names('镇', 2),
    localities: names('村', 3),
    bodies: names('公司', 5),
    topics: names('事', 6),
    districts: names('县', 3),
    old: fc.boolean(),
  },
  { requiredKeys: ['at', 'places', 'localities', 'bodies', 'topics'] },
);

describe('circumstances of kept items', () => {
  it('are as like as the items themselves, also of those with more names than fit in', () => {
    fc.assert(
      fc.property(fc.array(circumstances, { minLength: 2, maxLength: 30 }), (all) => {
        const kept = new KeptCircumstances(20);
        all.forEach((one, i) => kept.set(i % 20, one));
        const last = all.slice(-20);
        const held = (slot: number) => all[all.length - 1 - ((all.length - 1 - slot) % 20)]!;
        kept.compareWith(all[0]!);
        for (let slot = 0; slot < last.length; slot++)
          expect(kept.likeness(slot, 0.3)).toBe(likeness(all[0]!, held(slot), 0.3));
      }),
      { numRuns: 200, seed: 38 },
    );
  });

  it('forget the names of items that are gone', () => {
    const kept = new KeptCircumstances(2);
    const at = new Date(0);
    const of = (place: string) => ({ at, places: [place], localities: [], bodies: [], topics: [] });
    for (let i = 0; i < 70_000; i++) kept.set(i % 2, of(`镇${i}`));
    kept.compareWith(of('镇69999'));
    expect([kept.likeness(0, 0.5), kept.likeness(1, 0.5)]).toEqual([
      0,
      likeness(of('镇69999'), of('镇69999'), 0.5),
    ]);
  });
});

describe('incidents by slot', () => {
  it('count their items, and are one from then on when a person put them together', () => {
    const slots = new IncidentSlots(5);
    ['A', 'A', 'B', 'C'].forEach((incident, slot) => slots.put(slot, incident));
    slots.merge('A', 'B');
    slots.put(4, 'A');
    expect([slots.size('A'), slots.size('B'), slots.size('C')]).toEqual([4, 4, 1]);
    expect(slots.idOf(slots.numberAt(4))).toBe('B');
    slots.put(3, 'A');
    expect(slots.size('C')).toBe(0);
  });

  it('give the number of one that is gone to another', () => {
    const slots = new IncidentSlots(1);
    for (const incident of ['A', 'B', 'C']) slots.put(0, incident);
    expect(slots.numberAt(0)).toBe(0);
    expect(slots.idOf(0)).toBe('C');
    slots.drop(0);
    expect(slots.numberAt(0)).toBe(-1);
  });
});

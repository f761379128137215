import * as fc from 'fast-check';
import { IncidentRow, takeEarlier } from '#incidents/service';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 18) + minutes * 60_000);
const incidentOf = (discovered: number): IncidentRow =>
  Object.assign(new IncidentRow(), {
    discoveredAt: at(discovered),
    firstKnownAt: at(discovered),
    learnedAt: null,
  });

describe('a merge', () => {
  it('keeps the earliest discovery and beside it since when the matter was known', () => {
    const incident = incidentOf(600);
    // Found by somebody at 480, entered at 700: it was known here since 600.
    expect(takeEarlier(incident, { discoveredAt: at(480), knownAt: at(700), learnedAt: null })).toBe(true);
    expect(incident).toMatchObject({ discoveredAt: at(480), firstKnownAt: at(600) });
    // Found here at 500: known since then.
    expect(takeEarlier(incident, { discoveredAt: at(500), knownAt: at(500), learnedAt: null })).toBe(false);
    expect(incident).toMatchObject({ discoveredAt: at(480), firstKnownAt: at(500) });
    expect(takeEarlier(incident, { discoveredAt: at(900), knownAt: at(900), learnedAt: at(400) })).toBe(true);
    expect(incident.learnedAt).toEqual(at(400));
  });

  it('property: T0 is the earliest of all, whatever the order, and never moves later', () => {
    const seen = fc.record({
      discovered: fc.integer({ min: 0, max: 3000 }),
      entered: fc.integer({ min: 0, max: 300 }),
      learned: fc.option(fc.integer({ min: 0, max: 3000 })),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.array(seen), (born, joining) => {
        const incident = incidentOf(born);
        for (const { discovered, entered, learned } of joining) {
          const before = incident.discoveredAt;
          takeEarlier(incident, {
            discoveredAt: at(discovered),
            knownAt: at(discovered + entered),
            learnedAt: learned === null ? null : at(learned),
          });
          expect(incident.discoveredAt <= before).toBe(true);
        }
        const first = Math.min(born, ...joining.map(({ discovered }) => discovered));
        const known = Math.min(born, ...joining.map(({ discovered, entered }) => discovered + entered));
        const learned = joining.flatMap((one) => one.learned ?? []);
        expect(incident.discoveredAt).toEqual(at(first));
        expect(incident.firstKnownAt).toEqual(at(known));
        expect(incident.learnedAt).toEqual(learned.length > 0 ? at(Math.min(...learned)) : null);
      }),
    );
  });
});

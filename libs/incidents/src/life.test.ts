import * as fc from 'fast-check';
import {
  DUTY_LIFE,
  DUTY_STATES,
  eventOfDuties,
  INCIDENT_LIFE,
  INCIDENT_STATES,
  isAnswered,
  isOver,
  isUndecided,
  isUnderWay,
  nextDutyState,
  nextIncidentState,
  type DutyEvent,
  type DutyState,
  type IncidentEvent,
  type IncidentState,
} from './life.js';

const events = [
  ...new Set(Object.values(INCIDENT_LIFE).flatMap((row) => Object.keys(row))),
] as IncidentEvent[];
const dutyEvents = [...new Set(Object.values(DUTY_LIFE).flatMap((row) => Object.keys(row)))] as DutyEvent[];

/** Every state that can be reached from one, itself among them. */
function reach<S extends string>(table: Record<S, Partial<Record<string, S>>>, from: S): Set<S> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of Object.values(table[state]) as S[]) seen.add(next);
  return seen;
}

describe('the life of an incident', () => {
  it('has no dead end but the archive, which every state can reach, and the merged one', () => {
    for (const state of INCIDENT_STATES) {
      const ends = Object.keys(INCIDENT_LIFE[state]).length === 0;
      expect({ state, ends }).toEqual({ state, ends: state === 'archived' || state === 'merged' });
      if (state !== 'merged') expect(reach(INCIDENT_LIFE, state)).toContain('archived');
    }
  });

  it('reaches every state from the first', () => {
    expect(reach(INCIDENT_LIFE, 'judged')).toEqual(new Set(INCIDENT_STATES));
  });

  it('refuses whatever the table does not name, with state and event', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INCIDENT_STATES), fc.constantFrom(...events), (state, event) => {
        const next = INCIDENT_LIFE[state][event];
        if (next) expect(nextIncidentState(state, event)).toBe(next);
        else
          expect(() => nextIncidentState(state, event)).toThrow(`${event} is not possible in state ${state}`);
      }),
      { numRuns: INCIDENT_STATES.length * events.length },
    );
  });

  it('goes to the archive only when it is over, and is evaluated only after closing', () => {
    for (const state of INCIDENT_STATES) {
      if (INCIDENT_LIFE[state].archive) expect(['closed', 'evaluated']).toContain(state);
      if (INCIDENT_LIFE[state].evaluate) expect(['closed', 'evaluated']).toContain(state);
      if (INCIDENT_LIFE[state].follow_up) expect(isAnswered(state)).toBe(true);
    }
  });

  it('is in one part of its life at a time', () => {
    const parts = [
      isUndecided,
      isUnderWay,
      isAnswered,
      isOver,
      (state: IncidentState) => state === 'set_aside',
    ];
    for (const state of INCIDENT_STATES) expect(parts.filter((part) => part(state))).toHaveLength(1);
  });
});

describe('the life of a duty', () => {
  it('ends only when it is taken back, and can be taken back from anywhere', () => {
    for (const state of DUTY_STATES) {
      const ends = Object.keys(DUTY_LIFE[state]).length === 0;
      expect({ state, ends }).toEqual({ state, ends: state === 'withdrawn' });
      expect(reach(DUTY_LIFE, state)).toContain('withdrawn');
    }
    expect(reach(DUTY_LIFE, 'sent')).toEqual(new Set(DUTY_STATES));
  });

  it('refuses what the table does not name', () => {
    for (const state of DUTY_STATES)
      for (const event of dutyEvents)
        if (!DUTY_LIFE[state][event]) expect(() => nextDutyState(state, event)).toThrow(state);
  });

  it('is never published, drafted or verified unsigned', () => {
    expect(Object.keys(DUTY_LIFE.sent)).toEqual(['sign', 'refuse', 'withdraw']);
  });

  it('falls back to verified where the unit has verified', () => {
    expect(nextDutyState('drafted', 'return')).toBe('signed');
    expect(nextDutyState('drafted', 'return', true)).toBe('verified');
    expect(nextDutyState('refused', 'keep', true)).toBe('verified');
  });
});

describe('an incident under way is where its duties are', () => {
  const duty = (state: DutyState, roles: string[] = ['respondent']) =>
    ({ state, mustSign: true, roles }) as never;

  it.each<[string, DutyState[], IncidentEvent]>([
    ['somebody has not signed', ['drafted', 'sent'], 'duty_added'],
    ['somebody objects', ['verified', 'refused'], 'duty_added'],
    ['all signed', ['signed', 'drafted'], 'all_signed'],
    ['the slowest has verified', ['verified', 'approved'], 'all_verified'],
    ['the slowest has a draft', ['drafted', 'aligned'], 'all_drafted'],
    ['all agree', ['aligned', 'approved'], 'all_aligned'],
    ['all approved', ['approved', 'approved'], 'all_approved'],
    ['one has published, the other not yet', ['published', 'verified'], 'all_verified'],
  ])('%s', (_, states, event) => {
    expect(eventOfDuties(states.map((state) => duty(state)))).toBe(event);
  });

  it('townships that are first responsible sign, and hold nobody up after that', () => {
    expect(eventOfDuties([duty('drafted'), duty('signed', ['first_responsible'])])).toBe('all_drafted');
    expect(eventOfDuties([duty('drafted'), duty('sent', ['first_responsible'])])).toBe('duty_added');
  });

  it('whatever the duties, the event is possible in every state under way', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...DUTY_STATES), { maxLength: 5 }),
        fc.constantFrom(...INCIDENT_STATES.filter(isUnderWay)),
        (states, from) => {
          const next = nextIncidentState(from, eventOfDuties(states.map((state) => duty(state))));
          expect(isUnderWay(next)).toBe(true);
        },
      ),
    );
  });
});

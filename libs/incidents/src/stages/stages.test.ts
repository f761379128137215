import * as fc from 'fast-check';
import { chargeLateness, stagesOf, type Moments } from '#incidents';

const H = 3_600_000;
const T0 = Date.parse('2026-11-18T00:00:00+08:00');
/** Hours from T0. */
const at = (hours: number) => new Date(T0 + hours * H);
const plain: Moments = {
  publishedAt: at(-2),
  learnedAt: null,
  discoveredAt: at(0),
  firstKnownAt: null,
  judgedAt: at(1),
  dispatchedAt: at(3),
  signedAt: at(7),
  answeredAt: at(52),
  rulings: [],
};
const hours = (ms: number) => Math.round((ms / H) * 100) / 100;
const shown = (moments: Partial<Moments>, now = 60) =>
  stagesOf({ ...plain, ...moments }, at(now)).map(
    ({ key, from, to, ongoing }) =>
      `${key} ${hours(from.getTime() - T0)}–${hours(to.getTime() - T0)}${ongoing ? ' …' : ''}`,
  );

describe('the stages of a matter', () => {
  it.each<[string, Partial<Moments>, string[]]>([
    ['answered', {}, ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–52']],
    [
      'not yet judged',
      { judgedAt: null, dispatchedAt: null, signedAt: null, answeredAt: null },
      ['collect -2–0', 'judge 0–60 …'],
    ],
    [
      'not yet signed',
      { signedAt: null, answeredAt: null },
      ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–60 …'],
    ],
    [
      'answered though not all have signed',
      { signedAt: null },
      ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–52'],
    ],
    [
      'a unit that joined late signed after the answer',
      { signedAt: at(55) },
      ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–52'],
    ],
    ['published nowhere', { publishedAt: null }, ['judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–52']],
    [
      'the unit knew before',
      { learnedAt: at(-1) },
      ['collect -2–-1', 'learned -1–0', 'judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–52'],
    ],
    [
      'the unit knew before it was published',
      { learnedAt: at(-5) },
      ['learned -5–0', 'judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–52'],
    ],
    [
      'an older item merged in',
      { discoveredAt: at(-30), publishedAt: at(-31), firstKnownAt: at(0) },
      ['collect -31–-30', 'before_merge -30–0', 'judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–52'],
    ],
    [
      'refused and ruled',
      { rulings: [{ from: at(5), to: at(10) }] },
      ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–5', 'ruling 5–7', 'ruling 7–10', 'answer 10–52'],
    ],
    [
      'refused, the ruling open',
      { answeredAt: null, rulings: [{ from: at(20), to: null }] },
      ['collect -2–0', 'judge 0–1', 'assign 1–3', 'sign 3–7', 'answer 7–20', 'ruling 20–60 …'],
    ],
  ])('%s', (_name, moments, expected) => {
    expect(shown(moments)).toEqual(expected);
  });
});

/** DL-03 from T0, unless the moments say otherwise. */
function charged(moments: Partial<Moments>, span = 48, now = 60) {
  const whole = { ...plain, ...moments };
  const clock = { startsAt: whole.discoveredAt, dueAt: new Date(whole.discoveredAt.getTime() + span * H) };
  const charges = chargeLateness(stagesOf(whole, at(now)), clock, whole.answeredAt ?? at(now), {
    assign: 2 * H,
    sign: 4 * H,
    ruling: 2 * H,
  });
  return charges.map(({ key, late }) => `${key} ${hours(late)}`);
}

describe('who spent the late hours', () => {
  it.each<[string, Partial<Moments>, string[]]>([
    ['in time: nobody', { answeredAt: at(48) }, []],
    [
      'each within its time but the answer',
      { judgedAt: at(0), dispatchedAt: at(2), signedAt: at(6) },
      ['answer 4'],
    ],
    ['judging took it all', { judgedAt: at(40), dispatchedAt: at(41), signedAt: at(42) }, ['judge 4']],
    [
      'the office sat on it, the unit was quick',
      { judgedAt: at(0), dispatchedAt: at(44), signedAt: at(45) },
      ['assign 4'],
    ],
    [
      'office and unit alike',
      // 10 h over at assigning, 10 h over at signing, 20 h under at the answer
      { judgedAt: at(0), dispatchedAt: at(12), signedAt: at(26) },
      ['assign 2', 'sign 2'],
    ],
    ['never signed', { judgedAt: at(0), dispatchedAt: at(2), signedAt: null, answeredAt: null }, ['sign 12']],
    [
      'the ruling took a day, and the answer no longer than it may',
      { judgedAt: at(0), dispatchedAt: at(2), signedAt: at(6), rulings: [{ from: at(10), to: at(34) }] },
      ['ruling 4'],
    ],
    [
      'merged with something a day older: the day is nobody’s',
      { judgedAt: at(0), discoveredAt: at(-24), firstKnownAt: at(0), answeredAt: at(40) },
      ['before_merge 16'],
    ],
    [
      'merged, and late by itself as well',
      {
        judgedAt: at(0),
        dispatchedAt: at(2),
        signedAt: at(6),
        discoveredAt: at(-24),
        firstKnownAt: at(0),
        answeredAt: at(50),
      },
      ['before_merge 24', 'answer 2'],
    ],
  ])('%s', (_name, moments, expected) => {
    expect(charged(moments)).toEqual(expected);
  });

  it('when all were within their time, since the clock is shorter than these, all bear it', () => {
    // DL-01: 5 h; 2 h, 3.5 h and 0.5 h of 2, 4 and none left
    const short = { judgedAt: at(0), dispatchedAt: at(2), signedAt: at(5.5), answeredAt: at(5.5) };
    expect(charged(short, 5)).toEqual(['assign 0.18', 'sign 0.32']);
  });

  it('adds up to the lateness, whatever happened when', () => {
    const moment = fc.integer({ min: -100 * 60, max: 200 * 60 }).map((minutes) => at(minutes / 60));
    const maybe = fc.option(moment);
    const span = fc.record({ from: moment, to: maybe });
    const moments = fc.record({
      publishedAt: maybe,
      learnedAt: maybe,
      discoveredAt: moment,
      firstKnownAt: maybe,
      judgedAt: maybe,
      dispatchedAt: maybe,
      signedAt: maybe,
      answeredAt: maybe,
      rulings: fc.array(span, { maxLength: 3 }),
    });
    const allowed = fc.record({
      assign: fc.integer({ min: 0, max: 30 * H }),
      sign: fc.integer({ min: 0, max: 30 * H }),
      ruling: fc.integer({ min: 0, max: 30 * H }),
    });
    fc.assert(
      fc.property(moments, allowed, fc.integer({ min: 1, max: 72 }), (given, allowances, limit) => {
        const now = at(300);
        const end = given.answeredAt ?? now;
        const clock = {
          startsAt: given.discoveredAt,
          dueAt: new Date(given.discoveredAt.getTime() + limit * H),
        };
        const stages = stagesOf(given, now);
        const charges = chargeLateness(stages, clock, end, allowances);
        const sum = charges.reduce((all, { late }) => all + late, 0);
        expect(sum).toBe(Math.max(0, end.getTime() - clock.dueAt.getTime()));
        expect(charges.every(({ late }) => late > 0)).toBe(true);
        // Without gaps and overlaps.
        for (const [index, stage] of stages.entries())
          if (index > 0) expect(stage.from).toEqual(stages[index - 1]?.to);
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { TestClock } from '#clock';
import type { OpinionLevel } from '#incidents';
import { AssignmentRow, IncidentActions, IncidentRow, NoticeRow } from '#incidents/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import { loadCity, testKeys } from '../../../../test/support/city.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { MORNING, makeDuty, makeIncident } from '../../../../test/support/rows.js';
import { EscalateStep } from './escalate-step.js';

/**
 * The escalation engine against a model of a dozen lines: random duties, signatures, withdrawals, rises of level, kills in
 * the middle of a transaction, restarts, duplicate jobs, two workers at once, and a clock that jumps forward and back.
 * After every command the notices in the database are exactly those of the model: none early, none missing, none twice.
 */
const MINUTE = 60_000;
/** Many more when asked: `MODEL_RUNS=500`; a failure is repeated with `MODEL_SEED`. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 15);
const SEED = Number(process.env['MODEL_SEED'] ?? 0);
const OFFICE = '市政府办公室';
const UNITS = ['市综合服务局', '石桥镇', OFFICE];
const LEVELS: OpinionLevel[] = ['一般', '较大', '重大'];
/** DL-06 and DL-07 of the city, in minutes. */
const SPAN: Record<string, Record<OpinionLevel, number>> = {
  sign: { 一般: 240, 较大: 60, 重大: 30, 特别重大: 15 },
  report: { 一般: 1440, 较大: 480, 重大: 120, 特别重大: 60 },
};
/** Shares of the span, who hears, and from which level. */
const STEPS: Record<string, [number, 'unit' | 'leader' | 'office' | 'top', OpinionLevel][]> = {
  sign: [
    [0, 'unit', '一般'],
    [0.5, 'unit', '一般'],
    [1, 'leader', '一般'],
    [1.5, 'office', '一般'],
    [2, 'top', '重大'],
  ],
  report: [
    [0.8, 'unit', '一般'],
    [1, 'unit', '一般'],
    [1.25, 'leader', '一般'],
    [1.5, 'office', '一般'],
    [2, 'top', '重大'],
  ],
};

interface ModelDuty {
  id: string;
  unit: string;
  incident: ModelIncident;
  sentAt: number;
  state: 'sent' | 'signed' | 'withdrawn';
  /** The clocks that run, with the levels each has run at and since when. */
  eras: Record<'sign' | 'report', { level: OpinionLevel; from: number }[]> | null;
}
interface ModelIncident {
  id: string;
  level: OpinionLevel;
  closed: boolean;
  dispatchedAt: number;
  /** The level at which a worker last saw it. */
  ranAt: OpinionLevel | null;
  duties: ModelDuty[];
}

const running = (duty: ModelDuty): ('sign' | 'report')[] =>
  duty.state === 'sent' ? ['sign', 'report'] : ['report'];

/** Minute by minute: at night an ordinary matter's clock stands still (clocks.json of the city). */
function later(from: number, minutes: number, level: OpinionLevel): number {
  if (level !== '一般') return from + minutes * MINUTE;
  let at = from;
  const resting = () => {
    const minute = Math.floor((at + 8 * 3_600_000) / MINUTE) % 1440;
    return minute >= 22 * 60 || minute < 7 * 60;
  };
  for (let left = minutes; left > 0; at += MINUTE) if (!resting()) left -= 1;
  if (minutes > 0) return at;
  return from;
}

class Model {
  incidents: ModelIncident[] = [];
  told = new Set<string>();

  constructor(private readonly people: Map<string, string[]>) {}

  /** What a worker does that takes everything there is. */
  work(now: number): void {
    for (const incident of this.incidents.filter((each) => !each.closed)) {
      incident.ranAt = incident.level;
      this.office(incident, now);
      for (const duty of incident.duties) {
        if (duty.state === 'withdrawn') continue;
        const begins = () => [{ level: incident.level, from: duty.sentAt }];
        duty.eras ??= { sign: begins(), report: begins() };
        for (const clock of running(duty)) {
          this.rise(duty, clock, now);
          this.climb(duty, clock, now);
        }
      }
    }
  }

  /** What a sweep does: only clocks that run already. */
  due(now: number): void {
    for (const incident of this.incidents.filter((each) => !each.closed)) {
      this.office(incident, now);
      for (const duty of incident.duties) {
        if (duty.state === 'withdrawn' || !duty.eras) continue;
        for (const clock of running(duty)) {
          // A clock that has something due is looked at whole, its level too.
          if (this.climb(duty, clock, now)) this.rise(duty, clock, now);
          this.climb(duty, clock, now);
        }
      }
    }
  }

  /** The office hears of what is grave as soon as it is dispatched. */
  private office({ id, ranAt, dispatchedAt }: ModelIncident, now: number): void {
    if (ranAt === '重大' && dispatchedAt <= now) this.tell(`${id}:incident:0`, this.of(OFFICE, 'unit'));
  }

  private rise(duty: ModelDuty, clock: 'sign' | 'report', now: number): void {
    const eras = duty.eras?.[clock] ?? [];
    const last = eras.at(-1);
    if (last && LEVELS.indexOf(duty.incident.level) > LEVELS.indexOf(last.level))
      eras.push({ level: duty.incident.level, from: now });
  }

  /** @returns whether anything was new */
  private climb(duty: ModelDuty, clock: 'sign' | 'report', now: number): boolean {
    const eras = duty.eras?.[clock] ?? [];
    const level = eras.at(-1)?.level ?? '一般';
    const before = this.told.size;
    for (const [index, [after, to, from]] of (STEPS[clock] ?? []).entries()) {
      if (LEVELS.indexOf(from) > LEVELS.indexOf(level)) continue;
      const span = (era: OpinionLevel) => after * (SPAN[clock]?.[era] ?? 0);
      const at = Math.min(...eras.map((era) => later(era.from, span(era.level), era.level)));
      if (at > now) continue;
      const key = clock === 'sign' && index === 0 ? `${duty.id}:sent` : `${duty.id}:${clock}:${index}`;
      this.tell(key, this.of(duty.unit, to));
    }
    return this.told.size > before;
  }

  private of(unit: string, to: 'unit' | 'leader' | 'office' | 'top'): string[] {
    if (to === 'top') return this.people.get('市政府 charge_leader') ?? [];
    if (to === 'leader') return this.people.get(`${unit} charge_leader`) ?? [];
    // The office that is late itself is urged through its own leader.
    if (to === 'office' && unit === OFFICE) return this.people.get(`${OFFICE} charge_leader`) ?? [];
    const asked = to === 'office' ? OFFICE : unit;
    return [...(this.people.get(`${asked} liaison`) ?? []), ...(this.people.get(`${asked} handler`) ?? [])];
  }

  private tell(event: string, people: string[]): void {
    for (const person of people) this.told.add(`${event} ${person}`);
  }
}

const keys = testKeys();
let database: TestDatabase;
let jurisdictionId: string;
let people: Map<string, string[]>;
const silent = { wake: () => Promise.resolve() } as unknown as Wakeups;

beforeAll(async () => {
  database = await createTestDatabase();
  jurisdictionId = await loadCity(database.source.manager, keys);
  people = new Map();
  for (const row of await database.source.manager.find(ContactRow)) {
    const key = `${row.unit} ${row.role}`;
    if (row.emailSealed) people.set(key, [...(people.get(key) ?? []), row.id]);
  }
});
afterAll(() => database.drop());

/** The engine as it runs: workers that may die in the middle of a transaction. */
class Real {
  readonly clock = new TestClock(MORNING);
  readonly contacts = new ContactBook(keys.contacts);
  readonly actions = new IncidentActions(database.source, this.clock, silent);
  /** The next so many questions to the roster are answered; the one after kills the worker. */
  private breath = Infinity;
  private workers = [this.worker(), this.worker()];

  private worker(): EscalateStep {
    const directory = async (manager: EntityManager, id: string) => {
      if (this.breath <= 0) {
        this.breath = Infinity;
        throw new Error('killed');
      }
      this.breath -= 1;
      return readDirectory(manager, id);
    };
    const { clock, contacts } = this;
    return new EscalateStep(database.source, { clock, wakeups: silent, contacts, directory });
  }

  restart(): void {
    this.workers = [this.worker(), this.worker()];
  }

  /** Every wake-up twice, by both workers at once. */
  async work(ids: string[]): Promise<void> {
    const jobs = this.workers.flatMap((worker) => [...ids, ...ids].map((id) => () => worker.run(id)));
    await Promise.all(jobs.map((job) => job()));
    await this.sweep();
  }

  async sweep(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.due()));
    // What one worker held, the other passed over; the next sweep comes a second later.
    await Promise.all(this.workers.map((worker) => worker.due()));
  }

  /** A worker dies while it works; what it had begun is undone with its transaction. */
  async killed(ids: string[], breath: number): Promise<void> {
    this.breath = breath;
    await Promise.allSettled(this.workers.flatMap((worker) => ids.map((id) => worker.run(id))));
    this.breath = Infinity;
    this.restart();
  }
}

interface Command {
  name: string;
  run(model: Model, real: Real): Promise<void>;
}

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const dutiesOf = (model: Model) => model.incidents.flatMap((incident) => incident.duties);
const idsOf = (model: Model) => model.incidents.map((incident) => incident.id);

const commands = fc.oneof(
  fc
    .record({ level: fc.constantFrom(...LEVELS), units: fc.subarray(UNITS, { minLength: 1 }) })
    .map(({ level, units }): Command => ({
      name: `open ${level} ${units.join()}`,
      run: async (model, real) => {
        const now = real.clock.now();
        const row = await makeIncident(database.source.manager, {
          jurisdictionId,
          opinionLevel: level,
          dispatchedAt: now,
        });
        const incident: ModelIncident = {
          id: row.id,
          level,
          closed: false,
          dispatchedAt: now.getTime(),
          ranAt: null,
          duties: [],
        };
        model.incidents.push(incident);
        for (const unit of units) {
          const times = { sentAt: now, signDueAt: now, reportDueAt: now };
          const duty = await makeDuty(database.source.manager, row, { unit, ...times });
          incident.duties.push({
            id: duty.id,
            unit,
            incident,
            sentAt: now.getTime(),
            state: 'sent',
            eras: null,
          });
        }
      },
    })),
  fc.nat(50).map((which): Command => ({
    name: `sign ${which}`,
    run: async (model, real) => {
      const duty = pick(dutiesOf(model), which);
      if (duty?.state !== 'sent' || duty.incident.closed) return;
      await real.actions.signDuty(duty.id, 'link:test');
      duty.state = 'signed';
    },
  })),
  fc.nat(50).map((which): Command => ({
    name: `take back ${which}`,
    run: async (model) => {
      const duty = pick(dutiesOf(model), which);
      if (!duty) return;
      await database.source.manager.update(AssignmentRow, { id: duty.id }, { state: 'withdrawn' });
      duty.state = 'withdrawn';
    },
  })),
  fc.record({ which: fc.nat(20), level: fc.constantFrom(...LEVELS) }).map(({ which, level }): Command => ({
    name: `level ${which} ${level}`,
    run: async (model) => {
      const incident = pick(model.incidents, which);
      if (!incident || LEVELS.indexOf(level) <= LEVELS.indexOf(incident.level)) return;
      await database.source.manager.update(IncidentRow, { id: incident.id }, { opinionLevel: level });
      incident.level = level;
    },
  })),
  fc.nat(20).map((which): Command => ({
    name: `close ${which}`,
    run: async (model) => {
      const incident = pick(model.incidents, which);
      if (!incident) return;
      await database.source.manager.update(IncidentRow, { id: incident.id }, { state: 'closed' });
      incident.closed = true;
    },
  })),
  fc.integer({ min: -90, max: 600 }).map((minutes): Command => ({
    name: `clock ${minutes} min`,
    run: async (_model, real) => real.clock.advance(minutes * MINUTE),
  })),
  fc.constant<Command>({
    name: 'work',
    run: async (model, real) => {
      await real.work(idsOf(model));
      model.work(real.clock.now().getTime());
    },
  }),
  fc.constant<Command>({
    name: 'sweep',
    run: async (model, real) => {
      await real.sweep();
      model.due(real.clock.now().getTime());
    },
  }),
  fc.nat(6).map((breath): Command => ({
    name: `killed after ${breath}`,
    run: async (model, real) => {
      await real.killed(idsOf(model), breath);
      // Whatever got through before, a restarted worker does what is left.
      await real.work(idsOf(model));
      model.work(real.clock.now().getTime());
    },
  })),
);

it(
  'tells every due notice exactly once, none early, none missing, whatever happens',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 25 }), async (script) => {
        await database.source.query(
          'truncate notice, incident, assignment, escalation, incident_log, deadline, announcement',
        );
        const [model, real] = [new Model(people), new Real()];
        for (const [at, command] of script.entries()) {
          await command.run(model, real);
          const rows = await database.source.manager.find(NoticeRow);
          const sent = rows.map((row) => `${row.eventKey} ${row.recipientId}`);
          const wrong = {
            after: script.slice(0, at + 1).map((each) => each.name),
            twice: sent.filter((one, place) => sent.indexOf(one) !== place),
            tooMany: sent.filter((one) => !model.told.has(one)),
            missing: [...model.told].filter((one) => !sent.includes(one)),
          };
          expect(wrong).toEqual({ ...wrong, twice: [], tooMany: [], missing: [] });
        }
      }),
      { numRuns: RUNS, ...(SEED && { seed: SEED }) },
    );
  },
  Math.max(180_000, RUNS * 3_000),
);

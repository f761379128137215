import { In, Not, type EntityManager } from 'typeorm';
import { parseDuration } from '#clock';
import type { DueTime, EscalationClock, OpinionLevel } from '#incidents';
import {
  AssignmentRow,
  CoordinationRow,
  DeadlineRow,
  dutiesOf,
  type IncidentRow,
  type TrialAssumptions,
} from '#incidents/service';
import { dueOfRule, type Directory } from '#jurisdiction';
import { choosePolicy, stampPolicy } from '../policy/choose.js';
import { statutoryDeadlines } from '../statutory.js';
import type { TrialClock } from './plan.js';

export interface TrialGround {
  manager: EntityManager;
  incident: IncidentRow;
  directory: Directory;
  level: OpinionLevel;
  /** As if the matter had been dispatched then. */
  startsAt: Date;
  assume: TrialAssumptions;
}

export interface TrialClocks {
  clocks: TrialClock[];
  /** Clocks of the matter that no policy urges. */
  without: { clock: EscalationClock; unit: string | null }[];
}

interface Subject {
  clock: EscalationClock;
  unit: string | null;
  startsAt: Date;
  dueAt: Date | null;
}

/** The clocks a matter would run, with the policies in force; its own times are moved so that it is dispatched now. */
export async function clocksOf(ground: TrialGround): Promise<TrialClocks> {
  const { directory, level } = ground;
  const found: TrialClocks = { clocks: [], without: [] };
  for (const { clock, unit, startsAt, dueAt } of await subjectsOf(ground)) {
    const spec = choosePolicy(directory.profile.policies, { clock, level, unit });
    if (!spec) {
      found.without.push({ clock, unit });
      continue;
    }
    const policy = stampPolicy(spec, directory);
    const ends = endOf(clock, policy.stop, ground);
    found.clocks.push({ clock, unit, policy, level, startsAt, dueAt, ends });
  }
  return found;
}

async function subjectsOf(ground: TrialGround): Promise<Subject[]> {
  const { incident, startsAt } = ground;
  const units = await unitsOf(ground);
  const atOnce = (clock: EscalationClock, unit: string | null): Subject => ({
    clock,
    unit,
    startsAt,
    dueAt: null,
  });
  const waits = incident.state === 'awaiting_confirmation' || units.length === 0;
  return [
    atOnce(waits ? 'pool' : 'incident', null),
    ...units.flatMap(({ unit, reports }) => [
      atOnce('sign', unit),
      ...(reports ? [atOnce('report', unit)] : []),
    ]),
    ...(await withDueTimes(ground)),
    ...(await letters(ground)),
    ...closing(ground),
  ];
}

/** Units that would have to sign, and whether they owe a first report: as they have the duty, or as the routing names them. */
async function unitsOf({
  manager,
  incident,
  directory,
  startsAt,
}: TrialGround): Promise<{ unit: string; reports: boolean }[]> {
  const duties = await manager.find(AssignmentRow, {
    where: { incidentId: incident.id, mustSign: true, state: Not('withdrawn') },
    order: { sentAt: 'ASC', unit: 'ASC' },
  });
  const planned = incident.routing ? dutiesOf(incident.routing, directory, startsAt) : [];
  return (duties.length > 0 ? duties : planned.filter(({ mustSign }) => mustSign)).map(({ unit, roles }) => ({
    unit,
    reports: roles.includes('respondent'),
  }));
}

/** Statutory times and those of superiors' orders, each as far from dispatch as it really is. */
async function withDueTimes({ manager, incident, directory, startsAt }: TrialGround): Promise<Subject[]> {
  const rows = await manager.find(DeadlineRow, {
    where: { incidentId: incident.id, kind: In(['statutory', 'superior']), state: Not('superseded') },
    order: { dueAt: 'ASC' },
  });
  const lag = startsAt.getTime() - (incident.dispatchedAt ?? incident.discoveredAt).getTime();
  const moved = (at: Date) => new Date(at.getTime() + lag);
  const statutory = rows.filter(({ kind }) => kind === 'statutory');
  const orders = rows.filter(({ kind }) => kind === 'superior');
  const times =
    statutory.length > 0
      ? statutory.map((row) => ({ from: row.startsAt, due: row.dueAt }))
      : wouldRun(incident, directory).map((each) => ({
          from: new Date(each.from),
          due: new Date(each.due),
        }));
  return [
    ...times.map(({ from, due }): Subject => ({
      clock: 'statutory',
      unit: null,
      startsAt: moved(from),
      dueAt: moved(due),
    })),
    ...orders.map((row): Subject => ({
      clock: 'order',
      unit: null,
      startsAt: moved(row.startsAt),
      dueAt: moved(row.dueAt),
    })),
  ];
}

/** Of a matter that runs no statutory clock, such as one taken in as history. */
function wouldRun(incident: IncidentRow, directory: Directory): DueTime[] {
  const { eventLevel, provisional, discoveredAt, learnedAt } = incident;
  const input = { eventLevel, provisional, discoveredAt, learnedAt, superiorDueAt: null, oldEvent: false };
  return statutoryDeadlines(input, directory);
}

async function letters({ manager, incident, startsAt }: TrialGround): Promise<Subject[]> {
  const rows = await manager.find(CoordinationRow, {
    where: { incidentId: incident.id, state: Not('recalled') },
    order: { createdAt: 'ASC' },
  });
  return rows.map(({ unit }) => ({ clock: 'letter', unit, startsAt, dueAt: null }));
}

/** The evaluation runs from the answer: only where one is assumed. */
function closing({ directory, startsAt, assume }: TrialGround): Subject[] {
  if (assume.answerAfter === undefined) return [];
  const answeredAt = new Date(startsAt.getTime() + parseDuration(assume.answerAfter));
  const found = dueOfRule(directory, 'DL-12', answeredAt);
  return found ? [{ clock: 'closing', unit: null, startsAt: answeredAt, dueAt: found.due }] : [];
}

type Ending = NonNullable<TrialClock['ends']>;
/** What a clock waits for, as far as a trial assumes anything about it. */
const WAITS_FOR: Partial<Record<EscalationClock, Ending['by']>> = {
  sign: 'signed',
  report: 'reported',
  statutory: 'answered',
};

/** The first of the assumed events that ends the clock, by itself or as its policy says. */
function endOf(clock: EscalationClock, stop: readonly string[], ground: TrialGround): TrialClock['ends'] {
  const { assume, startsAt } = ground;
  const events: [Ending['by'], string | undefined][] = [
    ['signed', assume.signAfter],
    ['reported', assume.reportAfter],
    ['answered', assume.answerAfter],
  ];
  const ending = events.flatMap(([by, after]): Ending[] =>
    after !== undefined && (WAITS_FOR[clock] === by || stop.includes(by))
      ? [{ by, at: new Date(startsAt.getTime() + parseDuration(after)) }]
      : [],
  );
  return ending.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

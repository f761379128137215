import { randomUUID } from 'node:crypto';
import { Not } from 'typeorm';
import { addDuration } from '#clock';
import type { Directory } from '#jurisdiction';
import { CoordinationRow } from '../entities/coordination.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { workingOpinionLevel } from '../levels.js';
import type { Routing } from '../routing.js';
import { note, type Act } from './act.js';
import { announce } from './announce.js';
import { stopEscalations } from './escalations.js';
import { paperNumber } from './numbers.js';

/** A coordinator that has to be written to. */
interface WantedLetter {
  unit: string;
  beside: string | null;
  scopes: string[];
}

/**
 * Holds the letters to what the routing asks (RT-55): a coordinator outside this installation gets one, one that is no
 * longer asked is taken back. Part of the dispatch, so that neither a letter nor its clock is lost.
 * @returns the routing with the office acting only as long as somebody outside has not confirmed
 */
export async function keepCoordination(
  act: Act,
  incident: IncidentRow,
  routing: Routing,
  directory: Directory,
): Promise<Routing> {
  const wanted = lettersOf(incident, routing, directory, act.at);
  const standing = await act.manager.findBy(CoordinationRow, {
    incidentId: incident.id,
    state: Not('recalled'),
  });
  for (const row of standing) {
    const want = wanted.find((one) => one.unit === row.unit);
    if (want) await act.manager.update(CoordinationRow, { id: row.id }, { scopes: want.scopes });
    else await recall(act, incident, row);
  }
  const fresh = wanted.filter((want) => !standing.some((row) => row.unit === want.unit));
  for (const want of fresh) await draft(act, incident, want, directory);
  const confirmed = standing.filter((row) => row.state === 'confirmed').map((row) => row.unit);
  return withoutActing(routing, confirmed, directory, act.at);
}

/** The routing without an acting coordinator once everybody outside has confirmed. */
export function withoutActing(
  routing: Routing,
  confirmed: readonly string[],
  directory: Directory,
  at: Date,
): Routing {
  if (!routing.actingCoordinator) return routing;
  const awaited = routing.coordinators.some(
    ({ lead }) => isOutside(lead, directory, at) && !confirmed.includes(lead),
  );
  return awaited ? routing : { ...routing, actingCoordinator: null };
}

/**
 * One letter a coordinator, whatever the number of units it coordinates. Nothing of a report on public servants leaves
 * the house, and nothing goes to the reported unit's own chain (RT-05).
 */
function lettersOf(incident: IncidentRow, routing: Routing, directory: Directory, at: Date): WantedLetter[] {
  if (incident.restricted || routing.restricted) return [];
  const recused = new Set([...incident.recused, ...routing.recused]);
  const reported = new Set([...recused].flatMap((name) => [name, directory.unit(name)?.superior ?? name]));
  const letters = new Map<string, WantedLetter>();
  for (const { lead, with: beside, scope } of routing.coordinators) {
    if (!isOutside(lead, directory, at) || reported.has(lead)) continue;
    const letter = letters.get(lead) ?? { unit: lead, beside, scopes: [] };
    if (scope && !letter.scopes.includes(scope)) letter.scopes.push(scope);
    letters.set(lead, letter);
  }
  return [...letters.values()];
}

function isOutside(name: string, directory: Directory, at: Date): boolean {
  const unit = directory.dutyHolder(name, at)?.unit;
  return !unit || unit.external;
}

async function draft(
  act: Act,
  incident: IncidentRow,
  want: WantedLetter,
  directory: Directory,
): Promise<void> {
  const dueAt = letterDue(incident, act.at, directory);
  const row = act.manager.create(CoordinationRow, {
    ...want,
    id: randomUUID(),
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    state: 'drafted',
    letterNumber: await nextNumber(act, incident, directory),
    createdAt: act.at,
    dueAt,
    rehearsal: incident.rehearsal,
  });
  await act.manager.insert(CoordinationRow, row);
  await note(act, incident, 'coordination.drafted', aboutLetter(row));
}

/** By when it should have confirmed; for 一般 and 较大 the night does not count. */
export function letterDue(incident: IncidentRow, at: Date, directory: Directory): Date {
  const { coordination, rest } = directory.profile.clocks;
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  return addDuration(at, coordination.confirmWithin[level], rest.levels.includes(level) ? rest : null);
}

const nextNumber = (act: Act, incident: IncidentRow, directory: Directory): Promise<string> =>
  paperNumber(
    act.manager,
    {
      jurisdictionId: incident.jurisdictionId,
      rehearsal: incident.rehearsal,
      at: act.at,
      sign: '协',
      series: '函',
    },
    directory,
  );

async function recall(act: Act, incident: IncidentRow, row: CoordinationRow): Promise<void> {
  const told = row.state !== 'drafted' || row.sentAt !== null;
  // Who has the letter must hear that it no longer holds.
  await stopEscalations(act, [row.id], 'withdrawn');
  if (told)
    await announce(act, incident, {
      eventKey: `${row.id}:recalled`,
      unit: row.unit,
      audience: 'outside',
      template: 'coordination_recalled',
      subjectId: row.id,
    });
  await act.manager.update(
    CoordinationRow,
    { id: row.id },
    {
      state: 'recalled',
      settledAt: act.at,
      settledBy: act.actor,
    },
  );
  await note(act, incident, 'coordination.recalled', aboutLetter(row));
}

/** What the log says of a letter. */
export const aboutLetter = (row: CoordinationRow) => ({
  coordinationId: row.id,
  unit: row.unit,
  letter: row.letterNumber,
});

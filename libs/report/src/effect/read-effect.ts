import type { EntityManager } from 'typeorm';
import { flareUp, isOver } from '#incidents';
import { RoundRow, type IncidentRow } from '#incidents/service';
import { readBriefInput } from '../brief/read-input.js';
import { measureEffect } from './measure.js';
import { ReachRow } from './reach.entity.js';
import type { Effect, Promised, Reach } from './types.js';

/**
 * What became of a matter after each of its answers, the first answer first. Reads only; counted until the next turn
 * began, the matter was closed, or `now`.
 * @param now on the incident's own timeline
 */
export async function effectsOf(manager: EntityManager, incident: IncidentRow, now: Date): Promise<Effect[]> {
  const rounds = await manager.find(RoundRow, {
    where: { incidentId: incident.id },
    order: { number: 'ASC' },
  });
  const answered = rounds.filter((round): round is Answered => round.answeredAt !== null);
  if (answered.length === 0) return [];
  const { items } = await readBriefInput(manager, incident);
  const reach = await manager.find(ReachRow, {
    where: { incidentId: incident.id },
    order: { seq: 'ASC' },
  });
  const published = await publishedByRound(manager, incident.id);
  const promises = await promisesOf(manager, incident.id, now);
  const end =
    isOver(incident.state) && incident.closedAt && incident.closedAt < now ? incident.closedAt : now;
  const voices = items
    .filter(({ own }) => !own)
    .map(({ at, source, tone }) => ({
      at: new Date(at),
      source: source.name,
      negative: tone === 'negative',
    }));
  return answered.map((round) => {
    const next = rounds.find(({ number }) => number === round.number + 1);
    const until = next && next.openedAt < end ? next.openedAt : end;
    return measureEffect({
      round: round.number,
      openedAt: round.openedAt.toISOString(),
      answeredAt: round.answeredAt.toISOString(),
      answerUrl: round.answerUrl,
      until: until.toISOString(),
      items,
      published: published.get(round.number) ?? null,
      reach: latestByOutlet(reach.filter((row) => row.round === round.number)),
      promises: round === answered.at(-1) ? promises : [],
      flare: flareUp(voices, { answeredAt: round.answeredAt, now: until }),
    });
  });
}

type Answered = RoundRow & { answeredAt: Date };

/** Plain text of everything published in each round; the tables belong to drafting, which no other step imports. */
async function publishedByRound(manager: EntityManager, incidentId: string): Promise<Map<number, string>> {
  const rows: { round: number; text: string }[] = await manager.query(
    `select response.round, string_agg(said.title || E'\\n' || said.text, E'\\n' order by response.published_at) as text
     from response join response_version said on said.response_id = response.id and said.number = response.latest
     where response.incident_id = $1 and response.state = 'published' group by response.round`,
    [incidentId],
  );
  return new Map(rows.map(({ round, text }) => [round, text]));
}

/** Promises made to the public, by due time; what was entered by mistake is none. */
async function promisesOf(manager: EntityManager, incidentId: string, now: Date): Promise<Promised[]> {
  const rows: { what: string; unit: string; dueAt: Date; state: Promised['state'] }[] = await manager.query(
    `select what, unit, due_at as "dueAt", state from commitment
     where incident_id = $1 and state <> 'withdrawn' order by due_at, id`,
    [incidentId],
  );
  return rows.map((row) => ({
    ...row,
    dueAt: row.dueAt.toISOString(),
    late: row.state === 'open' && row.dueAt < now,
  }));
}

/** Later figures of an outlet stand for earlier ones. */
function latestByOutlet(rows: readonly ReachRow[]): Reach[] {
  const latest = new Map(rows.map((row) => [row.outlet, row]));
  return [...latest.values()].map(({ outlet, reads, comments, shares, at }) => ({
    outlet,
    reads,
    comments,
    shares,
    at: at.toISOString(),
  }));
}

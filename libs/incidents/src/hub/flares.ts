import type { EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import type { IncidentRow } from '../entities/incident.entity.js';
import { RoundRow } from '../entities/round.entity.js';
import { flareUp, LEAST_VOICES, type Flare, type Voice } from '../flare.js';
import { ANSWERED, sqlStates } from '../life.js';
import { hostOf } from '../rounds.js';

type Answered = Pick<RoundRow, 'answeredAt' | 'answerUrl'>;
interface HeardVoice extends Voice {
  itemId: string;
}

/** Matters looked at in one sweep. */
const AT_ONCE = 200;

/**
 * Whether an answered matter flares up again, reposts counted.
 * @returns the rise with the items of its 24 hours; null when there is none
 */
export async function flareOf(
  manager: EntityManager,
  incident: Pick<IncidentRow, 'id'>,
  last: Answered,
  now: Date,
): Promise<(Flare & { itemIds: string[]; latest: Date }) | null> {
  if (!last.answeredAt) return null;
  const voices = await voicesOf(manager, incident.id, last.answerUrl);
  const flare = flareUp(voices, { answeredAt: last.answeredAt, now });
  if (!flare) return null;
  const heard = voices.filter(({ negative, at }) => negative && at > flare.from && at <= now);
  const latest = new Date(Math.max(...heard.map(({ at }) => at.getTime())));
  return { ...flare, itemIds: heard.map(({ itemId }) => itemId), latest };
}

/** Everything said of a matter but where our answer stands, copies of that included. */
async function voicesOf(
  manager: EntityManager,
  incidentId: string,
  answerUrl: string | null,
): Promise<HeardVoice[]> {
  const rows: {
    itemId: string;
    at: Date;
    source: string;
    url: string | null;
    negative: boolean;
    from: string | null;
  }[] = await manager.query(
    `select item.id as "itemId", item.discovered_at as at, item.source ->> 'name' as source, item.url,
         original.url as "from", coalesce(judged.tone = 'negative' and judged.claim <> 'refuted', false) as negative
       from incident_item link join item on item.id = link.item_id
       left join item original on original.id = link.duplicate_of
       left join lateral (select result ->> 'tone' as tone, result ->> 'claim' as claim from judgement
         where judgement.item_id = item.id order by seq desc limit 1) judged on true
       where link.incident_id = $1 order by item.discovered_at, item.id`,
    [incidentId],
  );
  const own = hostOf(answerUrl);
  return rows
    .filter(({ url, from }) => own === null || (hostOf(url) !== own && hostOf(from) !== own))
    .map(({ itemId, at, source, negative }) => ({ itemId, at, source, negative }));
}

/**
 * Answered matters that flare up by reposts alone, which wake no routing by themselves. They are marked for routing, which
 * opens the round (`considerRound`); what a person has closed stays closed.
 * @returns their ids; the caller wakes `route` for them
 */
export async function flaresDue(manager: EntityManager, now: Date, timeline: Timeline): Promise<string[]> {
  const busy: (Answered & { id: string })[] = await manager.query(
    `select incident.id, round.answered_at as "answeredAt", round.answer_url as "answerUrl"
     from incident join round on round.incident_id = incident.id and round.number = incident.round
     where incident.state in (${sqlStates(ANSWERED)}) and not incident.historic and not incident.needs_routing
       and incident.rehearsal = $2 and round.answered_at is not null
       and (select count(*) from incident_item link join item on item.id = link.item_id
         where link.incident_id = incident.id and item.discovered_at > round.answered_at
           and item.discovered_at > $1::timestamptz - interval '24 hours') >= ${LEAST_VOICES}
     order by incident.id limit ${AT_ONCE}`,
    [now, timeline === 'rehearsal'],
  );
  const risen: string[] = [];
  for (const one of busy) if (await flareOf(manager, one, one, now)) risen.push(one.id);
  if (risen.length > 0)
    await manager.query('update incident set needs_routing = true where id = any($1::uuid[])', [risen]);
  return risen;
}

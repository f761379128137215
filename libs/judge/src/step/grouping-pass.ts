import type { EntityManager } from 'typeorm';
import { emptyJudgement, OVER, sqlStates, type Judgement } from '#incidents';
import { storeProposals } from '#incidents/service';
import { indexEntry, proposeMerges, proposeSplits, type IncidentIndex, type OpenMatter } from '../index.js';
import type { Lane } from './item-of.js';

/** Matters looked at in one pass, and items of each. */
const MATTERS = 200;
const ITEMS = 16;
/** Days in which a matter must have heard something. */
const RECENT = 14;
/** Proposals of each kind a pass may add. */
const MOST_NEW = 10;

interface Told {
  incidentId: string;
  id: string;
  title: string;
  text: string;
  url: string | null;
  at: Date;
  judgement: Pick<Judgement, 'places' | 'bodies' | 'topics' | 'signals'>;
}

/** Open public matters that have heard something lately, with their newest items; what a person pinned speaks too. */
const OPEN = `
  select matter.id as "incidentId", told.id, told.title, told.text, told.url, told.at, told.judgement
  from (select id from incident where jurisdiction_id = $1 and rehearsal = $2 and not historic and not restricted
      and split_from is null and not needs_routing and state not in (${sqlStates(OVER)})
      and last_item_at > $3::timestamptz - interval '${RECENT} days'
    order by last_item_at desc limit ${MATTERS}) matter
  cross join lateral (
    select item.id, item.title, item.text, item.url, link.at,
      (select jsonb_build_object('places', judged.result->'places', 'bodies', judged.result->'bodies',
          'topics', judged.result->'topics', 'signals', judged.result->'signals')
        from judgement judged where judged.item_id = item.id order by judged.seq desc limit 1) as judgement
    from incident_item link join item on item.id = link.item_id
    where link.incident_id = matter.id and link.duplicate_of is null
    order by link.at desc, item.id limit ${ITEMS}) told
  order by matter.id, told.at desc, told.id`;

/** What is proposed of a matter that is over by now. */
const ENDED = `
  update grouping_proposal proposal set state = 'expired', decided_at = $2
  where proposal.state = 'open' and proposal.jurisdiction_id = $1 and proposal.rehearsal = $3 and exists (
    select 1 from incident where incident.id in (proposal.from_id, proposal.into_id)
      and incident.state in (${sqlStates(OVER)}))`;

/**
 * 复查: looks again at open matters with all that has come since, and proposes which two may be one and which one may be two.
 * Changes no grouping; what a person has kept apart is not proposed.
 * @returns how many proposals are new
 */
export async function proposeGroupings(
  manager: EntityManager,
  index: IncidentIndex,
  { jurisdictionId, lane, now }: { jurisdictionId: string; lane: Lane; now: Date },
): Promise<number> {
  const rehearsal = lane === 'rehearsal';
  await manager.query(ENDED, [jurisdictionId, now, rehearsal]);
  const rows: Told[] = await manager.query(OPEN, [jurisdictionId, rehearsal, now]);
  const matters = new Map<string, OpenMatter & { entries: ReturnType<typeof indexEntry>[] }>();
  for (const { incidentId, at, judgement, id, title, text, url } of rows) {
    const matter = matters.get(incidentId) ?? { id: incidentId, entries: [] };
    const item = { id, title, text, ...(url && { url }) };
    matter.entries.push(indexEntry(item, { ...emptyJudgement(), ...judgement }, at));
    matters.set(incidentId, matter);
  }
  const open = [...matters.values()];
  const found = [
    ...proposeMerges(open, index)
      .slice(0, MOST_NEW)
      .map((one) => ({ ...one, kind: 'merge' as const })),
    ...proposeSplits(open, index)
      .slice(0, MOST_NEW)
      .map((one) => ({ ...one, kind: 'split' as const })),
  ];
  return storeProposals(manager, jurisdictionId, found, now, rehearsal);
}

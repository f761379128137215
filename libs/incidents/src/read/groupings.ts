import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import type { ProposalKind, ProposalState } from '../entities/regrouping.entity.js';
import { OVER, sqlStates } from '../life.js';
import { packCursor, unpackCursor } from './cursor.js';
import { addVisibility, Conditions } from './visibility.js';

/** One of the two matters of a proposal, as a list shows it. */
export interface ProposedMatter {
  id: string;
  number: string;
  title: string;
  state: string;
  opinionLevel: string;
  itemCount: number;
  discoveredAt: Date;
  version: number;
}

export interface ListedProposal {
  id: string;
  kind: ProposalKind;
  state: ProposalState;
  similarity: number;
  reasons: string[];
  itemIds: string[];
  at: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  from: ProposedMatter;
  into: ProposedMatter | null;
}

const matter = (alias: string): string => `json_build_object('id', ${alias}.id, 'number', ${alias}.number,
  'title', ${alias}.title, 'state', ${alias}.state, 'opinionLevel', ${alias}.opinion_level,
  'itemCount', ${alias}.item_count, 'discoveredAt', ${alias}.discovered_at, 'version', ${alias}.version)`;

/** What both are seen of: whoever may not know of one of them learns nothing of the proposal. */
function seen(principal: Principal, filter: { state?: ProposalState; incidentId?: string; id?: string }) {
  const conditions = addVisibility(new Conditions(), principal);
  const other = addVisibility(new Conditions(conditions.values), principal, 'target');
  conditions.add(`target.id is null or (${other.sql})`);
  if (filter.state) conditions.add(`proposal.state = ${conditions.value(filter.state)}`);
  if (filter.id) conditions.add(`proposal.id = ${conditions.value(filter.id)}::uuid`);
  if (filter.incidentId) {
    const one = `${conditions.value(filter.incidentId)}::uuid`;
    conditions.add(`proposal.from_id = ${one} or proposal.into_id = ${one}`);
  }
  if (filter.state === 'open') {
    const over = sqlStates(OVER);
    conditions.add(
      `incident.state not in (${over}) and (target.id is null or target.state not in (${over}))`,
    );
  }
  return conditions;
}

const FROM = `from grouping_proposal proposal join incident on incident.id = proposal.from_id
  left join incident target on target.id = proposal.into_id`;
const shape = z.tuple([z.number(), z.uuid()]);

/** Proposals whose matters the caller may know of, the likeliest first. */
export async function listProposals(
  manager: EntityManager,
  principal: Principal,
  filter: { state?: ProposalState; incidentId?: string; id?: string },
  page: { cursor: string | null; limit: number },
): Promise<{ rows: ListedProposal[]; next: string | null }> {
  const conditions = seen(principal, filter);
  if (page.cursor !== null) {
    const [similarity, id] = unpackCursor(page.cursor, shape);
    conditions.add(
      `(-proposal.similarity::float8, proposal.id) > (-${conditions.value(similarity)}::float8, ${conditions.value(id)}::uuid)`,
    );
  }
  const rows: ListedProposal[] = await manager.query(
    `select proposal.id, proposal.kind, proposal.state, proposal.similarity::float8 as similarity, proposal.reasons,
       proposal.item_ids as "itemIds", proposal.at, proposal.decided_by as "decidedBy",
       proposal.decided_at as "decidedAt", ${matter('incident')} as "from",
       case when target.id is null then null else ${matter('target')} end as "into"
     ${FROM} where ${conditions.sql}
     order by -proposal.similarity::float8, proposal.id limit ${conditions.value(page.limit + 1)}`,
    conditions.values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    next: rows.length > page.limit && last ? packCursor([last.similarity, last.id]) : null,
  };
}

/** How many wait for somebody. */
export async function countProposals(manager: EntityManager, principal: Principal): Promise<number> {
  const conditions = seen(principal, { state: 'open' });
  const [row]: { count: number }[] = await manager.query(
    `select count(*)::int as count ${FROM} where ${conditions.sql}`,
    conditions.values,
  );
  return row?.count ?? 0;
}

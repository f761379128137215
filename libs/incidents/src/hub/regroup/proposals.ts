import type { DataSource, EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { IncidentRow } from '../../entities/incident.entity.js';
import { GroupingProposalRow, type ProposalKind } from '../../entities/regrouping.entity.js';
import { note, type Act } from '../act.js';
import { RefusedAction } from '../errors.js';
import { lockIncident } from '../lock.js';
import type { RegroupActions, Regrouped } from './actions.js';
import { keepApart } from './apart.js';
import { staysOf } from './order.js';

/** A regrouping as judging finds it worth a person's look. */
export interface ProposedGrouping {
  kind: ProposalKind;
  fromId: string;
  intoId: string | null;
  itemIds: string[];
  /** 0…1 */
  similarity: number;
  /** Chinese sentences. */
  reasons: string[];
}

/** Open proposals kept at a time: a list nobody reads to its end helps nobody. */
export const MOST_OPEN = 60;

/**
 * Stores what judging proposes: once a pair or matter, nothing that a person has kept apart or declined, the least likely of
 * too many given up.
 * @returns how many were new
 */
export async function storeProposals(
  manager: EntityManager,
  jurisdictionId: string,
  found: readonly ProposedGrouping[],
  at: Date,
  rehearsal: boolean,
): Promise<number> {
  let stored = 0;
  for (const one of found) {
    const rows: unknown[] = await manager.query(
      `insert into grouping_proposal (jurisdiction_id, kind, from_id, into_id, item_ids, similarity, reasons, at, rehearsal)
       select $1, $2, $3::uuid, $4::uuid, $5::uuid[], $6, $7, $8, $9
       where not exists (select 1 from kept_apart apart where (apart.one_id, apart.other_id) in
           (($3::uuid, $4::uuid), ($4::uuid, $3::uuid)))
         and not exists (select 1 from grouping_proposal known where known.state in ('open', 'declined')
           and known.kind = case when $4::uuid is null then 'split' else known.kind end
           and (known.from_id = $3::uuid and known.into_id is not distinct from $4::uuid
             or known.from_id = $4::uuid and known.into_id = $3::uuid))
       on conflict do nothing returning id`,
      [
        jurisdictionId,
        one.kind,
        one.fromId,
        one.intoId,
        one.itemIds,
        one.similarity,
        one.reasons,
        at,
        rehearsal,
      ],
    );
    stored += rows.length;
  }
  await manager.query(
    `update grouping_proposal set state = 'expired', decided_at = $2 where id in (
       select id from grouping_proposal where state = 'open' and jurisdiction_id = $1
       order by similarity desc, id offset $3)`,
    [jurisdictionId, at, MOST_OPEN],
  );
  return stored;
}

/** What a person says to a proposal. Permission, and that both may be seen, is checked by the caller. */
export class GroupingProposals {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly actions: RegroupActions,
  ) {}

  /**
   * 采纳: the regrouping is done as proposed.
   * @param versions of the matters as the person saw them
   * @throws RefusedAction `grouping_settled`, and as the regrouping; StaleError
   */
  async accept(
    id: string,
    versions: { from: number; into: number | null },
    actor: string,
  ): Promise<Regrouped> {
    const proposal = await this.open(id);
    const done = await this.carryOut(proposal, versions, actor);
    await this.source.manager.update(
      GroupingProposalRow,
      { id },
      { state: 'accepted', decidedBy: actor.replace(/^account:/, ''), decidedAt: this.clock.now('real') },
    );
    return done;
  }

  /** 不是同一件事: remembered, nothing proposes it again. @throws RefusedAction `grouping_settled` */
  async decline(id: string, actor: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const proposal = await manager.findOneBy(GroupingProposalRow, { id, state: 'open' });
      const from = proposal && (await lockIncident(manager, proposal.fromId));
      if (!proposal || !from) throw new RefusedAction('grouping_settled');
      const act: Act = { manager, actor, at: this.clock.now(timelineOf(from)) };
      const decidedBy = actor.replace(/^account:/, '');
      const { affected } = await manager.update(
        GroupingProposalRow,
        { id, state: 'open' },
        { state: 'declined', decidedBy, decidedAt: act.at },
      );
      if (!affected) throw new RefusedAction('grouping_settled');
      if (proposal.intoId) await keepApart(act, from.id, proposal.intoId, 'declined');
      await note(act, from, 'grouping.declined', { kind: proposal.kind, other: proposal.intoId });
    });
  }

  private async open(id: string): Promise<GroupingProposalRow> {
    const proposal = await this.source.manager.findOneBy(GroupingProposalRow, { id, state: 'open' });
    if (!proposal) throw new RefusedAction('grouping_settled');
    return proposal;
  }

  private async carryOut(
    { fromId, intoId, itemIds, reasons }: GroupingProposalRow,
    versions: { from: number; into: number | null },
    actor: string,
  ): Promise<Regrouped> {
    const reason = reasons[0] ?? '';
    if (intoId === null)
      return this.actions.move({ fromId, version: versions.from, itemIds, into: null, reason }, actor);
    const { manager } = this.source;
    const [from, into] = await Promise.all(
      [fromId, intoId].map((id) => manager.findOneByOrFail(IncidentRow, { id })),
    );
    if (!from || !into || versions.into === null) throw new RefusedAction('grouping_settled');
    const turned = staysOf(into, from).id === from.id;
    const [gone, stays] = turned ? [into, from] : [from, into];
    const seen = turned
      ? { from: versions.into, into: versions.from }
      : { from: versions.from, into: versions.into };
    return this.actions.merge({ fromId: gone.id, intoId: stays.id, versions: seen, reason }, actor);
  }
}

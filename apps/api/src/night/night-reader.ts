import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { addVisibility, Conditions, NightApprovalRow } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { unseal, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { NightApprovalView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { actorWords } from '../incidents/words.js';

const SHOWN = 100;
/** A denial that could not be taken back stays in sight this long (days). */
const DENIED_FOR = 7;

/** What was done alone at night: each reader what they may see, what is to be signed first. */
@Injectable()
export class NightReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async list(caller: Principal, state: 'open' | 'all'): Promise<NightApprovalView[]> {
    const where = await this.visible(caller);
    if (state === 'open')
      where.add(`night.state in ('waiting', 'unsigned') or (night.state = 'denied' and night.undone is not true
        and night.decided_at > ${where.value(this.clock.now('real'))}::timestamptz - interval '${DENIED_FOR} days')`);
    return this.read(caller, where);
  }

  /** @throws ProblemError 404 */
  async one(caller: Principal, id: string): Promise<NightApprovalView> {
    const where = await this.visible(caller);
    where.add(`night.id = ${where.value(id)}`);
    const [view] = await this.read(caller, where);
    if (!view) throw notFound();
    return view;
  }

  /** By what was done, for the page of the thing itself. @returns null where it was not done alone, or may not be known */
  async ofSubject(caller: Principal, what: string, subjectId: string): Promise<NightApprovalView | null> {
    const where = await this.visible(caller);
    where.add(`night.what = ${where.value(what)} and night.subject_id = ${where.value(subjectId)}`);
    return (await this.read(caller, where))[0] ?? null;
  }

  /**
   * Who handles matters sees those of the matters they may see; the city office's leader hears of everything not signed,
   * but of nothing restricted; anybody sees what they are asked to sign.
   */
  private async visible(caller: Principal): Promise<Conditions> {
    const where = new Conditions();
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    const leads = caller.role === 'leader' && actsFor(caller, directory.profile.jurisdiction.roles.office);
    const seen = addVisibility(new Conditions(where.values), caller);
    const me = `night.second_id = ${where.value(caller.accountId)}::uuid`;
    where.add(`night.jurisdiction_id = ${where.value(caller.jurisdictionId)}`);
    const handles = `(${me} or ${mayDo(caller, 'incidents.all')}) and ${seen.sql}`;
    const open = `not incident.restricted and cardinality(incident.recused) = 0
      and cardinality(incident.recused_accounts) = 0`;
    return where.add(`case when night.incident_id is null then (${me} or ${leads || mayDo(caller, 'directory.change')})
      else exists (select 1 from incident where incident.id = night.incident_id
        and (${handles} or ${leads} and ${open})) end`);
  }

  private async read(caller: Principal, where: Conditions): Promise<NightApprovalView[]> {
    const { manager } = this.database;
    const ids: { id: string }[] = await manager.query(
      `select night.id from night_approval night where ${where.sql}
       order by (night.state = 'unsigned') desc, (night.state = 'waiting') desc, night.at desc limit ${SHOWN}`,
      where.values,
    );
    const rows = await manager.findBy(NightApprovalRow, { id: In(ids.map(({ id }) => id)) });
    const names = await displayNames(
      manager,
      rows.map((row) => row.by),
    );
    return ids.flatMap(({ id }) => {
      const row = rows.find((one) => one.id === id);
      return row ? [this.present(caller, row, actorWords(row.by, names))] : [];
    });
  }

  private present(caller: Principal, row: NightApprovalRow, by: string): NightApprovalView {
    return {
      id: row.id,
      what: row.what,
      label: row.label,
      path: pathOf(row),
      incidentId: row.incidentId,
      by,
      asked: unseal(this.keys.contacts, row.askedSealed),
      note: row.note,
      at: iso(row.at),
      dueAt: iso(row.dueAt),
      state: row.state,
      decidedAt: isoOrNull(row.decidedAt),
      decisionNote: row.decisionNote,
      undone: row.undone,
      mine: row.secondId === caller.accountId && (row.state === 'waiting' || row.state === 'unsigned'),
      rehearsal: row.rehearsal,
      now: iso(this.clock.now(timelineOf(row))),
    };
  }
}

const pathOf = ({ what, subjectId, incidentId }: NightApprovalRow): string =>
  what === 'directory_change' ? `/directory/changes/${subjectId}` : `/incidents/${incidentId ?? ''}`;

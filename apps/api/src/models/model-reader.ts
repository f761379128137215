import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { rightsOf, ROLES } from '#access';
import { Clock } from '#clock';
import { JudgeModelRow, lastSlot } from '#judge/service';
import type { ModelsView, ModelView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { displayNames, type Names } from '../incidents/names.js';
import { iso, isoOrNull } from '../incidents/present.js';

const SHOWN = 50;
const STATES: Record<JudgeModelRow['state'], string> = {
  training: '训练中',
  candidate: '候选',
  active: '使用中',
  retired: '已停用',
  failed: '训练失败',
};
/** Roles that may put a model in force. */
const DECIDERS = ROLES.filter((role) => rightsOf(role).includes('directory.change'));

/** Versions of the learned models, the newest first. */
@Injectable()
export class ModelReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async view(caller: Principal): Promise<ModelsView> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const rows = await manager.find(JudgeModelRow, {
      where: { jurisdictionId },
      order: { number: 'DESC' },
      take: SHOWN,
    });
    const names = await displayNames(
      manager,
      rows.flatMap(({ startedBy, activatedBy }) => [startedBy, activatedBy]),
    );
    const alone = await this.isAlone();
    const [fresh]: { count: number }[] = await manager.query(
      `select count(*)::int as count from judgement_correction said
       where said.jurisdiction_id = $1 and said.taken_back_at is null
         and said.aspect in ('field', 'topic', 'event_kind')
         and not exists (select 1 from incident where incident.id = said.incident_id and incident.restricted)
         and said.at > coalesce((select max(started_at) from judge_model model
           where model.jurisdiction_id = $1 and model.state <> 'failed'), '-infinity')`,
      [jurisdictionId],
    );
    const next = DateTime.fromJSDate(lastSlot(this.clock.now('real'))).plus({ weeks: 1 });
    return {
      items: rows.map((row) => present(row, names, whyNot(row, caller, alone))),
      newCorrections: fresh?.count ?? 0,
      nextAt: iso(next.toJSDate()),
    };
  }

  /** Whether one person alone could put a model in force; then that person may decide on what that person trained. */
  async isAlone(): Promise<boolean> {
    const [row]: { count: number }[] = await this.database.query(
      `select count(*)::int as count from account where role = any($1) and not disabled`,
      [DECIDERS],
    );
    return (row?.count ?? 0) <= 1;
  }
}

/** Null: it may be put in force by the caller. */
export function whyNot(row: JudgeModelRow, caller: Principal, alone: boolean): string | null {
  if (row.state !== 'candidate' && row.state !== 'retired') return '只有候选的和已停用的模型可以启用。';
  if (caller.kind !== 'account') return '须由工作人员登录后启用。';
  if (row.startedBy === actorOf(caller) && !alone) return '由您发起训练，须由另一人启用。';
  return null;
}

function present(row: JudgeModelRow, names: Names, reason: string | null): ModelView {
  const called = (actor: string | null) =>
    actor === null
      ? null
      : actor === 'system'
        ? '定期训练'
        : (names.get(actor.replace(/^account:/, '')) ?? actor);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    stateWords: STATES[row.state],
    by: called(row.startedBy) ?? '',
    startedAt: iso(row.startedAt),
    trainedAt: isoOrNull(row.trainedAt),
    examples: row.examples,
    corrections: row.corrections,
    before: row.figures?.before ?? null,
    after: row.figures?.after ?? null,
    regression: row.figures?.regression ?? null,
    note: row.note,
    activatedAt: isoOrNull(row.activatedAt),
    activatedBy: called(row.activatedBy),
    whyNot: reason,
  };
}

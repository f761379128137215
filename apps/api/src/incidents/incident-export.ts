import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { DataSource, In } from 'typeorm';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock, timelineOf } from '#clock';
import { IncidentRow, readStages, type DeadlinePolicy, type IncidentFilter } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { DEADLINE_POLICY } from '../../../worker/src/core/tokens.js';
import type { IncidentSummary } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { stageCells, stageHeader } from '../stages/present-stages.js';
import { IncidentReader } from './incident-reader.js';
import { stateWords } from './words.js';

/** Each page ranks the whole list anew: few and long ones. */
const PAGE = 1000;
const MOST = 5000;
/** Excel takes a text that begins like a formula for one. */
const harmless = (text: string) => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
const time = (iso: string | null | undefined) =>
  iso ? DateTime.fromISO(iso, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd HH:mm') : '';

/** The list as Excel opens it. Every export is logged. */
@Injectable()
export class IncidentExport {
  constructor(
    private readonly reader: IncidentReader,
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(DEADLINE_POLICY) private readonly policy: DeadlinePolicy,
  ) {}

  /**
   * At most 5,000 rows, in the order of the list; begins with a byte order mark for Excel.
   * @returns `cut` when the list is longer than the file
   */
  async csv(
    principal: Principal,
    filter: IncidentFilter,
  ): Promise<{ name: string; csv: string; cut: boolean }> {
    const now = this.clock.now();
    const rows: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: { items: IncidentSummary[]; next: string | null } = await this.reader.list(
        principal,
        filter,
        { cursor, limit: PAGE },
      );
      const stages = await this.stages(page.items, principal);
      rows.push(...page.items.map((item) => [...line(item), ...(stages.get(item.id) ?? [])].map(harmless)));
      cursor = page.next;
    } while (cursor !== null && rows.length < MOST);
    await audit(this.database.manager, {
      at: now,
      actor: actorOf(principal),
      action: 'incidents.exported',
      data: { rows: rows.length },
    });
    const day = DateTime.fromJSDate(now, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd');
    return {
      name: `舆情事件-${day}.csv`,
      csv: `\uFEFF${stringify([[...header, ...stageHeader], ...rows])}`,
      cut: cursor !== null,
    };
  }

  /** What the time of each went into; imported history has none. */
  private async stages(items: IncidentSummary[], principal: Principal): Promise<Map<string, string[]>> {
    const { manager } = this.database;
    const ids = items.filter((item) => !item.historic).map(({ id }) => id);
    const incidents = await manager.findBy(IncidentRow, { id: In(ids) });
    const directory = await readDirectory(manager, principal.jurisdictionId);
    const read = await readStages(manager, incidents, { directory, policy: this.policy }, (incident) =>
      this.clock.now(timelineOf(incident)),
    );
    return new Map([...read].map(([id, rounds]) => [id, stageCells(rounds, directory)]));
  }
}

const header = [
  '编号',
  '标题',
  '状态',
  '突发事件等级',
  '舆情等级',
  '地点',
  '主题',
  '单位（签收情况）',
  '信息数',
  '发现时间',
  '法定时限',
  '签收时限',
  '是否超时',
  '演练',
];

const line = (row: IncidentSummary): string[] => [
  row.number,
  row.title,
  stateWords[row.state],
  row.eventLevel === 'none' ? '' : row.eventLevel,
  row.opinionLevel + (row.opinionLevel === '特别重大' && !row.opinionConfirmed ? '（待确认）' : ''),
  row.places.join('、'),
  row.topics.join('、'),
  row.units
    .map((unit) => `${unit.unit}（${unit.signedAt ? '已签收' : unit.mustSign ? '未签收' : '知会'}）`)
    .join('、'),
  String(row.itemCount),
  time(row.discoveredAt),
  time(row.statutoryDue?.dueAt),
  time(row.signDueAt),
  row.late ? '是' : '',
  row.rehearsal ? '是' : '',
];

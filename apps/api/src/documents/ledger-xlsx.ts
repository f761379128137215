import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { DataSource, In } from 'typeorm';
import writeExcel, { type Cell } from 'write-excel-file/node';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { isSigned } from '#incidents';
import { FirstReportRow, listIncidents, RefusalRow, type IncidentFilter } from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { ledgerTable, type LedgerMatter } from '#report';
import { actorOf } from '../http/current.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { loadIncidents, type LoadedIncident } from '../incidents/load.js';
import { stateWords } from '../incidents/words.js';

const PAGE = 1000;
const MOST = 5000;
const zone = { zone: 'Asia/Shanghai' };
const time = (at: Date | null) => (at ? DateTime.fromJSDate(at, zone).toFormat('yyyy-MM-dd HH:mm') : '');
const list = (names: readonly string[] | undefined) => names?.join('、') ?? '';
const musts: Record<string, string> = {
  'MR-1': '误解误读',
  'MR-2': '公众切身利益',
  'MR-3': '冲击道德底线',
  'MR-4': '突发事件、灾害、公共卫生',
  'MR-5': '上级要求',
  'MR-6': '社会热点',
};
const urgencies = { 特别重大: '特急', 重大: '加急', 较大: '平件', 一般: '平件' };

/** The ledger (台账) in the city's own columns, as offices keep it. Every export is logged. */
@Injectable()
export class LedgerXlsx {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly clock: Clock,
  ) {}

  /**
   * At most 5,000 matters, in the order they were discovered.
   * @returns `cut` when the list is longer than the file
   */
  async file(
    caller: Principal,
    filter: IncidentFilter,
  ): Promise<{ name: string; content: Buffer; cut: boolean }> {
    const { manager } = this.database;
    const now = this.clock.now();
    const [found, directory] = await Promise.all([
      this.matters(caller, filter),
      readDirectory(manager, caller.jurisdictionId),
    ]);
    const { heads, rows } = ledgerTable(directory.profile.jurisdiction.ledger, found.matters);
    const content = await sheet(heads, rows);
    await audit(manager, {
      at: now,
      actor: actorOf(caller),
      action: 'incidents.exported',
      data: { rows: rows.length, ledger: true },
    });
    const day = DateTime.fromJSDate(now, zone).toFormat('yyyy-MM-dd');
    return { name: `政务舆情台账-${day}.xlsx`, content, cut: found.cut };
  }

  private async matters(
    caller: Principal,
    filter: IncidentFilter,
  ): Promise<{ matters: LedgerMatter[]; cut: boolean }> {
    const { manager } = this.database;
    const loaded: LoadedIncident[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listIncidents>> = await listIncidents(manager, caller, filter, {
        cursor,
        limit: PAGE,
        now: this.incidents.moments(),
      });
      loaded.push(...(await loadIncidents(manager, page.rows)));
      cursor = page.next;
    } while (cursor !== null && loaded.length < MOST);
    loaded.sort((a, b) => a.row.discoveredAt.getTime() - b.row.discoveredAt.getTime());
    const ids = loaded.map(({ row }) => row.id);
    const [sources, reports, refusals] = await Promise.all([
      this.sourcesOf(ids),
      manager.find(FirstReportRow, { where: { incidentId: In(ids) }, order: { at: 'ASC' } }),
      manager.find(RefusalRow, { where: { incidentId: In(ids) }, order: { raisedAt: 'ASC' } }),
    ]);
    const matters = loaded.map((one) =>
      line(one, {
        sources: sources.get(one.row.id) ?? [],
        reports: reports.filter(({ incidentId }) => incidentId === one.row.id),
        refusals: refusals.filter(({ incidentId }) => incidentId === one.row.id),
      }),
    );
    return { matters, cut: cursor !== null };
  }

  /** Names of the sources only: no account, no link. */
  private async sourcesOf(ids: string[]): Promise<Map<string, string[]>> {
    const rows: { id: string; names: string[] }[] = await this.database.query(
      `select link.incident_id as id, array_agg(distinct item.source ->> 'name') as names
       from incident_item link join item on item.id = link.item_id
       where link.incident_id = any($1::uuid[]) group by 1`,
      [ids],
    );
    return new Map(rows.map(({ id, names }) => [id, names.slice(0, 8)]));
  }
}

interface Beside {
  sources: string[];
  reports: FirstReportRow[];
  refusals: RefusalRow[];
}

function line({ row, late, duties, deadlines }: LoadedIncident, beside: Beside): LedgerMatter {
  const { routing } = row;
  const signing = duties.filter((duty) => duty.state !== 'withdrawn' && duty.mustSign);
  const statutory = deadlines.filter(({ kind, state }) => kind === 'statutory' && state !== 'superseded');
  return {
    number: row.number,
    title: `${row.rehearsal ? '【演练】' : ''}${row.title}`,
    urgency: urgencies[row.opinionLevel],
    sources: list(beside.sources),
    publishedAt: time(row.publishedAt),
    discoveredAt: time(row.discoveredAt),
    eventLevel: row.eventLevel === 'none' ? '' : row.eventLevel,
    opinionLevel: `${row.opinionLevel}${row.opinionLevel === '特别重大' && !row.opinionConfirmed ? '（待确认）' : ''}`,
    mustRespond: list(row.mustRespond.map((rule) => musts[rule] ?? rule)),
    places: list([...new Set(row.places.map(({ name }) => name))]),
    topics: list(row.topics),
    firstResponsible: list(routing?.firstResponsible),
    respondents: list(routing?.respondents),
    coordinators: list(
      routing?.coordinators.map(({ lead, with: other }) => (other ? `${lead}会同${other}` : lead)),
    ),
    lead: routing?.lead ?? '',
    dispatchedAt: time(row.dispatchedAt),
    signed: signing
      .map((duty) => `${duty.unit} ${isSigned(duty) || duty.signedAt ? time(duty.signedAt) : '未签收'}`)
      .join('\n'),
    reported: beside.reports.map(({ unit, at, text }) => `${unit} ${time(at)}：${text}`).join('\n'),
    statutoryDue: statutory.map(({ rule, dueAt }) => `${rule} ${time(dueAt)}`).join('\n'),
    answeredAt: time(row.answeredAt),
    answerUrl: row.answerUrl ?? '',
    late: late || statutory.some(({ state }) => state === 'missed') ? '是' : '否',
    state: stateWords[row.state],
    refusals: beside.refusals.map(({ unit, note }) => `${unit}：${note}`).join('\n'),
    closedAt: time(row.closedAt),
    closeReason: row.closeReason ?? '',
  };
}

const boxed = { borderStyle: 'thin', alignVertical: 'top', fontSize: 11, wrap: true } as const;
function sheet(heads: string[], rows: string[][]): Promise<Buffer> {
  const cell = (value: string): Cell => ({ value, type: String, ...boxed });
  return writeExcel(
    [
      heads.map((value): Cell => ({ value, type: String, ...boxed, fontWeight: 'bold', align: 'center' })),
      ...rows.map((row) => row.map(cell)),
    ],
    {
      sheet: '政务舆情台账',
      columns: heads.map((head) => ({ width: /标题|核实|签收|主体|说明|退办/u.test(head) ? 28 : 16 })),
      orientation: 'landscape',
      stickyRowsCount: 1,
    },
  ).toBuffer();
}

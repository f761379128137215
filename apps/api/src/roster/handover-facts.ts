import { Injectable } from '@nestjs/common';
import { mayDo, type Principal } from '#access';
import { addVisibility, Conditions } from '#incidents/service';
import type { Ground } from './roster-state.js';
import { shortMoment, type HandoverFacts, type HandoverLine } from './handover-text.js';
import { sqlStates, UNDER_WAY, SIGNED } from '#incidents';

/** Lines read of one part; the text names fewer. */
const MOST = 200;
const DAY = 86_400_000;
const OFFSET = 8 * 3_600_000;

const callWords: Record<string, string> = { told: '已告知', no_answer: '无人接听', later: '稍后再打' };

interface Row {
  number: string;
  level: string;
  what: string | null;
  at: Date | null;
}

/**
 * What happened in a shift, from the log and the rows as they stand. The text is kept and read by colleagues, so it tells
 * only of matters that the writer may see and that nobody is kept from: a report and what was split from one stay out
 * (RT-05). Drills and imported history too.
 */
@Injectable()
export class HandoverFactsReader {
  async read(
    caller: Principal,
    ground: Ground,
    { unit, day }: { unit: string; day: string },
  ): Promise<HandoverFacts> {
    const { office } = ground.directory.profile.jurisdiction.roles;
    const whole = unit === office;
    const { from, ends } = shiftOf(day, ground.directory.profile.clocks.roster.handover);
    const to = new Date(Math.min(ends.getTime(), Math.max(from.getTime(), ground.at.getTime())));
    const look = (sql: (q: Query) => string) => this.lines(caller, ground, { unit, whole }, sql);
    const within = (q: Query, column: string) =>
      `${column} >= ${q.time(from)} and ${column} < ${q.time(ends)}`;
    const next = new Date(ends.getTime() + DAY);
    const [opened, signed, unsigned, dueNext, calls, refusals] = [
      await look((q) => (whole ? openedAll(within(q, 'log.at')) : openedFor(within(q, 'log.at'), q.unit))),
      await look((q) => signedIn(within(q, 'log.at'), q.of(`log.data->>'unit'`))),
      await look((q) => unsignedNow(q.of('duty.unit'))),
      await look((q) => dueBetween(`> ${q.time(to)}`, `<= ${q.time(next)}`, q.of('duty.unit'))),
      await look((q) => calledIn(within(q, 'call.at'), q.of('call.unit'))),
      await look((q) => refusalsWaiting(q.of('refusal.unit'))),
    ];
    return {
      from,
      to: ends,
      opened: opened.map((row) => line(row, row.what ?? '')),
      signed: signed.map((row) => line(row, `${row.what ?? ''}，${moment(row.at)}签收`)),
      unsigned: unsigned.map((row) => line(row, `${row.what ?? ''}${until(row.at, '签收')}`)),
      dueNext: dueNext.map((row) => line(row, `${row.what ?? ''}，${moment(row.at)}到期`)),
      calls: calls.map((row) => {
        const [called = '', outcome = ''] = (row.what ?? '').split('|');
        return line(row, `${moment(row.at)}致电${called}，${callWords[outcome] ?? ''}`);
      }),
      refusals: refusals.map((row) => line(row, `${row.what ?? ''}${until(row.at, '裁定')}`)),
      countersigns: whole && mayDo(caller, 'incidents.all') ? await this.countersigns(caller, ground) : [],
    };
  }

  private async lines(
    caller: Principal,
    ground: Ground,
    asked: { unit: string; whole: boolean },
    sql: (q: Query) => string,
  ): Promise<Row[]> {
    const where = open(caller);
    const unit = where.value(asked.unit);
    const query: Query = {
      unit,
      of: (column) => (asked.whole ? `${unit}::text is not null` : `${column} = ${unit}`),
      time: (at) => `${where.value(at)}::timestamptz`,
    };
    const text = sql(query);
    return ground.manager.query(
      `select incident.number, incident.opinion_level as level, found.what, found.at
       from (${text}) found join incident on incident.id = found.incident_id
       where ${where.sql} and ${unit}::text is not null order by found.at nulls last, incident.number limit ${MOST}`,
      where.values,
    );
  }

  private async countersigns(caller: Principal, ground: Ground): Promise<string[]> {
    const where = open(caller);
    const city = where.value(caller.jurisdictionId);
    const rows: { label: string; dueAt: Date }[] = await ground.manager.query(
      `select night.label, night.due_at as "dueAt" from night_approval night
       left join incident on incident.id = night.incident_id
       where night.jurisdiction_id = ${city} and night.state in ('waiting', 'unsigned') and not night.rehearsal
         and (night.incident_id is null or ${where.sql}) order by night.due_at, night.label limit ${MOST}`,
      where.values,
    );
    return rows.map(({ label, dueAt }) => `${label}${until(dueAt, '补签')}`);
  }
}

interface Query {
  /** Place of the unit's name. */
  unit: string;
  /** Whether a row is the unit's; for the city office every row is. */
  of(column: string): string;
  time(at: Date): string;
}

function open(caller: Principal): Conditions {
  const where = addVisibility(new Conditions(), caller);
  return where.add(`not incident.rehearsal and not incident.historic and not incident.restricted
    and cardinality(incident.recused) = 0 and cardinality(incident.recused_accounts) = 0
    and cardinality(incident.recused_contacts) = 0`);
}

const openedAll = (within: string) =>
  `select log.incident_id, log.at, own.title as what from incident_log log
   join incident own on own.id = log.incident_id where log.type = 'incident.opened' and ${within}`;
const openedFor = (within: string, unit: string) =>
  `select log.incident_id, log.at, own.title as what from incident_log log
   join incident own on own.id = log.incident_id
   where log.type = 'duty.sent' and log.data->>'unit' = ${unit} and ${within}`;
const signedIn = (within: string, mine: string) =>
  `select log.incident_id, log.at, (log.data->>'unit') || case when log.data->>'how' = 'phone' then '（电话代签）' else '' end as what
   from incident_log log where log.type = 'duty.signed' and ${within} and ${mine}`;
const unsignedNow = (mine: string) =>
  `select duty.incident_id, duty.sign_due_at as at, duty.unit as what from assignment duty
   join incident own on own.id = duty.incident_id and own.state in (${sqlStates(UNDER_WAY)})
   where duty.must_sign and duty.state = 'sent' and ${mine}`;
const dueBetween = (after: string, before: string, mine: string) => `
  select duty.incident_id, duty.sign_due_at as at, duty.unit || '签收时限' as what from assignment duty
  where duty.must_sign and duty.state = 'sent' and duty.sign_due_at ${after} and duty.sign_due_at ${before} and ${mine}
  union all
  select duty.incident_id, duty.report_due_at, duty.unit || '核实初报时限' from assignment duty
  where duty.state in ('sent', 'refused', ${sqlStates(SIGNED)}) and duty.reported_at is null
    and duty.report_due_at ${after} and duty.report_due_at ${before} and ${mine}
  union all
  select due.incident_id, due.due_at, '法定回应时限' from deadline due
  where due.kind = 'statutory' and due.state = 'open' and due.due_at ${after} and due.due_at ${before}
    and exists (select 1 from assignment duty where duty.incident_id = due.incident_id and duty.state <> 'withdrawn' and ${mine})
  union all
  select due.incident_id, due.due_at, '上级时限' from deadline due
  where due.kind = 'superior' and due.state in ('open', 'missed') and due.due_at ${after} and due.due_at ${before}
    and exists (select 1 from assignment duty where duty.incident_id = due.incident_id and duty.state <> 'withdrawn' and ${mine})`;
const calledIn = (within: string, mine: string) =>
  `select call.incident_id, call.at, call.unit || '|' || call.outcome as what from phone_call call
   where ${within} and ${mine}`;
const refusalsWaiting = (mine: string) =>
  `select refusal.incident_id, refusal.due_at as at, refusal.unit as what from refusal
   where refusal.state in ('waiting', 'prepared') and ${mine}`;

/** From one hand-over to the next. */
function shiftOf(day: string, handover: string): { from: Date; ends: Date } {
  const [hours = 0, minutes = 0] = handover.split(':').map(Number);
  const from = Date.parse(`${day}T00:00:00Z`) - OFFSET + (hours * 60 + minutes) * 60_000;
  return { from: new Date(from), ends: new Date(from + DAY) };
}

const line = ({ number, level }: Row, what: string): HandoverLine => ({ number, level, what });
const moment = (at: Date | null): string => (at ? shortMoment(new Date(at)) : '');
const until = (at: Date | null, word: string): string =>
  at ? `，应于${shortMoment(new Date(at))}前${word}` : '';

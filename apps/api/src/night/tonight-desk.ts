import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { audit } from '#access/service';
import { addVisibility, addWaitingCalls, Conditions } from '#incidents/service';
import { ContactBook, maskPhone, onDuty, type OnDuty } from '#jurisdiction/service';
import type { DialledNumber, DialTonight, DutyNumber, Tonight, TonightDuty } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound, ProblemError } from '../http/problem.js';
import { iso } from '../incidents/present.js';
import { dutyDay, shiftOnDuty } from '../roster/on-duty.js';
import { RosterReader } from '../roster/roster-reader.js';
import type { Ground } from '../roster/roster-state.js';
import { nightIn } from './night-hours.js';

/** 今晚值班: whom to call now, one tap away. */
@Injectable()
export class TonightDesk {
  constructor(
    private readonly database: DataSource,
    private readonly roster: RosterReader,
    private readonly book: ContactBook,
  ) {}

  async tonight(caller: Principal): Promise<Tonight> {
    const ground = await this.roster.ground(caller);
    const { night } = ground.directory.profile.clocks;
    const units = await this.units(caller, ground);
    const duties: TonightDuty[] = [];
    for (const unit of units) {
      const people = await this.people(ground, unit);
      if (people.length > 0) duties.push(present(unit, dutyDay(ground), people));
    }
    return {
      night: nightIn(ground.directory, ground.at),
      countersignBy: night.countersignBy,
      duties,
      countersigns: await this.countersigns(caller),
      calls: mayDo(caller, 'calls.record') ? await this.calls(caller) : null,
      now: iso(ground.at),
    };
  }

  /** The number in full, to be dialled; logged. @throws ProblemError 404 */
  async dial(caller: Principal, { unit, whom }: DialTonight): Promise<DialledNumber> {
    const ground = await this.roster.ground(caller);
    if (!(await this.units(caller, ground)).includes(unit)) throw notFound();
    const found = (await this.people(ground, unit)).find(({ as }) => as === whom);
    if (!found) throw notFound();
    if (!found.phone) throw noNumber();
    await audit(this.database.manager, {
      at: ground.at,
      actor: actorOf(caller),
      action: 'duty.dialled',
      subject: unit,
      data: { jurisdictionId: caller.jurisdictionId, day: dutyDay(ground), whom },
    });
    return { name: found.name, phone: found.phone };
  }

  private people({ manager, key, jurisdictionId, directory, at }: Ground, unit: string): Promise<OnDuty[]> {
    const { handover } = directory.profile.clocks.roster;
    return onDuty(manager, { key, book: this.book, handover }, { jurisdictionId, unit, at });
  }

  /** The city office is everybody's to call; others with the right to the roster, and one's own. */
  private async units(caller: Principal, ground: Ground): Promise<string[]> {
    const { office, publicity } = ground.directory.profile.jurisdiction.roles;
    const own = caller.unit === null ? [] : [caller.unit];
    if (!mayDo(caller, 'roster.read')) return [...new Set([office, ...own])];
    const shifts = await shiftOnDuty(ground);
    return [...new Set([office, publicity, ...own, ...shifts.map(({ unit }) => unit)])];
  }

  private async countersigns(caller: Principal): Promise<number> {
    if (caller.accountId === null) return 0;
    const [row]: { count: number }[] = await this.database.query(
      `select count(*)::int as count from night_approval where second_id = $1 and state in ('waiting', 'unsigned')`,
      [caller.accountId],
    );
    return row?.count ?? 0;
  }

  private async calls(caller: Principal): Promise<number> {
    const where = addWaitingCalls(addVisibility(new Conditions(), caller));
    const [row]: { count: number }[] = await this.database.query(
      `select count(*)::int as count from notice join incident on incident.id = notice.incident_id
       left join assignment duty on duty.id = notice.assignment_id where ${where.sql}`,
      where.values,
    );
    return row?.count ?? 0;
  }
}

const masked = ({ name, phone }: OnDuty): DutyNumber => ({ name, phone: phone && maskPhone(phone) });

function present(unit: string, day: string, people: OnDuty[]): TonightDuty {
  const [room, leader] = (['room', 'leader'] as const).map((as) => people.find((one) => one.as === as));
  return {
    unit,
    day,
    room: room ? masked(room) : { name: '', phone: null },
    leader: leader ? masked(leader) : null,
  };
}

export const noNumber = () =>
  new ProblemError(
    422,
    'no_number',
    '没有登记电话',
    '请在值班表或联络人名单中补登电话，或改打市政府办公室值班电话。',
  );

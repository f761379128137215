import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Between, DataSource } from 'typeorm';
import type { z } from 'zod';
import { mayDo, type Principal } from '#access';
import {
  DutyHandoverRow,
  matchUnit,
  PreviewOutdated,
  putShifts,
  readFiles,
  readShifts,
  readShiftTable,
  removeShift,
  reportingUnits,
  RosterFileError,
  type Shift,
} from '#jurisdiction/service';
import type { DutyMonth, DutyShift, RevealedShift, ShiftImportPreview } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput, notFound } from '../http/problem.js';
import { uploadsOf, type shift, type shiftUpload } from './forms.js';
import { dutyDay, shiftOnDuty } from './on-duty.js';
import { presentShift } from './present-shift.js';
import { RosterDesk } from './roster-desk.js';
import { RosterReader } from './roster-reader.js';
import type { Ground } from './roster-state.js';
import { mayKeepRoster, mayReadRoster, mustKeepRoster } from './who.js';

type Given = z.output<typeof shiftUpload>;

/** Duty by day (值班表): a month of a unit, changes that hold at once, import from a table. */
@Injectable()
export class ShiftDesk {
  constructor(
    private readonly database: DataSource,
    private readonly reader: RosterReader,
    private readonly desk: RosterDesk,
  ) {}

  /** @throws ProblemError 404 when there is no unit the caller may see */
  async month(
    caller: Principal,
    given: { month?: string | undefined; unit?: string | undefined },
  ): Promise<DutyMonth> {
    const ground = await this.reader.ground(caller);
    const units = unitsOf(caller, ground);
    const unit = given.unit ?? (units.includes(caller.unit ?? '') ? (caller.unit ?? '') : units[0]);
    if (unit === undefined || !units.includes(unit)) throw notFound();
    const today = dutyDay(ground);
    const month = given.month ?? today.slice(0, 7);
    const { manager, jurisdictionId } = ground;
    const [from, to] = [`${month}-01`, lastDayOf(month)];
    const [shifts, tonight, handovers] = await Promise.all([
      this.reader.shifts(ground, from, to, [unit]),
      shiftOnDuty(ground, [unit]),
      manager.findBy(DutyHandoverRow, { jurisdictionId, unit, day: Between(from, to) }),
    ]);
    return {
      month,
      unit,
      units,
      shifts: shifts.map(presentShift),
      today,
      tonight: tonight[0] ? presentShift(tonight[0]) : null,
      handover: ground.directory.profile.clocks.roster.handover,
      handovers: handovers.map(({ id, day, acceptedAt }) => ({ id, day, accepted: acceptedAt !== null })),
      mayEdit: mayKeepRoster(caller, unit),
    };
  }

  /** Who is on duty now in every unit the caller may see. */
  async tonight(caller: Principal): Promise<DutyShift[]> {
    const ground = await this.reader.ground(caller);
    const units = unitsOf(caller, ground);
    return units.length === 0 ? [] : (await shiftOnDuty(ground, units)).map(presentShift);
  }

  /** An empty `person` takes the day out. @throws ProblemError 400, 403, 404 */
  async put(caller: Principal, given: z.output<typeof shift>): Promise<void> {
    await this.during(caller, given.unit, async (ground) => {
      const { unit, day } = given;
      if (given.person === '') {
        if (!(await removeShift(ground.manager, ground.jurisdictionId, { unit, day }, ground.at))) return 0;
        await this.desk.log(ground, caller, 'duty.changed', unit, { day, removed: true });
        return 1;
      }
      const [before] = await this.reader.shifts(ground, day, day, [unit]);
      const kept = (now: string | null | undefined, old: string | null | undefined, same: boolean) =>
        now === undefined ? (same && old) || null : now;
      const whole: Shift = {
        unit,
        day,
        person: given.person,
        phone: kept(given.phone, before?.phone, before?.person === given.person),
        leader: given.leader || null,
        leaderPhone: kept(given.leaderPhone, before?.leaderPhone, before?.leader === given.leader),
      };
      return this.write(caller, ground, unit, [whole]);
    });
  }

  /** Numbers of one day in full, for a reason that is logged. @throws ProblemError 403, 404 */
  async reveal(caller: Principal, unit: string, day: string, reason: string): Promise<RevealedShift> {
    return this.during(caller, unit, async (ground) => {
      const [found] = await this.reader.shifts(ground, day, day, [unit]);
      if (!found) throw notFound();
      await this.desk.log(ground, caller, 'duty.revealed', unit, { day, reason });
      return { phone: found.phone, leaderPhone: found.leaderPhone };
    });
  }

  /** @throws RosterFileError; ProblemError 403, 404 */
  async preview(caller: Principal, given: Given): Promise<ShiftImportPreview> {
    mustKeepRoster(caller, given.unit);
    const ground = await this.reader.ground(caller);
    const { shifts, unknown, problems } = await this.read(caller, ground, given);
    const before = await this.standing(ground, shifts);
    return {
      shifts: shifts.map((one) => ({ kind: kindOf(one, before), shift: presentShift(one) })),
      unknown,
      problems,
      seen: sealOf(shifts, before, ground.key),
    };
  }

  /** @throws RosterFileError, PreviewOutdated; ProblemError 400, 403, 404 */
  async apply(caller: Principal, given: Given): Promise<number> {
    if (given.seen === undefined) throw badInput('请先预览，核对后再导入。');
    return this.during(caller, given.unit, async (ground) => {
      const { shifts } = await this.read(caller, ground, given);
      if (sealOf(shifts, await this.standing(ground, shifts), ground.key) !== given.seen)
        throw new PreviewOutdated();
      return this.write(caller, ground, given.unit, shifts);
    });
  }

  private standing({ manager, key, jurisdictionId }: Ground, shifts: Shift[]) {
    const days = shifts.map((one) => one.day).sort();
    const units = [...new Set(shifts.map((one) => one.unit))];
    return readShifts(manager, key, jurisdictionId, { from: days[0] ?? '', to: days.at(-1) ?? '', units });
  }

  private async write(caller: Principal, ground: Ground, unit: string, shifts: Shift[]): Promise<number> {
    const { manager, key, jurisdictionId, at } = ground;
    const changed = await putShifts(manager, key, jurisdictionId, shifts, { at, actor: actorOf(caller) });
    const days = shifts.map((one) => one.day).sort();
    if (changed > 0)
      await this.desk.log(ground, caller, 'duty.changed', unit, {
        days: changed,
        from: days[0],
        to: days.at(-1),
      });
    return changed;
  }

  /** Rows without a unit are those of the page's unit; rows of units the caller does not keep are left out and told. */
  private async read(caller: Principal, ground: Ground, given: Given) {
    const shifts = new Map<string, Shift>();
    const unknown = new Set<string>();
    const problems: string[] = [];
    for (const { name, bytes } of uploadsOf(given.files))
      for (const { grids, problem, file } of await readFiles(name, bytes)) {
        if (problem) problems.push(`${file}：${problem}`);
        for (const grid of grids) {
          const table = readShiftTable(grid, ground.today);
          problems.push(...table.problems);
          for (const { unit: written, row: _row, ...rest } of table.shifts) {
            const match = written === null ? null : matchUnit(written, ground.directory, ground.at);
            const unit = match === null ? given.unit : match.kind === 'found' ? match.unit : null;
            if (unit === null || !mayKeepRoster(caller, unit)) unknown.add(written ?? '');
            else shifts.set(`${unit} ${rest.day}`, { unit, ...rest });
          }
        }
      }
    if (shifts.size === 0 && unknown.size === 0 && problems.length === 0)
      throw new RosterFileError('没有找到值班表，表头应有日期、值班人员、联系电话、带班领导。');
    return { shifts: [...shifts.values()], unknown: [...unknown], problems };
  }

  private during<T>(caller: Principal, unit: string, work: (ground: Ground) => Promise<T>): Promise<T> {
    mustKeepRoster(caller, unit);
    return this.database.transaction(async (manager) => {
      const ground = await this.reader.ground(caller, manager);
      if (ground.directory.unit(unit)?.name !== unit) throw notFound();
      return work(ground);
    });
  }
}

/** Units whose duty the caller may see: all with roster rights, otherwise their own. */
function unitsOf(caller: Principal, { directory, at }: Ground): string[] {
  const { office, government } = directory.profile.jurisdiction.roles;
  const all = [office, government, ...reportingUnits(directory, at).map((unit) => unit.name)];
  return mayDo(caller, 'roster.read')
    ? [...new Set(all)]
    : [caller.unit ?? ''].filter((unit) => unit !== '' && mayReadRoster(caller, unit));
}

function lastDayOf(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, at, 0)).toISOString().slice(0, 10);
}

function kindOf(given: Shift, standing: readonly Shift[]): 'added' | 'changed' | 'same' {
  const before = standing.find((one) => one.unit === given.unit && one.day === given.day);
  if (!before) return 'added';
  const fields = ['person', 'phone', 'leader', 'leaderPhone'] as const;
  return fields.every((field) => before[field] === given[field]) ? 'same' : 'changed';
}

const sealOf = (shifts: Shift[], before: readonly Shift[], key: Buffer): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(shifts.map((one) => [kindOf(one, before), one])))
    .digest('hex');

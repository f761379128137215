import { DateTime } from 'luxon';
import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { accountsOf } from '#access/service';
import type { Role } from '#access';
import type { Clock } from '#clock';
import { isNight } from '#incidents';
import { NoticeRow, unreachedSince } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { EndpointRow, reportingUnits, RosterUnitRow } from '#jurisdiction/service';
import type { Wakeups } from '#queue';
import type { Contact, Desk } from '../step/desk.js';
import { rosterReminders, type RosterKind, type RosterReminder, type UnitAtHand } from './reminders.js';

export interface RosterCareDesk {
  clock: Clock;
  wakeups: Wakeups;
  contacts: Pick<Desk['contacts'], 'contactsFor'>;
  directory: Desk['directory'];
}

const LIAISONS = ['liaison', 'handler'] as const;
const LEADERS = ['charge_leader'] as const;
/** Whom of the unit each of them is for: people of the roster, and roles of accounts for the inbox. */
const READERS: Record<RosterKind, { people: readonly Contact['role'][]; roles: readonly Role[] }> = {
  roster_confirm: { people: LIAISONS, roles: ['liaison'] },
  roster_confirm_late: { people: LEADERS, roles: ['liaison', 'leader'] },
  roster_filing: { people: LIAISONS, roles: ['liaison'] },
  roster_unreachable: { people: LEADERS, roles: ['leader'] },
  roster_unreachable_office: { people: LIAISONS, roles: ['office'] },
};
/** Nothing of it is urgent: it comes when people are at their desks. */
const FIRST_HOUR = 9;
const DAY = 86_400_000;

/** Keeps the roster alive: asks units to confirm it in time, and tells who can mend it where nobody would be reached. */
export class RosterCare {
  constructor(
    private readonly source: DataSource,
    private readonly desk: RosterCareDesk,
  ) {}

  /** One look at every city; in office hours only. Safe to run again: an event is told once. */
  async due(): Promise<void> {
    const rows: { id: string }[] = await this.source.query('select id from jurisdiction');
    for (const { id } of rows)
      if (await this.look(id)) await this.desk.wakeups.wake('deliver', { jurisdictionId: id });
  }

  /** @returns whether something is to be sent */
  private async look(jurisdictionId: string): Promise<boolean> {
    const { manager } = this.source;
    const now = this.desk.clock.now('real');
    const directory = await this.desk.directory(manager, jurisdictionId);
    if (!atDesk(directory, now)) return false;
    const ways = await this.waysOf(manager, jurisdictionId, directory, now);
    const units: UnitAtHand[] = [];
    const states = await manager.findBy(RosterUnitRow, { jurisdictionId });
    for (const { name: unit } of reportingUnits(directory, now)) {
      const state = states.find((row) => row.unit === unit);
      const [liaisons, leaders] = [await ways(unit, LIAISONS), await ways(unit, LEADERS)];
      units.push({
        unit,
        confirmDueAt: state?.confirmDueAt ?? null,
        filingDueAt: state?.filingDueAt ?? null,
        reachable: liaisons.length > 0,
        leaderReachable: leaders.length > 0,
      });
    }
    const { office } = directory.rolesOn(now);
    const notices: Partial<NoticeRow>[] = [];
    for (const reminder of rosterReminders(units, office, now)) {
      const people = await ways(reminder.unit, READERS[reminder.kind].people);
      notices.push(...(await this.noticesOf(manager, jurisdictionId, reminder, people, now)));
    }
    return insert(manager, notices);
  }

  /** Who of a unit a message reaches by itself, and has reached lately if any was sent; each role once. */
  private async waysOf(
    manager: EntityManager,
    jurisdictionId: string,
    directory: Directory,
    now: Date,
  ): Promise<(unit: string, roles: readonly Contact['role'][]) => Promise<Contact[]>> {
    const waiting = await unreachedSince(manager, jurisdictionId);
    const allowed = directory.profile.clocks.roster.unreachedDays * DAY;
    const texting = await manager.existsBy(EndpointRow, {
      jurisdictionId,
      kind: 'sms',
      enabled: true,
      removedAt: IsNull(),
    });
    const hears = ({ id, email, phone }: Contact): boolean => {
      const since = waiting.get(id);
      return (
        (email !== null || (phone !== null && texting)) &&
        (since === undefined || now.getTime() - since.getTime() <= allowed)
      );
    };
    return async (unit, roles) =>
      (await this.desk.contacts.contactsFor(manager, jurisdictionId, unit, roles, now)).filter(hears);
  }

  private async noticesOf(
    manager: EntityManager,
    jurisdictionId: string,
    { kind, unit, about, dueAt, eventKey }: RosterReminder,
    people: readonly Contact[],
    now: Date,
  ): Promise<Partial<NoticeRow>[]> {
    const same = {
      jurisdictionId,
      eventKey,
      template: kind,
      nextAttemptAt: now,
      createdAt: now,
      data: {
        units: about,
        dueAt: dueAt?.toISOString() ?? null,
        path: about.length === 1 ? `/roster/${encodeURIComponent(about[0] ?? '')}` : '/roster',
      },
    };
    const accounts = await accountsOf(manager, jurisdictionId, unit, READERS[kind].roles);
    return [
      ...people.map(({ id, email }) => ({
        ...same,
        channel: email === null ? ('sms' as const) : ('mail' as const),
        recipientId: id,
        contactId: id,
      })),
      ...accounts.map(({ accountId }) => ({
        ...same,
        channel: 'app' as const,
        recipientId: accountId,
        accountId,
        state: 'accepted' as const,
        acceptedAt: now,
      })),
    ];
  }
}

/** A working day between nine and the evening. */
function atDesk({ profile, workingTime }: Directory, now: Date): boolean {
  const { calendar } = workingTime;
  return (
    DateTime.fromJSDate(now, { zone: 'Asia/Shanghai' }).hour >= FIRST_HOUR &&
    !isNight(now, profile.clocks.night, (day) => calendar.isWorkingDay(day))
  );
}

async function insert(manager: EntityManager, notices: Partial<NoticeRow>[]): Promise<boolean> {
  if (notices.length === 0) return false;
  const { raw } = await manager
    .createQueryBuilder()
    .insert()
    .into(NoticeRow)
    .values(notices as never)
    .orIgnore()
    .returning(['id'])
    .execute();
  return (raw as unknown[]).length > 0;
}

import { In, IsNull, type DataSource, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { Wakeups } from '#queue';
import { NoticeRow } from '../entities/duty.entity.js';
import { IncidentRow } from '../entities/incident.entity.js';
import { SURNAMES } from '../privacy/surnames.js';
import { RecusalRow } from '../entities/recusal.entity.js';
import { note, type Act } from './act.js';
import { RefusedAction } from './errors.js';
import { lockIncident, saveIncident } from './lock.js';

/** Somebody by id: an account or a person of the roster. */
export interface PersonId {
  kind: 'account' | 'contact';
  id: string;
}

/** Somebody with the name in clear; lives in memory only, is never stored or logged. */
export interface NamedPerson extends PersonId {
  name: string;
}

/** Everybody who could hear or see of a matter: display names of accounts, names of the roster. */
export type PeopleReader = (manager: EntityManager, jurisdictionId: string) => Promise<NamedPerson[]>;

/**
 * Keeps persons from a matter, or lets them see it again (RT-05): by ids, with a reason. A report and what was split from
 * it keep the same persons away. Permission is checked by the caller.
 */
export class RecusalActions {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  /**
   * From now on they see nothing of it; what was about to be mailed to them is cancelled, and whoever comes next hears it.
   * @throws RefusedAction `not_found`, `reason_missing`
   */
  async recuse(incidentId: string, persons: PersonId[], reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    const touched = await this.each(incidentId, actor, (act, incident) =>
      recusePersons(act, incident, persons, { origin: 'hand', reason: reason.trim() }),
    );
    for (const id of touched) await this.wakeups.wake('escalate', { incidentId: id });
  }

  /** @throws RefusedAction `not_found`, `reason_missing`, `unknown_person` */
  async lift(incidentId: string, personId: string, reason: string, actor: string): Promise<void> {
    if (!reason.trim()) throw new RefusedAction('reason_missing');
    await this.each(incidentId, actor, async (act, incident) => {
      const standing = { incidentId: incident.id, personId, liftedAt: IsNull() };
      const { affected } = await act.manager.update(RecusalRow, standing, {
        liftedAt: act.at,
        liftedBy: login(act),
      });
      if (!affected && incident.id === incidentId) throw new RefusedAction('unknown_person');
      incident.recusedAccounts = incident.recusedAccounts.filter((id) => id !== personId);
      incident.recusedContacts = incident.recusedContacts.filter((id) => id !== personId);
      await note(act, incident, 'person.readmitted', { personId, reason: reason.trim() });
    });
  }

  /** The matter and those it was split from or into, each locked, in the order of their ids. */
  private async each(
    incidentId: string,
    actor: string,
    work: (act: Act, incident: IncidentRow) => Promise<unknown>,
  ): Promise<string[]> {
    return this.source.transaction(async (manager) => {
      const ids = await kin(manager, incidentId);
      for (const id of ids) {
        const incident = await lockIncident(manager, id);
        if (!incident) throw new RefusedAction('not_found');
        const act: Act = { manager, actor, at: this.clock.now(timelineOf(incident)) };
        await work(act, incident);
        await saveIncident(manager, incident, act.at);
      }
      return ids;
    });
  }
}

/** A report with everything split from it, whichever of them is asked for. */
export async function kin(manager: EntityManager, incidentId: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `select other.id from incident mine
     join incident other on coalesce(other.split_from, other.id) = coalesce(mine.split_from, mine.id)
     where mine.id = $1 order by other.id`,
    [incidentId],
  );
  if (rows.length === 0) throw new RefusedAction('not_found');
  return rows.map((row) => row.id);
}

/** Writes the recusals that are new and cancels what was about to be mailed to those persons. */
async function recusePersons(
  act: Act,
  incident: IncidentRow,
  persons: readonly PersonId[],
  why: { origin: RecusalRow['origin']; reason: string | null },
): Promise<boolean> {
  const known = new Set([...incident.recusedAccounts, ...incident.recusedContacts]);
  const added = persons.filter(({ id }) => !known.has(id));
  if (added.length === 0) return false;
  const rows = added.map(({ kind, id: personId }) => ({ incidentId: incident.id, kind, personId, ...why }));
  await act.manager.insert(
    RecusalRow,
    rows.map((row) => ({ ...row, by: login(act), at: act.at })),
  );
  const of = (kind: PersonId['kind']) => added.filter((person) => person.kind === kind).map(({ id }) => id);
  incident.recusedAccounts = [...incident.recusedAccounts, ...of('account')];
  incident.recusedContacts = [...incident.recusedContacts, ...of('contact')];
  await act.manager.update(
    NoticeRow,
    { incidentId: incident.id, contactId: In(of('contact')), state: In(['pending', 'to_call']) },
    { state: 'cancelled' },
  );
  await note(act, incident, 'person.recused', { persons: added.map(({ id }) => id), origin: why.origin });
  return true;
}

/** A name as officials have it; display names like 值班员 or 系统管理员 are none. */
const NAME = /^[\u4e00-\u9fff]{2,4}$/u;

/**
 * Whoever the texts of a report name is kept from it at once: every account and person of the roster of that name, since a
 * name does not say which of them is meant. A recusal that a person has lifted is not renewed.
 */
export async function recuseNamed(
  act: Act,
  incident: IncidentRow,
  people: readonly NamedPerson[],
): Promise<void> {
  const named = namedIn(await textsOf(act.manager, incident.id), people);
  if (named.length > 0) await recuseNamedPersons(act, incident, named);
}

/** What is published of the matter, as one text. */
async function textsOf(manager: EntityManager, incidentId: string): Promise<string> {
  const texts: { text: string }[] = await manager.query(
    `select item.title || ' ' || item.text as text from incident_item link
     join item on item.id = link.item_id where link.incident_id = $1`,
    [incidentId],
  );
  return texts.map(({ text }) => text).join('\n');
}

export const namedIn = (text: string, people: readonly NamedPerson[]): NamedPerson[] =>
  people.filter(({ name }) => NAME.test(name) && SURNAMES.includes(name.charAt(0)) && text.includes(name));

/** @returns whether anybody was recused who was not before */
export async function recuseNamedPersons(
  act: Act,
  incident: IncidentRow,
  named: readonly PersonId[],
): Promise<boolean> {
  const lifted = await act.manager.findBy(RecusalRow, { incidentId: incident.id });
  const before = new Set(lifted.map((row) => row.personId));
  const persons = named.filter(({ id }) => !before.has(id)).map(({ kind, id }) => ({ kind, id }));
  return recusePersons(act, incident, persons, { origin: 'name', reason: null });
}

const login = (act: Act): string => act.actor.replace(/^account:/, '');

import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { audit } from '#access/service';
import { Clock, timelineOf } from '#clock';
import { letterDocx, letterParts, type LetterParts } from '#deliver/service';
import { workingOpinionLevel, isOver } from '#incidents';
import {
  CoordinationRow,
  DeadlineRow,
  IncidentRow,
  listLetters,
  type LetterFilter,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { CalledPerson, LetterView, Page } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound } from '../http/problem.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { displayNames, type Names } from '../incidents/names.js';
import { actorWords } from '../incidents/words.js';
import { maskName, maskNumber, openText } from '../orders/sealed-person.js';

const WAITING: ReadonlySet<string> = new Set(['drafted', 'sent', 'declined']);

/** Reads letters to coordinators outside for somebody who may see their incident. */
@Injectable()
export class LetterReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly incidents: IncidentReader,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async list(
    principal: Principal,
    filter: LetterFilter,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<LetterView>> {
    const { manager } = this.database;
    const now = this.incidents.moments();
    const { ids, next } = await listLetters(manager, principal, filter, { ...page, now });
    return { items: await this.present(principal, ids), next };
  }

  /** @throws ProblemError 404 when it does not exist or may not be known of */
  async one(principal: Principal, id: string): Promise<LetterView> {
    await this.mustSee(principal, id);
    const [view] = await this.present(principal, [id]);
    if (!view) throw notFound();
    return view;
  }

  async mustSee(principal: Principal, id: string): Promise<CoordinationRow> {
    const where = { id, jurisdictionId: principal.jurisdictionId };
    const letter = await this.database.manager.findOneBy(CoordinationRow, where);
    if (!letter) throw notFound();
    await this.incidents.mustSee(principal, letter.incidentId);
    return letter;
  }

  /** The letter as it reads now: what is due and who answers are those of the incident. */
  async text(letter: CoordinationRow): Promise<LetterParts> {
    const { manager } = this.database;
    const [incident, directory, deadlines] = await Promise.all([
      manager.findOneByOrFail(IncidentRow, { id: letter.incidentId }),
      readDirectory(manager, letter.jurisdictionId),
      manager.find(DeadlineRow, {
        where: { incidentId: letter.incidentId, kind: 'statutory', state: In(['open', 'missed']) },
        order: { dueAt: 'ASC' },
      }),
    ]);
    const { name, roles } = directory.profile.jurisdiction;
    return letterParts({
      number: letter.letterNumber,
      unit: letter.unit,
      beside: letter.beside,
      scopes: letter.scopes,
      incidentNumber: incident.number,
      title: incident.title,
      places: [...new Set(incident.places.map((place) => place.name))],
      level: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
      respondents: incident.routing?.respondents ?? [],
      discoveredAt: incident.discoveredAt,
      statutoryDue: deadlines[0]?.dueAt ?? null,
      confirmBy: letter.dueAt,
      office: roles.office,
      city: name,
      createdAt: letter.createdAt,
      rehearsal: letter.rehearsal,
    });
  }

  async document(letter: CoordinationRow): Promise<{ name: string; docx: Buffer }> {
    return { name: `协调函 ${letter.letterNumber}.docx`, docx: await letterDocx(await this.text(letter)) };
  }

  /** Whom one can call at the coordinator, in clear; each look is logged. */
  async person(principal: Principal, id: string): Promise<CalledPerson> {
    const letter = await this.mustSee(principal, id);
    await audit(this.database.manager, {
      at: this.clock.now(),
      actor: actorOf(principal),
      action: 'letter.person_seen',
      subject: id,
    });
    return {
      name: openText(this.keys.contacts, letter.personSealed),
      phone: openText(this.keys.contacts, letter.phoneSealed),
    };
  }

  private async present(principal: Principal, ids: string[]): Promise<LetterView[]> {
    const { manager } = this.database;
    const letters = await manager.findBy(CoordinationRow, { id: In(ids) });
    const incidents = await manager.findBy(IncidentRow, {
      id: In(letters.map((letter) => letter.incidentId)),
    });
    const unsent = await this.withoutAddress(letters);
    const names = await displayNames(
      manager,
      letters.map((letter) => letter.settledBy),
    );
    return ids.flatMap((id) => {
      const row = letters.find((letter) => letter.id === id);
      const incident = incidents.find((one) => one.id === row?.incidentId);
      return row && incident
        ? [this.view(principal, row, incident, { byHand: unsent.has(row.id), names })]
        : [];
    });
  }

  /** Letters of which the office was told that no mail could go. */
  private async withoutAddress(letters: CoordinationRow[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.database.query(
      `select distinct subject_id as id from notice
       where subject_id = any($1::uuid[]) and template = 'coordination_by_hand'`,
      [letters.filter((letter) => letter.state === 'drafted').map((letter) => letter.id)],
    );
    return new Set(rows.map((row) => row.id));
  }

  private view(
    principal: Principal,
    row: CoordinationRow,
    incident: IncidentRow,
    { byHand, names }: { byHand: boolean; names: Names },
  ): LetterView {
    const now = this.clock.now(timelineOf(row));
    const waits = WAITING.has(row.state) && !isOver(incident.state);
    const keeps = mayDo(principal, 'orders.manage');
    const person = keeps ? openText(this.keys.contacts, row.personSealed) : null;
    const phone = keeps ? openText(this.keys.contacts, row.phoneSealed) : null;
    return {
      id: row.id,
      incidentId: row.incidentId,
      incidentNumber: incident.number,
      incidentTitle: incident.title,
      number: row.letterNumber,
      unit: row.unit,
      with: row.beside,
      scopes: row.scopes,
      state: row.state,
      acting: waits ? (incident.routing?.actingCoordinator ?? null) : null,
      createdAt: iso(row.createdAt),
      dueAt: iso(row.dueAt),
      late: waits && row.dueAt <= now,
      byHand,
      sentAt: isoOrNull(row.sentAt),
      how: row.how,
      handedNote: row.handedNote,
      settledAt: isoOrNull(row.settledAt),
      settledBy: row.settledBy && actorWords(row.settledBy, names),
      person: person && maskName(person),
      phone: phone && maskNumber(phone),
      reason: row.reason,
      rehearsal: row.rehearsal,
      now: iso(now),
    };
  }
}

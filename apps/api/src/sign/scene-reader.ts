import { Inject, Injectable } from '@nestjs/common';
import { DataSource, Not, type EntityManager } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow, codeSubjectOf, handOnsOf, NoticeRow, SignCodes } from '#incidents/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { loadIncidents } from '../incidents/load.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { readCare } from './care-reader.js';
import { newFormToken } from './form-token.js';
import { matterOf } from './matter.js';
import { chainOf, handedOnOf, matesFor, peopleOf, readerOf } from './people.js';
import { readPressing } from './pressing.js';
import { isLeaderView, isOver, type SignScene } from './scene.js';
import type { OpenedLink } from './sign-links.js';

/** Reads all that the page of a signed link shows. */
@Injectable()
export class SceneReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    private readonly codes: SignCodes,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @returns null when the matter is gone meanwhile */
  async read(
    { token, duty: { id }, contactId }: OpenedLink,
    result: Pick<SignScene, 'outcome' | 'kept'> = { outcome: null, kept: {} },
  ): Promise<SignScene | null> {
    const { manager } = this.database;
    // Read again: a form has just been taken.
    const duty = await manager.findOneByOrFail(AssignmentRow, { id });
    const [loaded] = await loadIncidents(manager, [{ id: duty.incidentId, late: false }]);
    if (!loaded) return null;
    const directory = await readDirectory(manager, duty.jurisdictionId);
    const now = this.clock.now(timelineOf(duty));
    const reader = await readerOf(manager, contactId, this.contacts);
    const [rows, people, items, care, code, told, pressing] = await Promise.all([
      handOnsOf(manager, id),
      peopleOf(manager, loaded.row, duty.unit, this.contacts),
      matterOf(manager, duty.incidentId),
      readCare(manager, loaded.row, duty, directory, now),
      this.codes.state(codeSubjectOf(duty), loaded.row, reader),
      lastTold(manager, id, contactId),
      readPressing(manager, duty),
    ]);
    const scene = { loaded, duty, reader };
    return {
      ...scene,
      directory,
      now,
      items,
      care,
      code,
      told,
      pressing,
      handedOn: await handedOnOf(manager, rows, contactId, this.contacts),
      chain: chainOf(rows),
      mates: isOver(scene) ? null : matesFor(people, reader, rows),
      staff: isLeaderView(scene) ? people.filter(({ role }) => role !== 'charge_leader') : [],
      form: newFormToken(this.keys.links, token, this.clock.now('real')),
      publicUrl: this.settings.publicUrl,
      ...result,
    };
  }
}

/** What the reader was last told of this duty. */
async function lastTold(
  manager: EntityManager,
  assignmentId: string,
  contactId: string,
): Promise<string | null> {
  const notice = await manager.findOne(NoticeRow, {
    where: { assignmentId, contactId, template: Not('code') },
    order: { createdAt: 'DESC' },
  });
  return notice?.template ?? null;
}

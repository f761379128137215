import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import type { NightHours } from '#incidents';
import { openNightApproval, type NightAsked } from '#incidents/service';
import { DirectoryChanges, StaleEntries } from '#jurisdiction/service';
import { staleProblem } from '../directory/change-desk.js';
import { actorOf } from '../http/current.js';
import { NewPeople } from '../recusal/new-people.js';
import type { proceedAlone } from './forms.js';
import type { NightSubject } from './night-people.js';

/** What is carried out, and the record of the call that goes with it. */
export interface Deed {
  caller: Principal;
  subject: NightSubject;
  given: z.output<typeof proceedAlone>;
  asked: NightAsked;
  hours: NightHours;
}

/** A change of the directory, put in force by who proposed it. */
@Injectable()
export class NightChange {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: DirectoryChanges,
    private readonly people: NewPeople,
  ) {}

  async carryOut({ caller, subject, given, asked, hours }: Deed): Promise<void> {
    const { jurisdictionId } = caller;
    const [by, at] = [actorOf(caller), this.clock.now('real')];
    const done = this.database.transaction(async (manager) => {
      const { version, note } = given;
      const decision = { id: subject.id, jurisdictionId, version, by, at, note };
      await this.changes.approveAlone(manager, decision);
      // Who succeeds a unit gets its people, as rows of their own.
      await this.people.keepFromReports(manager, jurisdictionId);
      await openNightApproval({ manager, incident: null, at, actor: by, now: at }, asked, hours);
    });
    await done.catch(async (error: unknown) => {
      if (!(error instanceof StaleEntries)) throw error;
      throw await staleProblem(this.database.manager, jurisdictionId, error);
    });
  }
}

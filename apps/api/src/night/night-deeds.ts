import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import type { NightHours } from '#incidents';
import { LoweringActions, openNightApproval, type Alongside, type NightAsked } from '#incidents/service';
import { DirectoryChanges, StaleEntries } from '#jurisdiction/service';
import { Rulings } from '#route/service';
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

/** The steps that two persons take, as one takes them at night. */
@Injectable()
export class NightDeeds {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly changes: DirectoryChanges,
    private readonly people: NewPeople,
    private readonly rulings: Rulings,
    private readonly lowerings: LoweringActions,
  ) {}

  async carryOut(deed: Deed): Promise<void> {
    const { caller, subject, given, asked, hours } = deed;
    const alongside: Alongside = ({ manager, at }, incident) =>
      openNightApproval({ manager, incident, at, actor: actorOf(caller) }, asked, hours);
    const actor = actorOf(caller);
    if (subject.what === 'directory_change') await this.changeDirectory(deed);
    if (subject.what === 'refusal_ruling')
      await this.rulings.confirmAlone(subject.id, given.version, actor, alongside);
    if (subject.what === 'level_lowering')
      await this.lowerings.lowerAlone(subject.id, given.version, actor, alongside);
  }

  private async changeDirectory({ caller, subject, given, asked, hours }: Deed): Promise<void> {
    const { jurisdictionId } = caller;
    const [by, at] = [actorOf(caller), this.clock.now('real')];
    const done = this.database.transaction(async (manager) => {
      const { version, note } = given;
      const decision = { id: subject.id, jurisdictionId, version, by, at, note };
      await this.changes.approveAlone(manager, decision);
      // Who succeeds a unit gets its people, as rows of their own.
      await this.people.keepFromReports(manager, jurisdictionId);
      await openNightApproval({ manager, incident: null, at, actor: by }, asked, hours);
    });
    await done.catch(async (error: unknown) => {
      if (!(error instanceof StaleEntries)) throw error;
      throw await staleProblem(this.database.manager, jurisdictionId, error);
    });
  }
}

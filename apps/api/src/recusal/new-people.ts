import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#clock';
import { recuseNewPeople } from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import { peopleReader } from '../../../worker/src/core/people.js';

/** To be asked in the transaction that makes or renames an account or a person of the roster (RT-05). */
@Injectable()
export class NewPeople {
  constructor(
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
  ) {}

  /** Whoever a report names is kept from it before anybody can see that they are there. */
  async keepFromReports(manager: EntityManager, jurisdictionId: string): Promise<void> {
    const people = await peopleReader(this.contacts)(manager, jurisdictionId);
    await recuseNewPeople(manager, this.clock, jurisdictionId, people);
  }
}

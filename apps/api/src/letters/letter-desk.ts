import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import {
  confirmCoordination,
  CoordinationRow,
  declineCoordination,
  handOver,
  lockIncident,
  RefusedAction,
  saveIncident,
  sendAgain,
  type Act,
  type HandingOver,
  type IncidentRow,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { seal, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { sealText } from '../orders/sealed-person.js';

export interface NamedPerson {
  person: string;
  phone: string | null;
  /** Null: now. */
  at: Date | null;
}

/**
 * What becomes of a letter: handed over, confirmed, declined, sent once more. Each is one transaction on the locked
 * incident. The caller has checked who may; `actor` is `account:<login>` or `link:<unit>`.
 */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async handed(id: string, given: HandingOver, actor: string): Promise<void> {
    await this.change(id, actor, (act, incident, letter) => handOver(act, incident, letter, given));
  }

  /** A coordinator exists once somebody there can be called; hence the person. */
  async confirm(id: string, given: NamedPerson, actor: string): Promise<void> {
    await this.change(id, actor, async (act, incident, letter) => {
      const person = {
        personSealed: seal(this.keys.contacts, given.person.trim()),
        phoneSealed: sealText(this.keys.contacts, given.phone),
        at: given.at ?? act.at,
      };
      const directory = await readDirectory(act.manager, incident.jurisdictionId);
      await confirmCoordination(act, incident, letter, person, directory);
    });
  }

  async decline(id: string, reason: string, actor: string): Promise<void> {
    await this.change(id, actor, (act, incident, letter) =>
      declineCoordination(act, incident, letter, reason),
    );
  }

  async send(id: string, actor: string): Promise<void> {
    await this.change(id, actor, async (act, incident, letter) => {
      const directory = await readDirectory(act.manager, incident.jurisdictionId);
      await sendAgain(act, incident, letter, directory);
    });
  }

  private async change(
    id: string,
    actor: string,
    work: (act: Act, incident: IncidentRow, letter: CoordinationRow) => Promise<void>,
  ): Promise<void> {
    const incidentId = await this.database.transaction(async (manager) => {
      const seen = await manager.findOneBy(CoordinationRow, { id });
      const incident = seen && (await lockIncident(manager, seen.incidentId));
      // Read again under the lock: a correction may just have taken it back.
      const letter = incident && (await manager.findOneBy(CoordinationRow, { id }));
      if (!incident || !letter) throw new RefusedAction('not_found');
      const at = this.clock.now(timelineOf(incident));
      await work({ manager, actor, at }, incident, letter);
      await saveIncident(manager, incident, at);
      return incident.id;
    });
    await this.wakeups.wake('escalate', { incidentId });
  }
}

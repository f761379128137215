import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { HandOnRow, openGuest } from '#incidents/service';
import { maskEmail, maskPhone } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { HandOnView } from '../contract/index.js';
import { contactRoleWords } from '../incidents/link-words.js';
import { iso, isoOrNull } from '../incidents/present.js';

/** Reads who handed a duty on to whom. The caller has been found to see the incident. */
@Injectable()
export class HandOnReader {
  constructor(
    private readonly database: DataSource,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async ofIncident(caller: Principal, incidentId: string): Promise<HandOnView[]> {
    const rows = await this.database.manager.find(HandOnRow, {
      where: { incidentId },
      order: { unit: 'ASC', turn: 'ASC' },
    });
    return rows.map((row) => this.present(row, caller));
  }

  present(row: HandOnRow, caller: Principal): HandOnView {
    const enters = mayDo(caller, 'roster.manage');
    const waits = row.state === 'to_register';
    const guest = enters && waits ? openGuest(row, this.keys.contacts) : null;
    return {
      id: row.id,
      assignmentId: row.assignmentId,
      unit: row.unit,
      from: contactRoleWords(row.fromRole),
      to: row.personSealed ? '名册外人员' : contactRoleWords(row.toRole),
      state: row.state,
      at: iso(row.at),
      note: actsFor(caller, row.unit) || mayDo(caller, 'incidents.all') ? row.note || null : null,
      person: guest && {
        name: guest.person,
        phone: guest.phone && maskPhone(guest.phone),
        email: guest.email && maskEmail(guest.email),
      },
      settledAt: isoOrNull(row.settledAt),
      maySettle: enters && waits,
    };
  }
}

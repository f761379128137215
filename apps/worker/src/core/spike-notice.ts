import type { EntityManager } from 'typeorm';
import { accountsOf } from '#access/service';
import type { Clock } from '#clock';
import { NoticeRow } from '#incidents/service';
import type { SpikeTeller } from '#judge/service';
import type { ContactBook } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { dutyRoom } from './duty-room.js';

/**
 * A rise is told to the monitors' inboxes and to whoever is on duty in the publicity department at that hour, by mail, else
 * by SMS; one notice a person. It goes first: a rise is news for an hour.
 */
export const spikeTeller =
  (clock: Clock, contacts: ContactBook, keys: Keys): SpikeTeller =>
  async (manager, spike, directory) => {
    const now = clock.now('real');
    const { publicity } = directory.rolesOn(now);
    const people = await dutyRoom(contacts, keys)(manager, spike.jurisdictionId, publicity, now);
    const monitors = await accountsOf(manager, spike.jurisdictionId, publicity, ['monitor']);
    const same = {
      jurisdictionId: spike.jurisdictionId,
      subjectId: spike.id,
      eventKey: `${spike.id}:spike_found`,
      template: 'spike_found',
      nextAttemptAt: now,
      createdAt: now,
      priority: 1,
      data: {
        label: spike.label,
        observed: spike.observed,
        expected: spike.expected < 0.1 ? '0' : spike.expected.toFixed(1),
      } as never,
      rehearsal: spike.rehearsal,
    };
    const sent = people.flatMap(({ id, email, phone }) =>
      email || phone
        ? [{ ...same, channel: email ? ('mail' as const) : ('sms' as const), recipientId: id, contactId: id }]
        : [],
    );
    const inbox = monitors.map(({ accountId }) => ({
      ...same,
      channel: 'app' as const,
      recipientId: accountId,
      accountId,
      state: 'accepted' as const,
      acceptedAt: now,
    }));
    if (sent.length + inbox.length > 0) await insert(manager, [...sent, ...inbox]);
  };

const insert = (manager: EntityManager, rows: object[]) =>
  manager.createQueryBuilder().insert().into(NoticeRow).values(rows).orIgnore().execute();

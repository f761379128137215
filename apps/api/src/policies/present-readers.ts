import type { EntityManager } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { AUDIENCE_WORDS, CHANNEL_WORDS } from '#incidents';
import type { TrialReader } from '#incidents/service';
import type { ContactBook } from '#jurisdiction/service';
import type { TrialReaderView } from '../contract/index.js';

/** In the roster `office` is a unit's own office, not the city's. */
const roleWords: Record<string, string> = { office: '办公室' };

export type PresentReaders = (readers: readonly TrialReader[]) => TrialReaderView[];

/** Whom steps would reach, in words; names only for those who may read the roster. */
export async function readerPresenter(
  manager: EntityManager,
  contacts: ContactBook,
  caller: Principal,
  readers: readonly TrialReader[],
): Promise<PresentReaders> {
  const names = new Map<string, string>();
  if (mayDo(caller, 'roster.read'))
    for (const id of new Set(readers.flatMap(({ contactId }) => contactId ?? []))) {
      const contact = await contacts.contact(manager, id);
      if (contact) names.set(id, contact.name);
    }
  return (those) =>
    those.map(({ contactId, unit, role, channels, count }) => ({
      unit,
      role: roleWords[role] ?? AUDIENCE_WORDS[role] ?? role,
      name: names.get(contactId ?? '') ?? null,
      channels: channels.map((channel) => CHANNEL_WORDS[channel] ?? channel),
      count,
    }));
}

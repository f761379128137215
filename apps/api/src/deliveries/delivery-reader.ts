import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, mayDo, type Principal } from '#access';
import { AccountRow } from '#access/service';
import { eventOf, mayResend } from '#deliver/service';
import { AssignmentRow, IncidentRow, NoticeRow } from '#incidents/service';
import { ContactBook, ContactRow, EndpointRow } from '#jurisdiction/service';
import type { DeliveryEvent, DeliveryTry } from '../contract/index.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { contactRoleWords } from '../recusal/words.js';
import { stateOf, stateWords, titleWords, wayWords } from './words.js';
import { isOver } from '#incidents';

/** Messages shown of one matter, newest first. */
const SHOWN = 300;
/** States in which something is still to come. */
const AHEAD: readonly NoticeRow['state'][] = ['pending', 'bundled'];

/** To whom a message goes, as far as the caller may know. */
interface Recipient {
  units: readonly string[];
  words: string;
}

/** How the messages about a matter got to people. */
@Injectable()
export class DeliveryReader {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentReader,
    private readonly contacts: ContactBook,
  ) {}

  /** @throws ProblemError 404 for a matter the caller may not know of */
  async of(caller: Principal, incidentId: string): Promise<DeliveryEvent[]> {
    await this.incidents.mustSee(caller, incidentId);
    const { manager } = this.database;
    const [incident, notices, duties] = await Promise.all([
      manager.findOneOrFail(IncidentRow, { where: { id: incidentId }, select: { id: true, state: true } }),
      manager.find(NoticeRow, {
        where: { incidentId },
        order: { createdAt: 'DESC', id: 'ASC' },
        take: SHOWN,
      }),
      manager.findBy(AssignmentRow, { incidentId }),
    ]);
    const recipients = await this.recipients(caller, notices);
    const all = mayDo(caller, 'incidents.all');
    const open = all && mayDo(caller, 'routing.decide') && !isOver(incident.state);
    const shown = notices.flatMap((notice) => {
      const recipient = recipients.get(notice.recipientId);
      return recipient && (all || recipient.units.some((unit) => actsFor(caller, unit)))
        ? [{ notice, recipient }]
        : [];
    });
    return eventsOf(shown, duties, (entry) => present(entry.notice, entry.recipient, { all, open }));
  }

  private async recipients(
    caller: Principal,
    notices: readonly NoticeRow[],
  ): Promise<Map<string, Recipient>> {
    const { manager } = this.database;
    const ids = (pick: (notice: NoticeRow) => string | null) => [
      ...new Set(notices.flatMap((row) => pick(row) ?? [])),
    ];
    const named = mayDo(caller, 'roster.read');
    const contactIds = ids(({ contactId }) => contactId);
    const [contacts, names, endpoints, accounts] = await Promise.all([
      manager.findBy(ContactRow, { id: In(contactIds) }),
      named ? this.contacts.contactsById(manager, contactIds) : null,
      manager.findBy(EndpointRow, { id: In(ids(({ endpointId }) => endpointId)) }),
      manager.findBy(AccountRow, { id: In(ids(({ accountId }) => accountId)) }),
    ]);
    const of = (unit: string | null, who: string): Recipient => ({
      units: unit === null ? [] : [unit],
      words: `${unit ?? ''}${who}`,
    });
    return new Map<string, Recipient>([
      ...contacts.map(({ id, unit, role }) => {
        const name = names?.get(id)?.name;
        return [id, of(unit, `${contactRoleWords[role]}${name ? `（${name}）` : ''}`)] as const;
      }),
      ...endpoints.map(({ id, units, name }) => {
        return [id, { units, words: named ? name : `${units.join('、')}工作群` }] as const;
      }),
      ...accounts.map(({ id, unit, displayName }) => {
        return [id, of(unit, named ? `账号（${displayName}）` : '账号')] as const;
      }),
    ]);
  }
}

/** Newest event first, each with its ways in the order in which they were tried. */
function eventsOf<Entry extends { notice: NoticeRow }>(
  entries: readonly Entry[],
  duties: readonly AssignmentRow[],
  tryOf: (entry: Entry) => DeliveryTry,
): DeliveryEvent[] {
  const events = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = eventOf(entry.notice.eventKey);
    events.set(key, [...(events.get(key) ?? []), entry]);
  }
  return [...events].map(([key, members]) => {
    const tries = members.sort(
      (a, b) =>
        a.notice.createdAt.getTime() - b.notice.createdAt.getTime() || rankOf(a.notice) - rankOf(b.notice),
    );
    const first = tries[0]?.notice;
    return {
      key,
      title: titleWords[first?.template ?? ''] ?? '通知',
      unit: duties.find(({ id }) => id === first?.assignmentId)?.unit ?? null,
      at: first ? iso(first.createdAt) : '',
      tries: tries.map(tryOf),
    };
  });
}

/** What was written at the same moment as what it follows comes after it. */
const rankOf = ({ data }: NoticeRow): number => (data['after'] || data['resendOf'] ? 1 : 0);

function present(
  notice: NoticeRow,
  recipient: Recipient,
  { all, open }: { all: boolean; open: boolean },
): DeliveryTry {
  const link = (key: string) => (typeof notice.data[key] === 'string' ? notice.data[key] : null);
  return {
    id: notice.id,
    channel: notice.channel,
    way: wayWords(notice.channel),
    recipient: recipient.words,
    state: stateOf(notice),
    stateText: stateWords(notice),
    attempts: notice.attempts,
    createdAt: iso(notice.createdAt),
    nextAt: AHEAD.includes(notice.state) ? iso(notice.nextAttemptAt) : null,
    acceptedAt: isoOrNull(notice.acceptedAt),
    deliveredAt: isoOrNull(notice.deliveredAt),
    answer: all ? answerOf(notice) : null,
    follows: link('after'),
    resendOf: link('resendOf'),
    mayResend: open && mayResend(notice),
  };
}

const answerOf = ({ lastError, providerAnswer }: NoticeRow): string | null =>
  (lastError ?? providerAnswer)?.replace(/^relay: /, '') ?? null;

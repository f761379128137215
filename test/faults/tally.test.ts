import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { NoticeRow } from '#incidents/service';
import { tally } from './tally.js';

const ABOUT = { story: 'none', seed: 1, faults: 0 };
const at = new Date('2026-11-23T08:30:00+08:00');
const later = at.getTime() + 1_000;

function notice(given: Partial<NoticeRow> = {}): NoticeRow {
  const id = randomUUID();
  return {
    id,
    eventKey: `${id}:sent`,
    recipientId: 'p',
    channel: 'mail',
    state: 'accepted',
    bundledIn: null,
    ...given,
  } as NoticeRow;
}
const stored = (rows: NoticeRow[]) => ({ find: () => Promise.resolve(rows) }) as unknown as EntityManager;
const dueOf = ({ eventKey, recipientId, channel }: NoticeRow) => ({ eventKey, recipientId, channel, at });
const mailOf = ({ id }: NoticeRow, when = later) => ({ messageId: `<${id}@huiyin>`, at: when });

it('counts what came, once', async () => {
  const row = notice();
  expect(await tally(stored([row]), [dueOf(row)], [mailOf(row)], ABOUT)).toEqual({
    ...ABOUT,
    alertsDue: 1,
    sent: 1,
    doubled: 0,
    doubledOtherwise: 0,
    lost: 0,
    early: 0,
  });
});

it('an alert with a row but no mail is lost, whatever the row says; so is one without a row', async () => {
  const row = notice();
  const missing = { eventKey: 'never written', recipientId: 'p', channel: 'mail' as const, at };
  expect(await tally(stored([row]), [dueOf(row), missing], [], ABOUT)).toMatchObject({ sent: 0, lost: 2 });
});

it('a notice outside the plan is lost when it claims a mail nobody saw, or still waits', async () => {
  const rows = [notice(), notice({ state: 'pending' }), notice({ state: 'cancelled' })];
  expect(await tally(stored(rows), [], [], ABOUT)).toMatchObject({ lost: 2 });
});

it('tells a mail before its time', async () => {
  const row = notice();
  expect(await tally(stored([row]), [dueOf(row)], [mailOf(row, at.getTime() - 1)], ABOUT)).toMatchObject({
    early: 1,
  });
});

it('tells a repeated Message-ID from a second mail about the same', async () => {
  const digest = notice({ eventKey: 'digest' });
  const row = notice({ bundledIn: digest.id });
  const mails = [mailOf(digest), mailOf(digest), mailOf(row), { messageId: '<stranger@x>', at: later }];
  expect(await tally(stored([row, digest]), [dueOf(row)], mails, ABOUT)).toMatchObject({
    doubled: 1,
    doubledOtherwise: 2,
  });
});

it('an alert carried by a digest is sent', async () => {
  const digest = notice({ eventKey: 'digest' });
  const row = notice({ state: 'bundled', bundledIn: digest.id });
  expect(await tally(stored([row, digest]), [dueOf(row)], [mailOf(digest)], ABOUT)).toMatchObject({
    sent: 1,
    lost: 0,
  });
});

it('an alert refused for good counts when somebody else heard of the same', async () => {
  const row = notice({ state: 'failed' });
  const next = notice({ eventKey: row.eventKey, recipientId: 'q' });
  expect(await tally(stored([row, next]), [dueOf(row)], [mailOf(next)], ABOUT)).toMatchObject({
    sent: 1,
    lost: 0,
  });
  expect(await tally(stored([row]), [dueOf(row)], [], ABOUT)).toMatchObject({ sent: 0, lost: 1 });
});

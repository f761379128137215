import { randomUUID } from 'node:crypto';
import { AccountRow, accountsOf } from '#access/service';
import { SourceRow } from '#collect/service';
import { AssignmentRow, IncidentRow, NoticeRow, whoSees } from '#incidents/service';
import type { InboxPage, InboxState } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { Stream } from './stream.js';
import { makeMatter, OTHER_UNIT, UNIT, type Matter } from './world.js';

describe('messages within the system', () => {
  let api: TestApi;
  let liaison: Client;
  let me: AccountRow;
  beforeAll(async () => {
    api = await createTestApi();
    ({ client: liaison, account: me } = await person('liaison', UNIT));
  });
  afterAll(() => api.close());

  const rows = () => api.database.source.manager;
  async function person(role: AccountRow['role'], unit: string | null) {
    const login = await api.account(role, unit);
    const client = api.nobody();
    await client.logIn(login);
    return { client, account: await rows().findOneByOrFail(AccountRow, { login }) };
  }
  let minutes = 0;
  /** As the escalation engine writes it: accepted, because it is there. */
  async function told(account: AccountRow, matter: Matter | null, given: Partial<NoticeRow> = {}) {
    const createdAt = new Date(api.clock.now().getTime() + (minutes += 1) * 60_000);
    return rows().save(
      rows().create(NoticeRow, {
        jurisdictionId: api.jurisdictionId,
        incidentId: matter?.incident.id ?? null,
        assignmentId: matter?.duty.id ?? null,
        eventKey: randomUUID(),
        recipientId: account.id,
        accountId: account.id,
        channel: 'app',
        template: 'assigned',
        state: 'accepted',
        nextAttemptAt: createdAt,
        createdAt,
        acceptedAt: createdAt,
        ...given,
      }),
    );
  }
  const inbox = async (client: Client, query = '') =>
    (await client.get(`/api/v1/me/inbox${query}`)).json<InboxPage>();

  it('are one’s own, newest first, one line each, and lead to the matter', async () => {
    const one = await makeMatter(api, '甲', UNIT, { opinionLevel: '重大' });
    const other = await person('liaison', OTHER_UNIT);
    const first = await told(me, one, { priority: 1 });
    const second = await told(me, one, { template: 'reminder' });
    await told(other.account, await makeMatter(api, '乙', OTHER_UNIT));
    const page = await inbox(liaison);
    expect(page).toMatchObject({ unread: 2, next: null });
    expect(page.items.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(page.items[1]).toMatchObject({
      title: `舆情交办 ${one.incident.number}（重大），请于11月23日 12:30前签收`,
      number: one.incident.number,
      level: '重大',
      unit: UNIT,
      dueAt: '2026-11-23T12:30:00.000+08:00',
      readAt: null,
      path: `/incidents/${one.incident.id}`,
      urgent: true,
    });
    expect(JSON.stringify(page)).not.toContain('小区');
    const [latest, ...rest] = (await inbox(liaison, '?limit=1')).items;
    expect([latest?.id, rest]).toEqual([second.id, []]);
    const { next } = await inbox(liaison, '?limit=1');
    expect((await inbox(liaison, `?limit=1&cursor=${next}`)).items.map(({ id }) => id)).toEqual([first.id]);
  });

  it('are delivered once they have been opened, each person their own', async () => {
    const one = await makeMatter(api, '丙', UNIT);
    const [mine, kept] = [await told(me, one), await told(me, one)];
    const other = await person('liaison', UNIT);
    const theirs = await told(other.account, one);
    const before = (await inbox(liaison)).unread;
    const answer = await liaison.post('/api/v1/me/inbox/read', { ids: [mine.id, theirs.id] });
    expect(answer.json<InboxState>()).toEqual({ unread: before - 1 });
    const state = async ({ id }: NoticeRow) => (await rows().findOneByOrFail(NoticeRow, { id })).state;
    expect(await Promise.all([mine, kept, theirs].map(state))).toEqual(['delivered', 'accepted', 'accepted']);
    const unread = (await inbox(liaison, '?unread=true')).items.map(({ id }) => id);
    expect([unread.includes(mine.id), unread.includes(kept.id)]).toEqual([false, true]);
    expect((await liaison.post('/api/v1/me/inbox/read', {})).status).toBe(400);
    await liaison.post('/api/v1/me/inbox/read', { all: true });
    expect((await inbox(liaison)).unread).toBe(0);
    expect(await state(theirs)).toBe('accepted');
  });

  it('of a matter that became restricted, or is about the reader’s unit, are gone', async () => {
    const one = await makeMatter(api, '丁', UNIT);
    const two = await makeMatter(api, '戊', UNIT);
    await told(me, one);
    await told(me, two);
    expect((await inbox(liaison)).unread).toBe(2);
    await rows().update(IncidentRow, { id: one.incident.id }, { restricted: true });
    await rows().update(IncidentRow, { id: two.incident.id }, { recused: [UNIT] });
    const page = await inbox(liaison);
    expect([page.unread, JSON.stringify(page).includes(one.incident.number)]).toEqual([0, false]);
    expect(JSON.stringify(page)).not.toContain(two.incident.number);
  });

  it('say that nothing is left to do, though the duty and the matter are gone', async () => {
    const one = await makeMatter(api, '辛', UNIT);
    await rows().update(AssignmentRow, { id: one.duty.id }, { state: 'withdrawn' });
    await told(me, one);
    await told(me, one, { template: 'disposed', data: { ends: 'hotline', path: '/duties' } });
    const about = async () =>
      (await inbox(liaison)).items.filter(({ number }) => number === one.incident.number);
    expect((await about()).map(({ title, path }) => [title, path])).toEqual([
      [`已转12345办理，无需再办：${one.incident.number}（一般）`, '/duties'],
    ]);
    await rows().update(IncidentRow, { id: one.incident.id }, { recused: [UNIT] });
    expect(await about()).toEqual([]);
  });

  it('about no incident reach whoever they are for, and lead only to pages of our own', async () => {
    const { client, account } = await person('administrator', null);
    await told(account, null, { template: 'watch_alarm' });
    await told(account, null, { template: 'something', data: { path: '//evil.example' } });
    expect((await inbox(client)).items.map(({ path }) => path)).toEqual(['/', '/system']);
    const token = await api.as('auditor');
    expect(await inbox(token)).toMatchObject({ items: [], unread: 0 });
  });

  describe('live', () => {
    it('are told to that person’s open pages, whoever else may see the matter', async () => {
      const one = await makeMatter(api, '己', UNIT);
      const other = await person('liaison', UNIT);
      const [mine, theirs] = await Promise.all([Stream.open(liaison), Stream.open(other.client)]);
      const notice = await told(me, one, { priority: 1 });
      const [, said] = await eventually(
        () => mine.events.find(([event]) => event === 'notice'),
        'the news of a message',
      );
      expect(said).toEqual({
        unread: 1,
        entry: {
          id: notice.id,
          number: one.incident.number,
          level: '一般',
          dueAt: '2026-11-23T12:30:00.000+08:00',
          path: `/incidents/${one.incident.id}`,
          urgent: true,
          rehearsal: false,
        },
      });
      await liaison.post('/api/v1/me/inbox/read', { ids: [notice.id] });
      await eventually(
        () => mine.events.some(([event, data]) => event === 'notice' && data['entry'] === null),
        'the news of reading',
      );
      expect(theirs.events.filter(([event]) => event === 'notice')).toEqual([]);
      for (const stream of [mine, theirs]) stream.close();
    });

    it('say nothing of a matter that is kept from the person', async () => {
      const secret = await makeMatter(api, '庚', UNIT, { restricted: true });
      const open = await makeMatter(api, '辛', UNIT);
      const stream = await Stream.open(liaison);
      await told(me, secret);
      const shown = await told(me, open);
      await eventually(() => stream.text.includes(shown.id), 'the open one');
      expect(stream.text).not.toContain(secret.incident.number);
      stream.close();
    });

    it('tell administrators of sources and of no incident', async () => {
      const { client } = await person('administrator', null);
      const stream = await Stream.open(client);
      const source = await rows().save(
        rows().create(SourceRow, {
          jurisdictionId: api.jurisdictionId,
          name: '清岚新论坛',
          kind: 'feed',
          url: 'https://forum.example/feed',
          tier: 'local',
          scope: 'local',
          enabled: true,
        }),
      );
      const made = await makeMatter(api, '壬', UNIT);
      // A look that found nothing is no news; one that failed is.
      await rows().update(SourceRow, { id: source.id }, { lastFetchedAt: api.clock.now() });
      await rows().update(SourceRow, { id: source.id }, { failures: 1, lastError: '连接超时' });
      await eventually(() => stream.events.some(([event]) => event === 'source'), 'the news of the source');
      expect(stream.events).toEqual([['source', { id: source.id }]]);
      expect(stream.text).not.toContain(made.incident.id);
      stream.close();
    });
  });

  it('go to accounts in use that act for the unit and may know of the matter', async () => {
    const disabled = await person('liaison', UNIT);
    await rows().update(AccountRow, { id: disabled.account.id }, { disabled: true });
    const chief = await person('leader', UNIT);
    const of = (roles: AccountRow['role'][]) => accountsOf(rows(), api.jurisdictionId, UNIT, roles);
    const liaisons = (await of(['liaison'])).map(({ accountId }) => accountId);
    expect(liaisons).toContain(me.id);
    expect(liaisons).not.toContain(disabled.account.id);
    expect((await of(['leader'])).map(({ accountId }) => accountId)).toEqual([chief.account.id]);
    const one = await makeMatter(api, '癸', UNIT);
    const all = await of(['liaison', 'leader']);
    const seeing = () => whoSees(rows(), one.incident.id, all);
    expect(await seeing()).toEqual(new Set([...liaisons, chief.account.id]));
    await rows().update(IncidentRow, { id: one.incident.id }, { recusedAccounts: [chief.account.id] });
    expect(await seeing()).toEqual(new Set(liaisons));
    await rows().update(IncidentRow, { id: one.incident.id }, { recused: [UNIT] });
    expect(await seeing()).toEqual(new Set());
  });
});

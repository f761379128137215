import { AccountRow } from '#access/service';
import { NightApprovals, NoticeRow } from '#incidents/service';
import { ContactRow } from '#jurisdiction/service';
import type { ChangeDetail, NightApprovalView } from '../../apps/api/src/contract/index.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';

/** 夜间请示 of a change of the directory: the person asked hears by mail too, not only in an inbox that nobody opens at night. */
const at = (text: string) => new Date(`2026-11-${text}+08:00`);
let api: TestApi;
let office: Client;
let secondId: string;
let contact: ContactRow;

beforeAll(async () => {
  api = await createTestApi();
  api.clock.set(at('23T22:10:00'));
  office = await api.as('office', '市政府办公室');
  const login = await api.account('monitor', '市委宣传部');
  secondId = (await manager().findOneByOrFail(AccountRow, { login })).id;
  contact = await manager().findOneByOrFail(ContactRow, { unit: '市委宣传部', role: 'liaison' });
  await manager().update(AccountRow, { id: secondId }, { contactId: contact.id });
});
afterAll(() => api.close());

const manager = () => api.database.source.manager;
const sweep = () =>
  new NightApprovals(api.database.source, api.clock, { wake: () => Promise.resolve() } as never, () =>
    Promise.resolve(false),
  ).due();

async function putInForceAlone(): Promise<NightApprovalView> {
  const entries = '/api/v1/directory/entries/topics';
  const list = (await office.get('/api/v1/directory/entries?kind=topics&limit=1')).json<{
    items: { key: string }[];
  }>();
  const key = list.items[0]?.key ?? '';
  const entry = (await office.get(`${entries}/${key}`)).json<{
    revision: number;
    body: { words: string[] };
  }>();
  const body = { ...entry.body, words: [...entry.body.words, '夜间词戊'] };
  const change = (
    await office.post('/api/v1/directory/changes', {
      title: '增加夜间词戊',
      reason: '夜间发现漏词',
      edits: [{ kind: 'topics', key, body, expectedRevision: entry.revision }],
      submit: true,
      dryRunId: null,
    })
  ).json<ChangeDetail>();
  const given = { what: 'directory_change', subjectId: change.id, version: change.version, secondId };
  const done = await office.post('/api/v1/night/approvals', { ...given, post: '副部长', note: '同意先办' });
  expect(done.status).toBe(201);
  return done.json<NightApprovalView>();
}

it('mails the second person at once, an hour before the end and when it has passed', async () => {
  const asked = await putInForceAlone();
  const mails = async () =>
    (
      await manager().find(NoticeRow, {
        where: { channel: 'mail', contactId: contact.id },
        order: { id: 'ASC' },
      })
    )
      .filter(({ data }) => data['nightId'] === asked.id)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      .map(({ template, state, incidentId, priority }) => [template, state, incidentId, priority]);
  const due = ['countersign_due', 'pending', null, 1];
  expect(await mails()).toEqual([due]);
  api.clock.set(at('24T08:59:59'));
  await sweep();
  expect(await mails()).toEqual([due]);
  api.clock.set(at('24T09:00:00'));
  await sweep();
  expect(await mails()).toEqual([due, due]);
  api.clock.set(at('24T10:00:00'));
  await sweep();
  expect(await mails()).toEqual([due, due, ['countersign_unsigned', 'pending', null, 1]]);
  await sweep();
  expect(await mails()).toHaveLength(3);
});

import { createHash, randomUUID } from 'node:crypto';
import { AccountRow, assignPost } from '#access/service';
import { internalDeadlines, statutoryDeadlines, upgradeDeadlines } from '#escalate';
import { EscalateStep } from '#escalate/service';
import { IncidentItemRow, IncidentRow, ItemRow, type DeadlinePolicy } from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { ContactBook, ContactRow, readDirectory } from '#jurisdiction/service';
import { RouteStep } from '#route/service';
import { knownPolicy } from '#respond/service';
import { seal } from '#secrets';
import { peopleReader } from '../../apps/worker/src/core/people.js';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { MORNING } from '../support/rows.js';
import { Woken } from '../stories/incidents/hub.js';
import { UNIT } from './world.js';

const policy: DeadlinePolicy = {
  statutory: statutoryDeadlines,
  upgrade: upgradeDeadlines,
  internal: internalDeadlines,
};

const RT05 = {
  id: 'RT-05',
  order: 5,
  stage: 'intercept',
  when: '举报公职人员违纪违法',
  assign: '转纪检监察',
  coordinator: '市委宣传部',
  needsHuman: 'always',
  basis: 'P',
};
export const POST = {
  key: 'VM-1',
  post: '分管城建的副市长（示例）',
  units: [UNIT],
  basis: '虚构',
};

/** A city with RT-05 and a deputy mayor in charge of the unit, and the steps that take a text to its mails. */
export async function createReportCity() {
  const api = await createTestApi();
  const { source } = api.database;
  const { manager } = source;
  const { jurisdictionId } = api;
  await manager.query(
    `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
     values ($1, 'rules', 'RT-05', 90, $2, 'test', $4), ($1, 'portfolios', 'VM-1', 0, $3, 'test', $4)`,
    [jurisdictionId, RT05, POST, new Date(MORNING.getTime() - 86_400_000)],
  );
  await manager.query('update jurisdiction set directory_version = directory_version + 1');
  const woken = new Woken();
  const contacts = new ContactBook(api.keys.contacts);
  const judging = new JudgeStep(source, api.clock, woken, readDirectory);
  const routing = new RouteStep(source, api.clock, woken, readDirectory, policy, {
    people: peopleReader(contacts),
    policies: knownPolicy,
  });
  const escalating = new EscalateStep(source, {
    clock: api.clock,
    wakeups: woken,
    contacts,
    directory: readDirectory,
  });

  /** Judges, routes and tells until nothing is left to do. */
  async function settle(): Promise<void> {
    await judging.run(jurisdictionId);
    for (const { id } of await manager.findBy(IncidentRow, { jurisdictionId })) {
      await routing.run(id);
      await escalating.run(id);
    }
  }

  /** A text arrives; gives its item and its incident. */
  async function arrives(title: string, text: string): Promise<{ item: ItemRow; incident: IncidentRow }> {
    const item = await manager.save(
      manager.create(ItemRow, {
        jurisdictionId,
        key: createHash('sha256').update(randomUUID()).digest(),
        channel: 'feed',
        title,
        text,
        url: `https://forum.example/${randomUUID()}`,
        source: { name: '清岚论坛', tier: 'local', scope: 'local' },
        publishedAt: MORNING,
        discoveredAt: MORNING,
      }),
    );
    await settle();
    const link = await manager.findOneByOrFail(IncidentItemRow, { itemId: item.id });
    return { item, incident: await manager.findOneByOrFail(IncidentRow, { id: link.incidentId }) };
  }

  return {
    api,
    manager,
    settle,
    arrives,
    incident: (id: string) => manager.findOneByOrFail(IncidentRow, { id }),
    /** The account behind a client, with a name of its own. */
    async person(login: string, displayName: string): Promise<AccountRow> {
      await manager.update(AccountRow, { login }, { displayName });
      return manager.findOneByOrFail(AccountRow, { login });
    },
    /** Somebody new in the roster. */
    async inRoster(unit: string, role: ContactRow['role'], name: string): Promise<string> {
      const row = manager.create(ContactRow, {
        jurisdictionId,
        unit,
        role,
        nameSealed: seal(api.keys.contacts, name),
        emailSealed: seal(api.keys.contacts, `${randomUUID()}@qinglan.example`),
        phoneSealed: null,
        validFrom: null,
        validTo: null,
      });
      return (await manager.save(row)).id;
    },
    inCharge: (accountId: string | null, contactId: string | null = null) =>
      assignPost(manager, {
        jurisdictionId,
        portfolio: POST.key,
        holder: { accountId, contactId },
        at: MORNING,
        by: 'test',
      }),
  };
}
export type ReportCity = Awaited<ReturnType<typeof createReportCity>>;

/** Logs somebody in under a login of its own that the test knows. */
export async function known(
  api: TestApi,
  role: Parameters<TestApi['account']>[0],
  unit: string | null,
): Promise<{ login: string; client: Client }> {
  const login = await api.account(role, unit);
  const client = api.nobody();
  await client.logIn(login);
  return { login, client };
}

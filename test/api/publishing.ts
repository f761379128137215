import type { IncidentRow } from '#incidents/service';
import { DeadlineRow } from '#incidents/service';
import { ResponseRow, ResponseVersionRow } from '#respond/service';
import type { PublicationDetail, PublicationView } from '../../apps/api/src/contract/index.js';
import type { Client, TestApi } from '../support/api.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';
import { UNIT } from './world.js';

/** Owner of the invented city's portal. */
export const OWNER = '市委宣传部';
export const HOUR = 3_600_000;

/** Registers outlets of the city as they stand in its directory; the portal's pages stand on `host`. */
export async function addOutlets(
  api: Pick<TestApi, 'database' | 'jurisdictionId'>,
  host: string,
): Promise<void> {
  const outlets = [
    {
      key: 'portal',
      name: '清岚市人民政府门户网站',
      kind: 'portal',
      owner: OWNER,
      hosts: [host],
      forms: ['authoritative', 'graphic'],
      standard: true,
      basis: '虚构',
    },
    {
      key: 'press',
      name: '市政府新闻发布',
      kind: 'press',
      owner: '市政府办公室',
      hosts: [],
      forms: ['press_conference', 'briefing', 'interview'],
      basis: '虚构',
    },
    {
      key: 'wechat',
      name: '清岚发布',
      kind: 'account',
      platform: '微信公众号',
      filing: '虚构备案1号',
      owner: OWNER,
      hosts: ['wechat.example'],
      forms: ['authoritative'],
      basis: '虚构',
    },
  ];
  for (const [position, body] of outlets.entries())
    await api.database.source.query(
      `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
       values ($1, 'outlets', $2, $3, $4, 'test', $5)`,
      [api.jurisdictionId, body.key, position, body, MORNING],
    );
  await api.database.source.query(
    `update jurisdiction set directory_version = directory_version + 1 where id = $1`,
    [api.jurisdictionId],
  );
}

/** Hours of the statutory rows. */
const HOURS: Record<string, number> = { 'DL-01': 5, 'DL-02': 24, 'DL-03': 48 };
let numbers = 8000;

/** A matter one department answers, with its statutory times and a text that waits for its signature. */
export async function makeText(
  api: TestApi,
  given: {
    text?: string;
    incident?: Partial<IncidentRow>;
    rules?: string[];
    response?: Partial<ResponseRow>;
    of?: IncidentRow;
  } = {},
): Promise<{ incident: IncidentRow; response: ResponseRow }> {
  const { manager } = api.database.source;
  const incident =
    given.of ??
    (await makeIncident(manager, {
      jurisdictionId: api.jurisdictionId,
      number: `2026-${(numbers += 1)}`,
      title: '某小区停水三天',
      state: 'aligned',
      discoveredAt: MORNING,
      ...given.incident,
    }));
  if (!given.of) {
    await makeDuty(manager, incident, { unit: UNIT, state: 'aligned', signedAt: MORNING });
    for (const rule of given.rules ?? ['DL-03'])
      await manager.insert(DeadlineRow, {
        incidentId: incident.id,
        rule,
        kind: 'statutory',
        startsAt: MORNING,
        dueAt: new Date(MORNING.getTime() + (HOURS[rule] ?? 48) * HOUR),
        rehearsal: incident.rehearsal,
      });
  }
  const response = await manager.save(
    manager.create(ResponseRow, {
      jurisdictionId: api.jurisdictionId,
      incidentId: incident.id,
      round: incident.round,
      kind: 'first',
      occasion: 'statement',
      unit: UNIT,
      units: [UNIT],
      state: 'in_approval',
      latest: 1,
      corrects: null,
      createdBy: 'account:writer',
      submittedBy: 'account:writer',
      createdAt: MORNING,
      submittedAt: MORNING,
      alignedAt: MORNING,
      ...given.response,
    }),
  );
  const text = given.text ?? TEXT;
  await manager.insert(ResponseVersionRow, {
    responseId: response.id,
    number: 1,
    title: TITLE,
    html: `<p>${text}</p>`,
    text,
    by: 'account:writer',
    at: MORNING,
  });
  return { incident, response };
}

export const TITLE = '关于东湖街道停水情况的通报';
export const TEXT =
  '经查，11月18日6时，东湖街道主管道破裂，影响居民3200户，无人员伤亡。市综合服务局组织抢修，18日20时恢复供水，现已恢复正常。';
export const page = (text: string): string =>
  `<html><head><title>${TITLE}</title></head><body><nav>首页</nav><h1>${TITLE}</h1><p>${text}</p><footer>版权所有</footer></body></html>`;

const offices = new WeakMap<TestApi, Promise<Client>>();
function officeOf(api: TestApi): Promise<Client> {
  const known = offices.get(api) ?? api.as('office');
  offices.set(api, known);
  return known;
}

/** The leader signs; gives the publication that follows. */
export async function sign(api: TestApi, leader: Client, response: ResponseRow): Promise<PublicationView> {
  const now = await api.database.source.manager.findOneByOrFail(ResponseRow, { id: response.id });
  const signed = await leader.post(`/api/v1/responses/${response.id}/approval`, {
    version: now.version,
    edition: now.latest,
    agree: true,
    note: '',
  });
  if (signed.status !== 200) throw new Error(signed.text);
  const office = await officeOf(api);
  const list = await office.get(`/api/v1/incidents/${response.incidentId}/publications`);
  const found = list
    .json<{ items: PublicationView[] }>()
    .items.find(
      ({ responseId, state }) => responseId === response.id && (state === 'due' || state === 'held'),
    );
  if (!found) throw new Error(list.text);
  return found;
}

/** Registers it as published at once at that address. */
export const register = async (
  client: Client,
  { id, version }: Pick<PublicationView, 'id' | 'version'>,
  url: string,
  given: object = {},
) =>
  client.post(`/api/v1/publications/${id}/register`, {
    version,
    url,
    at: MORNING.toISOString(),
    nature: null,
    commitments: [],
    ...given,
  });

export const detail = async (client: Client, id: string): Promise<PublicationDetail> =>
  (await client.get(`/api/v1/publications/${id}`)).json<PublicationDetail>();

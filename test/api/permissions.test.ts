import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#access';
import { createTestApi, type Client, type TestApi } from '../support/api.js';

/** Who may use a route: these roles, everybody who is logged in, or anybody at all. */
type Allowed = Role[] | 'signed-in' | 'public';

const readers: Role[] = ['monitor', 'office', 'liaison', 'leader'];
const deciders: Role[] = ['monitor', 'office'];
/** Of the unit that rules: the office, its leader, or who stands in for it. */
const rulers: Role[] = ['monitor', 'office', 'leader'];
const everybody: Role[] = [...ROLES];
const keepers: Role[] = ['monitor', 'office', 'administrator'];

/** Every route of the OpenAPI document; a new one fails the test until somebody has said here who may use it. */
const table: Record<string, Allowed> = {
  'POST /api/v1/session': 'public',
  'DELETE /api/v1/session': 'public',
  'GET /api/v1/me': 'signed-in',
  'POST /api/v1/me/password': 'signed-in',
  'GET /api/v1/me/inbox': 'signed-in',
  'POST /api/v1/me/inbox/read': 'signed-in',
  'POST /api/v1/hand-ons/{id}/settle': ['office'],
  'GET /api/v1/incidents': readers,
  'POST /api/v1/incidents': deciders,
  'GET /api/v1/incidents/export.csv': deciders,
  'GET /api/v1/ledger.xlsx': deciders,
  'GET /api/v1/incidents/{id}': readers,
  'POST /api/v1/incidents/{id}/routing/confirm': deciders,
  'POST /api/v1/incidents/{id}/routing/preview': deciders,
  'POST /api/v1/incidents/{id}/routing/correct': deciders,
  'GET /api/v1/incidents/{id}/routing/alternatives': deciders,
  'GET /api/v1/learning': deciders,
  'POST /api/v1/learning/proposals': deciders,
  'GET /api/v1/learning/cases.jsonl': deciders,
  'POST /api/v1/incidents/{id}/level': deciders,
  'POST /api/v1/incidents/{id}/answer': deciders,
  'POST /api/v1/incidents/{id}/close': deciders,
  'POST /api/v1/incidents/{id}/reopen': deciders,
  'GET /api/v1/incidents/{id}/disposition': readers,
  'POST /api/v1/incidents/{id}/disposition': deciders,
  'POST /api/v1/incidents/{id}/disposition/undo': deciders,
  'POST /api/v1/incidents/{id}/replies': ['monitor', 'office', 'liaison'],
  'POST /api/v1/incidents/{id}/referrals': deciders,
  'POST /api/v1/referrals/{id}/decide': deciders,
  'GET /api/v1/incidents/{id}/evaluation': deciders,
  'POST /api/v1/incidents/{id}/evaluation': deciders,
  'POST /api/v1/evaluation-proposals/{id}/decide': deciders,
  'GET /api/v1/incidents/{id}/ending': readers,
  'POST /api/v1/incidents/{id}/archive': deciders,
  'GET /api/v1/archive': readers,
  'GET /api/v1/archive/{id}/file.zip': deciders,
  'GET /api/v1/incidents/{id}/escalations': readers,
  'GET /api/v1/incidents/{id}/stages': readers,
  'POST /api/v1/incidents/{id}/rounds': deciders,
  'GET /api/v1/incidents/{id}/brief': readers,
  'GET /api/v1/incidents/{id}/brief/rewrite': deciders,
  'POST /api/v1/incidents/{id}/brief/rewrite': deciders,
  'GET /api/v1/incidents/{id}/effect': readers,
  'POST /api/v1/incidents/{id}/reach': ['monitor', 'office', 'liaison'],
  'GET /api/v1/outlets': readers,
  'GET /api/v1/publications': readers,
  'GET /api/v1/publications/{id}': readers,
  'POST /api/v1/publications/{id}/register': ['monitor', 'office', 'liaison'],
  'POST /api/v1/publications/{id}/recheck': ['monitor', 'office', 'liaison'],
  'POST /api/v1/publications/{id}/proof': ['monitor', 'office', 'liaison'],
  'GET /api/v1/publications/{id}/proof/{fileId}': readers,
  'POST /api/v1/publications/{id}/withdraw': deciders,
  'POST /api/v1/publications/{id}/list': deciders,
  'POST /api/v1/responses/{id}/publications': deciders,
  'GET /api/v1/incidents/{id}/publications': readers,
  'POST /api/v1/incidents/{id}/publications/others': deciders,
  'POST /api/v1/incidents/{id}/takeover': deciders,
  'POST /api/v1/takeovers/{id}/end': deciders,
  'GET /api/v1/commitments': readers,
  'GET /api/v1/incidents/{id}/commitments': readers,
  'POST /api/v1/incidents/{id}/commitments': deciders,
  'POST /api/v1/commitments/{id}/move': ['monitor', 'office', 'liaison'],
  'POST /api/v1/commitments/{id}/settle': ['monitor', 'office', 'liaison'],
  'GET /api/v1/incidents/{id}/conferences': readers,
  'POST /api/v1/incidents/{id}/conferences': deciders,
  'PUT /api/v1/conferences/{id}': deciders,
  'POST /api/v1/conferences/{id}/cancel': deciders,
  'POST /api/v1/conferences/{id}/hold': deciders,
  'GET /api/v1/incidents/{id}/deliveries': readers,
  'POST /api/v1/incidents/{id}/deliveries/{notice}/resend': deciders,
  'GET /api/v1/me/notifications': 'signed-in',
  'PUT /api/v1/me/notifications': 'signed-in',
  'GET /api/v1/incidents/{id}/responses': readers,
  'POST /api/v1/incidents/{id}/responses': ['monitor', 'office', 'liaison'],
  'GET /api/v1/responses': readers,
  'GET /api/v1/responses/{id}': readers,
  'GET /api/v1/responses/{id}/hints': readers,
  'GET /api/v1/responses/{id}/versions': readers,
  'GET /api/v1/responses/{id}/versions/{number}': readers,
  'GET /api/v1/responses/{id}/diff': readers,
  'PUT /api/v1/responses/{id}/text': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/restore': ['monitor', 'office', 'liaison'],
  'PUT /api/v1/responses/{id}/checklist': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/submit': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/take-back': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/withdraw': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/remarks': readers,
  'POST /api/v1/responses/{id}/remarks/{remarkId}/settle': readers,
  'POST /api/v1/responses/{id}/files': ['monitor', 'office', 'liaison'],
  'GET /api/v1/responses/{id}/files/{fileId}': readers,
  'DELETE /api/v1/responses/{id}/files/{fileId}': ['monitor', 'office', 'liaison'],
  'GET /api/v1/duties': readers,
  'POST /api/v1/duties/{id}/sign': ['monitor', 'office', 'liaison'],
  'GET /api/v1/tonight': readers,
  'POST /api/v1/tonight/dial': readers,
  'GET /api/v1/calls': deciders,
  'POST /api/v1/calls/{id}': deciders,
  'POST /api/v1/calls/{id}/number': deciders,
  'GET /api/v1/incidents/{id}/calls': readers,
  'GET /api/v1/duties/phone-signs': readers,
  'GET /api/v1/duties/{id}/callees': deciders,
  'POST /api/v1/duties/{id}/dial': deciders,
  'POST /api/v1/duties/{id}/calls': deciders,
  'POST /api/v1/duties/{id}/sign-by-phone': deciders,
  'POST /api/v1/duties/{id}/deny-signature': ['monitor', 'office', 'liaison'],
  'GET /api/v1/incidents/{id}/lowerings': deciders,
  'POST /api/v1/incidents/{id}/lowerings': deciders,
  'POST /api/v1/lowerings/{id}/decide': deciders,
  'POST /api/v1/lowerings/{id}/withdraw': deciders,
  'GET /api/v1/night/people': readers,
  'GET /api/v1/approvals': readers,
  'GET /api/v1/approvals/count': readers,
  'GET /api/v1/incidents/{id}/facts': readers,
  'POST /api/v1/incidents/{id}/facts': ['monitor', 'office', 'liaison'],
  'POST /api/v1/incidents/{id}/facts/confirm': readers,
  'POST /api/v1/incidents/{id}/facts/{fact}/statements': readers,
  'POST /api/v1/incidents/{id}/facts/{fact}/ruling': rulers,
  'POST /api/v1/incidents/{id}/facts/{fact}/remove': rulers,
  'GET /api/v1/responses/{id}/approval': readers,
  'POST /api/v1/responses/{id}/agreement': readers,
  'POST /api/v1/responses/{id}/wording': rulers,
  'POST /api/v1/responses/{id}/approval': rulers,
  'GET /api/v1/responses/{id}/approval/people': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/approval/phone': ['monitor', 'office', 'liaison'],
  'POST /api/v1/responses/{id}/approval/paper': ['monitor', 'office', 'liaison'],
  'GET /api/v1/responses/{id}/approval/files/{fileId}': readers,
  'POST /api/v1/responses/{id}/approval/emergency': rulers,
  'GET /api/v1/night/approvals': readers,
  'POST /api/v1/night/approvals': readers,
  'POST /api/v1/night/approvals/{id}/countersign': readers,
  'GET /api/v1/items': deciders,
  'POST /api/v1/items': ['monitor', 'office', 'liaison'],
  'POST /api/v1/items/draft': ['monitor', 'office', 'liaison'],
  'GET /api/v1/sources': everybody,
  'GET /api/v1/sources/{id}': everybody,
  'POST /api/v1/sources': keepers,
  'PATCH /api/v1/sources/{id}': keepers,
  'POST /api/v1/sources/test': keepers,
  'POST /api/v1/sources/{id}/test': keepers,
  'POST /api/v1/sources/{id}/fetch': keepers,
  'GET /api/v1/calendar': everybody,
  'GET /api/v1/directory/units': everybody,
  'GET /api/v1/directory/places': everybody,
  'GET /api/v1/directory/kinds': everybody,
  'GET /api/v1/directory/entries': everybody,
  'GET /api/v1/directory/entries/{kind}/{key}': everybody,
  'GET /api/v1/directory/units/{name}': everybody,
  'GET /api/v1/directory/entries/export.csv': deciders,
  'GET /api/v1/directory/export.zip': deciders,
  'GET /api/v1/directory/versions': deciders,
  'GET /api/v1/directory/changes': deciders,
  'POST /api/v1/directory/changes': deciders,
  'POST /api/v1/directory/changes/check': deciders,
  'GET /api/v1/directory/changes/{id}': deciders,
  'PATCH /api/v1/directory/changes/{id}': deciders,
  'POST /api/v1/directory/changes/{id}/submit': deciders,
  'POST /api/v1/directory/changes/{id}/approve': deciders,
  'POST /api/v1/directory/changes/{id}/reject': deciders,
  'POST /api/v1/directory/changes/{id}/withdraw': deciders,
  'GET /api/v1/directory/changes/{id}/take-back': deciders,
  'POST /api/v1/directory/changes/{id}/take-back': deciders,
  'POST /api/v1/directory/renames': deciders,
  'POST /api/v1/directory/dry-runs': deciders,
  'GET /api/v1/directory/dry-runs/{id}': deciders,
  'DELETE /api/v1/directory/dry-runs/{id}': deciders,
  'GET /api/v1/directory/exceptions/variables': deciders,
  'POST /api/v1/directory/exceptions/try': deciders,
  'GET /api/v1/policies/options': deciders,
  'POST /api/v1/policies/preview': deciders,
  'POST /api/v1/incidents/{id}/trials/plan': deciders,
  'POST /api/v1/incidents/{id}/trials': deciders,
  'GET /api/v1/trials': deciders,
  'GET /api/v1/trials/{id}': deciders,
  'POST /api/v1/trials/{id}/stop': deciders,
  'GET /api/v1/incidents/{id}/recusal': ['monitor'],
  'GET /api/v1/incidents/{id}/recusal/people': ['monitor'],
  'POST /api/v1/incidents/{id}/recusal': ['monitor'],
  'POST /api/v1/incidents/{id}/recusal/lift': ['monitor'],
  'GET /api/v1/incidents/{id}/split': ['monitor'],
  'POST /api/v1/incidents/{id}/split/preview': ['monitor'],
  'POST /api/v1/incidents/{id}/split': ['monitor'],
  'POST /api/v1/incidents/{id}/split/undo': ['monitor'],
  'POST /api/v1/incidents/{id}/report/deny': ['monitor'],
  'POST /api/v1/items/{id}/original': ['monitor', 'office', 'liaison'],
  'GET /api/v1/accounts': ['administrator'],
  'GET /api/v1/accounts/people': ['administrator'],
  'POST /api/v1/accounts': ['administrator'],
  'PATCH /api/v1/accounts/{id}': ['administrator'],
  'POST /api/v1/accounts/{id}/password': ['administrator'],
  'POST /api/v1/accounts/{id}/unlock': ['administrator'],
  'GET /api/v1/channels': ['administrator'],
  'POST /api/v1/channels/mail/test': ['administrator'],
  'GET /api/v1/endpoints': ['administrator'],
  'POST /api/v1/endpoints': ['administrator'],
  'GET /api/v1/endpoints/{id}': ['administrator'],
  'PATCH /api/v1/endpoints/{id}': ['administrator'],
  'DELETE /api/v1/endpoints/{id}': ['administrator'],
  'POST /api/v1/endpoints/{id}/restore': ['administrator'],
  'POST /api/v1/endpoints/{id}/test': ['administrator'],
  'POST /api/v1/receipts/sms/{id}/{token}': 'public',
  'POST /api/v1/receipts/mail/{token}': 'public',
  'GET /api/v1/posts/people': deciders,
  'GET /api/v1/posts': deciders,
  'PUT /api/v1/posts/{key}': deciders,
  'GET /api/v1/roster': ['monitor', 'office', 'administrator'],
  'GET /api/v1/roster/units/{unit}': 'signed-in',
  'PUT /api/v1/roster/units/{unit}': 'signed-in',
  'POST /api/v1/roster/units/{unit}/confirm': 'signed-in',
  'POST /api/v1/roster/units/{unit}/reveal': 'signed-in',
  'POST /api/v1/roster/units/{unit}/absences': 'signed-in',
  'DELETE /api/v1/roster/units/{unit}/absences/{id}': 'signed-in',
  'POST /api/v1/roster/import/preview': ['office'],
  'POST /api/v1/roster/import/apply': ['office'],
  'GET /api/v1/roster/form.xlsx': 'signed-in',
  'GET /api/v1/roster/form.docx': 'signed-in',
  'POST /api/v1/roster/export.xlsx': 'signed-in',
  'POST /api/v1/roster/export.docx': 'signed-in',
  'GET /api/v1/roster/shifts': 'signed-in',
  'GET /api/v1/roster/shifts/tonight': 'signed-in',
  'PUT /api/v1/roster/shifts': 'signed-in',
  'POST /api/v1/roster/shifts/reveal': 'signed-in',
  'POST /api/v1/roster/shifts/import/preview': 'signed-in',
  'POST /api/v1/roster/shifts/import/apply': 'signed-in',
  'GET /api/v1/roster/handovers': readers,
  'GET /api/v1/roster/handovers/draft': readers,
  'GET /api/v1/roster/handovers/{id}/export.docx': readers,
  'POST /api/v1/roster/handovers': ['monitor', 'office', 'liaison'],
  'POST /api/v1/roster/handovers/{id}/accept': ['monitor', 'office', 'liaison'],
  'GET /api/v1/orders': readers,
  'GET /api/v1/orders/export.csv': deciders,
  'POST /api/v1/orders': deciders,
  'GET /api/v1/orders/{id}': readers,
  'GET /api/v1/orders/{id}/caller': deciders,
  'PATCH /api/v1/orders/{id}': deciders,
  'POST /api/v1/orders/{id}/report': deciders,
  'POST /api/v1/orders/{id}/withdraw': deciders,
  'POST /api/v1/orders/{id}/files': deciders,
  'GET /api/v1/orders/{id}/files/{fileId}': readers,
  'GET /api/v1/letters': readers,
  'GET /api/v1/letters/{id}/text': readers,
  'GET /api/v1/letters/{id}/letter.docx': readers,
  'GET /api/v1/letters/{id}/person': deciders,
  'POST /api/v1/letters/{id}/handed': deciders,
  'POST /api/v1/letters/{id}/confirm': deciders,
  'POST /api/v1/letters/{id}/decline': deciders,
  'POST /api/v1/letters/{id}/send': deciders,
  'POST /api/v1/incidents/{id}/urge': deciders,
  'POST /api/v1/duties/urge': deciders,
  'GET /api/v1/duties/urgings': readers,
  'GET /api/v1/supervisions': readers,
  'POST /api/v1/supervisions': deciders,
  'GET /api/v1/supervisions/{id}': readers,
  'GET /api/v1/supervisions/{id}/order.docx': readers,
  'PATCH /api/v1/supervisions/{id}': deciders,
  'POST /api/v1/supervisions/{id}/issue': rulers,
  'POST /api/v1/supervisions/{id}/withdraw': deciders,
  'POST /api/v1/supervisions/{id}/close': deciders,
  'POST /api/v1/supervisions/{id}/parts/{partId}/answer': ['monitor', 'office', 'liaison'],
  'POST /api/v1/supervisions/{id}/parts/{partId}/return': deciders,
  'POST /api/v1/supervisions/{id}/parts/{partId}/close': deciders,
  'GET /api/v1/watches': readers,
  'PUT /api/v1/incidents/{id}/watch': readers,
  'DELETE /api/v1/incidents/{id}/watch': readers,
  'POST /api/v1/incidents/{id}/watch/seen': readers,
  'GET /api/v1/reports/late': readers,
  'GET /api/v1/reports/late/duties': readers,
  'GET /api/v1/reports/late.xlsx': readers,
  'GET /api/v1/incidents/{id}/reports': deciders,
  'POST /api/v1/incidents/{id}/reports': deciders,
  'POST /api/v1/incidents/{id}/reports/reopen': deciders,
  'GET /api/v1/instructions': readers,
  'GET /api/v1/incidents/{id}/instructions': readers,
  'POST /api/v1/incidents/{id}/instructions': deciders,
  'POST /api/v1/instruction-tasks/{id}/report': ['monitor', 'office', 'liaison'],
  'POST /api/v1/instructions/{id}/pass-on': deciders,
  'POST /api/v1/instructions/{id}/withdraw': deciders,
  'POST /api/v1/instructions/{id}/files': deciders,
  'GET /api/v1/instructions/{id}/files/{fileId}': deciders,
  'GET /api/v1/incidents/{id}/level-holds': deciders,
  'POST /api/v1/incidents/{id}/level-holds': deciders,
  'GET /api/v1/incidents/{id}/documents': deciders,
  'POST /api/v1/incidents/{id}/documents': deciders,
  'GET /api/v1/incidents/{id}/spoken': deciders,
  'GET /api/v1/documents/{id}': deciders,
  'PATCH /api/v1/documents/{id}': deciders,
  'DELETE /api/v1/documents/{id}': deciders,
  'POST /api/v1/documents/{id}/issue': deciders,
  'GET /api/v1/documents/{id}/document.docx': deciders,
  'PATCH /api/v1/reports/upward/{id}': deciders,
  'DELETE /api/v1/reports/upward/{id}': deciders,
  'POST /api/v1/reports/upward/{id}/send': deciders,
  'GET /api/v1/reports/upward/{id}/report.docx': deciders,
  'GET /api/v1/summary': readers,
  'GET /events': 'signed-in',
  'GET /api/v1/duties/care': readers,
  'POST /api/v1/duties/{id}/refuse': ['monitor', 'office', 'liaison'],
  'POST /api/v1/duties/{id}/report': ['monitor', 'office', 'liaison'],
  'POST /api/v1/duties/{id}/extensions': ['monitor', 'office', 'liaison'],
  'GET /api/v1/refusals': readers,
  'GET /api/v1/refusals/counts': readers,
  'GET /api/v1/refusals/{id}': readers,
  'POST /api/v1/refusals/{id}/preview': rulers,
  'POST /api/v1/refusals/{id}/ruling': rulers,
  'POST /api/v1/refusals/{id}/confirm': rulers,
  'POST /api/v1/refusals/{id}/meeting': rulers,
  'POST /api/v1/refusals/{id}/withdraw': ['monitor', 'office', 'liaison'],
  'GET /api/v1/refusals/{id}/directory-change': rulers,
  'POST /api/v1/refusals/{id}/directory-change': rulers,
  'GET /api/v1/extensions': readers,
  'POST /api/v1/extensions/{id}/decide': rulers,
  'GET /api/v1/pool': deciders,
  'GET /api/v1/pool/people': deciders,
  'GET /api/v1/incidents/{id}/handling': readers,
  'POST /api/v1/incidents/{id}/pool': deciders,
  'GET /s/{token}': 'public',
  'POST /s/{token}': 'public',
  'GET /api/v1/interpretations': 'signed-in',
  'POST /api/v1/interpretations': deciders,
  'GET /api/v1/interpretations/figures': 'signed-in',
  'GET /api/v1/interpretations/form.xlsx': 'signed-in',
  'POST /api/v1/interpretations/match': 'signed-in',
  'POST /api/v1/interpretations/import/preview': deciders,
  'POST /api/v1/interpretations/import/apply': deciders,
  'GET /api/v1/interpretations/{id}': 'signed-in',
  'PUT /api/v1/interpretations/{id}': deciders,
  'POST /api/v1/interpretations/{id}/move': deciders,
  'POST /api/v1/interpretations/{id}/texts': deciders,
  'PUT /api/v1/interpretations/{id}/texts/{textId}': deciders,
  'POST /api/v1/interpretations/{id}/texts/{textId}/move': deciders,
  'GET /api/v1/incidents/{id}/interpretations': readers,
  'GET /r': 'public',
  'GET /r/style.css': 'public',
  'GET /r/feed.xml': 'public',
  'GET /r/feed.json': 'public',
  'GET /r/sitemap.xml': 'public',
  'GET /r/export.json': 'public',
  'GET /r/drill': 'public',
  'GET /r/drill/{id}': 'public',
  'GET /r/{id}': 'public',
  'GET /dev/mail': 'public',
  'GET /dev/mail.json': 'public',
  'GET /dev/mail/{id}': 'public',
  'GET /api/v1/system/watch': ['administrator', 'auditor'],
  'GET /healthz': 'public',
  'GET /healthz/escalation': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
};

interface Operation {
  summary?: string;
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  parameters?: { name: string; in: string; schema: object }[];
}
interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: Record<string, object> }> };
}

describe('who may use which route', () => {
  let api: TestApi;
  let document: OpenApi;
  let people: [Role, Client][];

  beforeAll(async () => {
    api = await createTestApi();
    document = (await api.nobody().get('/api/v1/openapi.json')).json<OpenApi>();
    const units = { monitor: '市委宣传部', office: '市政府办公室', liaison: '东湖街道' } as Record<
      Role,
      string
    >;
    people = await Promise.all(
      ROLES.map(async (role): Promise<[Role, Client]> => [role, await api.as(role, units[role])]),
    );
  });
  afterAll(() => api.close());

  const routes = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );

  /** The code of a refusal for lack of permission; null when the request got past that. */
  async function refusal(client: Client, route: string): Promise<string | null> {
    const [method = '', path = ''] = route.split(' ');
    const address = path.replaceAll(/\{\w+\}/g, () => randomUUID());
    // The stream never ends by itself; a HEAD request asks for the same permission.
    const asked = path === '/events' ? 'HEAD' : method;
    const answer = await client.ask(asked, address, asked === 'GET' || asked === 'HEAD' ? {} : { body: {} });
    if (answer.status >= 500) expect(`${route}: ${answer.status}`).toMatch(/\/(healthz|readyz)/);
    return answer.status === 401 || answer.status === 403 ? String(answer.status) : null;
  }

  it('is said for every route there is', () => {
    expect(routes().sort()).toEqual(Object.keys(table).sort());
  });

  it.each(Object.entries(table))('%s', async (route, allowed) => {
    const anybody = await refusal(api.nobody(), route === 'POST /api/v1/session' ? 'GET /healthz' : route);
    expect(anybody).toBe(allowed === 'public' ? null : '401');
    if (allowed === 'public') return;
    for (const [role, client] of people) {
      const may = allowed === 'signed-in' || allowed.includes(role);
      expect(`${role}: ${await refusal(client, route)}`).toBe(`${role}: ${may ? null : '403'}`);
    }
  });

  it('leaves administrators and auditors without any word of an incident', () => {
    for (const [route, allowed] of Object.entries(table))
      if (/incidents|duties|items|summary|refusals|extensions|pool/.test(route))
        expect([
          route,
          (allowed as Role[]).filter((role) => ['administrator', 'auditor'].includes(role)),
        ]).toEqual([route, []]);
  });

  it('has every route described: what it does, takes and gives', () => {
    expect(document.openapi).toMatch(/^3\./);
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const route = `${method.toUpperCase()} ${path}`;
        expect([route, operation.summary]).toEqual([route, expect.stringMatching(/^[A-Z]/)]);
        const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
        const shape = JSON.stringify(good?.[1].content ?? {});
        if (
          path.startsWith('/api/') &&
          method !== 'delete' &&
          !/\.(csv|zip|xlsx|docx|jsonl)$|\/files\/\{fileId\}$/.test(path)
        )
          expect([route, shape]).toEqual([route, expect.stringContaining('#/components/schemas/')]);
        expect(operation.responses['default']?.content).toEqual({
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        });
        for (const name of [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
          expect(operation.parameters).toContainEqual(expect.objectContaining({ name, in: 'path' }));
      }
    const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      (match) => match[1],
    );
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining([...new Set(named)]));
    const list = document.paths['/api/v1/incidents']?.['get'];
    expect(list?.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'state',
        'level',
        'unit',
        'place',
        'q',
        'rehearsal',
        'late',
        'cursor',
        'limit',
      ]),
    );
  });
});

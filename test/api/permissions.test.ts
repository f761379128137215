import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '#access';
import { createTestApi, type Client, type TestApi } from '../support/api.js';
import { table } from './permissions.js';

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

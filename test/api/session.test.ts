import { IsNull, Not } from 'typeorm';
import { AccountRow, ApiTokenRow, AuditRow, IDLE_MINUTES } from '#access/service';
import { hashToken, newToken } from '#secrets';
import { createTestApi, PASSWORD, type TestApi } from '../support/api.js';

const minutes = (count: number) => count * 60_000;

describe('logging in', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await createTestApi();
  });
  afterAll(() => api.close());

  it('gives a cookie that scripts cannot read, and says who one is and what one may do', async () => {
    const login = await api.account('liaison', '东湖街道');
    const client = api.nobody();
    const answer = await client.logIn(login);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^huiyin_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.json()).toMatchObject({
      login,
      role: 'liaison',
      unit: '东湖街道',
      mustChangePassword: false,
      jurisdiction: '清岚市',
      rights: [
        'incidents.read',
        'duties.sign',
        'items.enter',
        'directory.read',
        'responses.draft',
        'responses.publish',
      ],
      rehearsal: null,
    });
    expect((await client.get('/api/v1/me')).json()).toEqual(answer.json());
  });

  it('sends the cookie over https only when the service is reached by https', async () => {
    const safe = await createTestApi({ environment: { PUBLIC_URL: 'https://huiyin.example' } });
    try {
      const answer = await safe.nobody().logIn(await safe.account('office'));
      expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure/);
      expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d+$/);
    } finally {
      await safe.close();
    }
  });

  it('answers wrong passwords and unknown log-ins alike, and rests an account for a quarter of an hour after five', async () => {
    const login = await api.account('office');
    const client = api.nobody();
    const unknown = await client.logIn('nobody-of-that-name', 'x');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answer = await client.logIn(login, 'wrong');
      expect([answer.status, answer.text]).toEqual([401, unknown.text]);
    }
    const locked = await client.logIn(login);
    expect(locked.status).toBe(429);
    expect(locked.json()).toMatchObject({ code: 'locked', status: 429 });
    expect(client.cookie).toBeNull();
    api.clock.advance(minutes(16));
    expect((await client.logIn(login)).status).toBe(200);
  });

  it('ends a session that was not used for half an hour', async () => {
    const client = await api.as('monitor', '市委宣传部');
    api.clock.advance(minutes(IDLE_MINUTES - 1));
    expect((await client.get('/api/v1/me')).status).toBe(200);
    api.clock.advance(minutes(IDLE_MINUTES + 1));
    const late = await client.get('/api/v1/me');
    expect([late.status, late.json()['code']]).toEqual([401, 'unauthenticated']);
  });

  it('ends a session at log-out, and that of a disabled account at once', async () => {
    const client = await api.as('office');
    const kept = client.cookie;
    const out = await client.ask('DELETE', '/api/v1/session');
    expect([out.status, out.text, client.cookie]).toEqual([204, '', null]);
    client.cookie = kept;
    expect((await client.get('/api/v1/me')).status).toBe(401);

    const login = await api.account('office');
    const other = api.nobody();
    await other.logIn(login);
    await api.database.source.manager.update(AccountRow, { login }, { disabled: true });
    expect((await other.get('/api/v1/me')).status).toBe(401);
  });

  it('lets a new account do nothing but change its first password, which ends its other sessions', async () => {
    const login = await api.account('monitor', '市委宣传部', { mustChange: true });
    const [client, elsewhere] = [api.nobody(), api.nobody()];
    expect((await client.logIn(login)).json()).toMatchObject({ mustChangePassword: true, rights: [] });
    await elsewhere.logIn(login);
    const refused = await client.get('/api/v1/incidents');
    expect([refused.status, refused.json()['code']]).toEqual([403, 'change_password']);

    const change = (current: string, next: string) => client.post('/api/v1/me/password', { current, next });
    const weak = await change(PASSWORD, 'short-1');
    expect([weak.status, weak.json()['code']]).toEqual([400, 'bad_input']);
    expect(weak.json()['detail']).toMatch(/新密码至少 10 位/);
    expect((await change('wrong', 'a-better-word-2')).status).toBe(400);
    const done = await change(PASSWORD, 'a-better-word-2');
    expect(done.json()).toMatchObject({ mustChangePassword: false });
    expect((await client.get('/api/v1/incidents')).status).toBe(200);
    expect((await elsewhere.get('/api/v1/me')).status).toBe(401);
    expect((await elsewhere.logIn(login, PASSWORD)).status).toBe(401);
  });

  it('knows programs by their token, until it is over or revoked', async () => {
    const { token, hash } = newToken();
    const { manager } = api.database.source;
    const row = {
      jurisdictionId: api.jurisdictionId,
      name: '大屏',
      role: 'leader' as const,
      unit: '东湖街道',
    };
    const expiresAt = new Date(api.clock.now().getTime() + minutes(60));
    await manager.insert(ApiTokenRow, { ...row, tokenHash: hash, createdAt: api.clock.now(), expiresAt });
    const client = api.nobody({ authorization: `Bearer ${token}` });
    expect((await client.get('/api/v1/me')).json()).toMatchObject({
      login: '大屏',
      role: 'leader',
      unit: '东湖街道',
    });
    expect((await client.get('/api/v1/incidents')).status).toBe(200);
    expect((await client.get('/api/v1/items')).status).toBe(403);
    // A program has no password.
    const password = await client.post('/api/v1/me/password', { current: 'x', next: 'a-better-word-2' });
    expect(password.status).toBe(403);

    await manager.update(ApiTokenRow, { tokenHash: hashToken(token) }, { revokedAt: api.clock.now() });
    expect((await client.get('/api/v1/me')).status).toBe(401);
    await manager.update(ApiTokenRow, { revokedAt: Not(IsNull()) }, { revokedAt: null });
    expect((await client.get('/api/v1/me')).status).toBe(200);
    api.clock.advance(minutes(61));
    expect((await client.get('/api/v1/me')).status).toBe(401);
    expect((await api.nobody({ authorization: 'Bearer made-up' }).get('/api/v1/me')).status).toBe(401);
  });

  it('refuses what another site makes the browser ask for', async () => {
    const client = await api.as('office');
    const { host } = new URL(api.url);
    const from = (origin: string) =>
      client.post('/api/v1/items/draft', { pasted: 'x' }, { headers: { origin } });
    for (const origin of ['https://evil.example', 'null', `http://${host}.evil.example`, 'not an origin']) {
      const answer = await from(origin);
      expect([origin, answer.status, answer.json()['code']]).toEqual([origin, 403, 'other_site']);
    }
    expect((await from(`http://${host}`)).status).toBe(200);
    expect((await client.get('/api/v1/me', { headers: { origin: 'https://evil.example' } })).status).toBe(
      200,
    );
    const login = await client.post('/api/v1/session', {}, { headers: { origin: 'https://evil.example' } });
    expect(login.json()['code']).toBe('other_site');
  });

  it('writes down who logged in and out, never a password', async () => {
    const rows = await api.database.source.manager.find(AuditRow);
    expect(new Set(rows.map((row) => row.action))).toEqual(
      new Set(['account.created', 'login', 'logout', 'password.changed']),
    );
    expect(JSON.stringify(rows)).not.toMatch(/right-word|better-word|wrong/);
  });
});

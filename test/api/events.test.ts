import { ClockAnchorRow } from '#clock/service';
import { createTestApi, type TestApi } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { MORNING } from '../support/rows.js';
import { Stream } from './stream.js';
import { makeMatter, OTHER_UNIT, tell, UNIT } from './world.js';

describe('live news', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await createTestApi();
  });
  afterAll(() => api.close());

  it('tells each person of what that person may see, and nothing of what it says', async () => {
    const [office, liaison] = await Promise.all([api.as('office', '市政府办公室'), api.as('liaison', UNIT)]);
    const [forOffice, forLiaison] = await Promise.all([Stream.open(office), Stream.open(liaison)]);
    const restricted = await makeMatter(api, '甲', UNIT, { restricted: true });
    const aboutUnit = await makeMatter(api, '乙', UNIT, { recused: [UNIT] });
    const others = await makeMatter(api, '丙', OTHER_UNIT);
    const own = await makeMatter(api, '丁', UNIT);
    // What was announced before has been sent or held back by now.
    await Promise.all([forOffice.seen(own.incident.id), forLiaison.seen(own.incident.id)]);
    const ids = (stream: Stream) => stream.events.map(([, data]) => data['id']);
    expect(ids(forOffice)).toEqual([aboutUnit, others, own].map(({ incident }) => incident.id));
    expect(ids(forLiaison)).toEqual([own.incident.id]);
    expect(forLiaison.events).toEqual([
      [
        'incident',
        { id: own.incident.id, number: own.incident.number, type: 'incident.opened', rehearsal: false },
      ],
    ]);
    expect(forOffice.text).not.toContain(restricted.incident.number);
    expect(forOffice.text).not.toContain('小区');
    forOffice.close();
    forLiaison.close();
  });

  it('goes on after its connection to the database was cut, and says that news may have been missed', async () => {
    const client = await api.as('office', '市政府办公室');
    const stream = await Stream.open(client);
    const killed: { pid: number }[] = await api.database.source.query(
      `select pid, pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'huiyin events'`,
    );
    expect(killed).toHaveLength(1);
    await eventually(() => stream.events.some(([event]) => event === 'resumed'), 'the stream to resume');
    const { incident } = await makeMatter(api, '戊', UNIT);
    await stream.seen(incident.id);
    expect(stream.ended).toBe(false);
    stream.close();
  });

  it('ends with the session, at the next news at the latest', async () => {
    const client = await api.as('office', '市政府办公室');
    const stream = await Stream.open(client);
    const before = await makeMatter(api, '己', UNIT);
    await stream.seen(before.incident.id);
    await client.ask('DELETE', '/api/v1/session');
    await tell(api, before.incident, 'incident.judged');
    await eventually(() => stream.ended, 'the end of the stream');
    expect(stream.text).not.toContain('incident.judged');
  });

  it('does not keep a session alive that nobody uses', async () => {
    const client = await api.as('office', '市政府办公室');
    const stream = await Stream.open(client);
    api.clock.advance(20 * 60_000);
    const { incident } = await makeMatter(api, '庚', UNIT);
    await stream.seen(incident.id);
    api.clock.advance(11 * 60_000);
    await tell(api, incident, 'incident.judged');
    await eventually(() => stream.ended, 'the end of the stream');
    expect((await client.get('/api/v1/me')).status).toBe(401);
  });

  it('shows the clock of a rehearsal', async () => {
    const { manager } = api.database.source;
    const anchor = {
      timeline: 'rehearsal' as const,
      factor: 60,
      startedAt: MORNING,
      virtualAt: MORNING,
      realAt: MORNING,
    };
    await manager.insert(ClockAnchorRow, anchor);
    const stream = await Stream.open(await api.as('liaison', UNIT));
    const [event, clock] = await eventually(() => stream.events[0], 'the clock');
    expect([event, clock]).toEqual(['clock', expect.objectContaining({ factor: 60 })]);
    stream.close();
  });

  it('lets the server stop while streams are open', async () => {
    const stream = await Stream.open(await api.as('office', '市政府办公室'));
    await api.stop();
    await eventually(() => stream.ended, 'the end of the stream');
  });
});

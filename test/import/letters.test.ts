import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#config';
import type { Client } from '../support/api.js';
import { createLettersCity, type LettersCity } from './city.js';

const LETTERS = 4_326;
const stream = join(readConfig().testDataDir, 'messages/stream.jsonl');
const withData = existsSync(stream) ? describe : describe.skip;
if (!existsSync(stream)) console.warn(`skipped: no letters in ${stream} (HUIYIN_TEST_DATA)`);

interface Listed {
  items: { id: string; number: string; itemCount: number; historic: boolean }[];
  next: string | null;
}

/** Everything an import may have written, as one row that two moments can be compared by. */
const TRACES = `select
  (select count(*)::int from item) as items,
  (select count(*)::int from item where judged_at is not null) as judged,
  (select count(*)::int from item where not historic) as live,
  (select count(*)::int from judgement) as judgements,
  (select count(*)::int from incident) as incidents,
  (select max(item_count) from incident) as largest,
  (select max(updated_at) from incident) as changed,
  (select count(*)::int from incident_log) as log`;
const ACTS = `select (select count(*)::int from deadline) as deadlines, (select count(*)::int from notice) as notices,
  (select count(*)::int from escalation) as escalations, (select count(*)::int from assignment) as duties,
  (select count(*)::int from incident where needs_routing) as unrouted`;
type Traces = Record<'items' | 'judged' | 'live' | 'judgements' | 'incidents' | 'largest' | 'log', number>;

async function list(client: Client, query: string): Promise<Listed> {
  const answer = await client.get(`/api/v1/incidents${query}`);
  expect(answer.status).toBe(200);
  return answer.json<Listed>();
}

async function allPages(client: Client, query: string): Promise<Listed['items']> {
  const all: Listed['items'] = [];
  let cursor: string | null = null;
  do {
    const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Listed = await list(client, `${query}${from}`);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && all.length <= LETTERS);
  return all;
}

withData('a year of 4,326 real letters', () => {
  let city: LettersCity;
  beforeAll(async () => {
    city = await createLettersCity();
  });
  afterAll(() => city.close());

  it('are stored and judged as history while the dashboard goes on answering', async () => {
    const monitor = await city.as('monitor');
    const run = { over: false };
    const importing = city.huiyin('import', 'items', stream).finally(() => (run.over = true));
    let seen = 0;
    while (!run.over) {
      expect((await list(monitor, '?limit=50')).items).toEqual([]);
      const historic = await list(monitor, '?historic=include&limit=200');
      expect(historic.items.every((incident) => incident.historic)).toBe(true);
      seen = Math.max(seen, historic.items.length);
      for (const path of ['/api/v1/summary', '/api/v1/items', '/api/v1/duties'])
        expect((await monitor.get(path)).status).toBe(200);
    }
    expect(seen).toBeGreaterThan(0);
    const { code, summary, err } = await importing;
    expect(code).toBe(0);
    expect(summary).toEqual({
      rows: LETTERS,
      added: LETTERS,
      known: 0,
      classified: 0,
      bad: 0,
      judged: LETTERS,
    });
    expect(err).toContain(`stored ${LETTERS} of ${LETTERS}`);
    expect(err).toContain(`judged 2000 of ${LETTERS}`);
    expect(err.at(-1)).toBe(`judged ${LETTERS} of ${LETTERS}`);
  }, 600_000);

  it('make incidents, some of many letters, and nothing that acts', async () => {
    const traces = await city.one<Traces>(TRACES);
    expect(traces).toMatchObject({ items: LETTERS, judged: LETTERS, live: 0, judgements: LETTERS });
    expect(traces.incidents).toBeGreaterThan(500);
    expect(traces.incidents).toBeLessThan(LETTERS);
    // The gold rows name matters of dozens of letters.
    expect(traces.largest).toBeGreaterThan(20);
    expect(await city.one(ACTS)).toEqual({
      deadlines: 0,
      notices: 0,
      escalations: 0,
      duties: 0,
      unrouted: 0,
    });
    const districts: { name: string; count: number }[] = await city.database.source.query(
      `select place->>'name' as name, count(*)::int as count from incident, jsonb_array_elements(places) place
       where place->>'kind' = 'township' group by 1`,
    );
    expect(districts.map(({ name }) => name).sort()).toEqual(
      ['A1区', 'A2区', 'A3区', 'A4区', 'A5区', 'A6区', 'A7县', 'A8县', 'A9市'].sort(),
    );
  });

  it('can be paged through without a repeat or a gap, searched and opened', async () => {
    const { incidents } = await city.one<Traces>(TRACES);
    const monitor = await city.as('monitor');
    const all = await allPages(monitor, '?historic=include&limit=200');
    expect(all).toHaveLength(incidents);
    expect(new Set(all.map(({ id }) => id)).size).toBe(incidents);
    expect(all.every(({ number }) => /^史20(17|18|19|20)-\d{4}$/.test(number))).toBe(true);
    expect(await allPages(monitor, '?limit=200')).toEqual([]);
    const inDistrict = await allPages(
      monitor,
      `?historic=only&limit=200&place=${encodeURIComponent('A3区')}`,
    );
    expect(inDistrict.length).toBeGreaterThan(50);
    expect(inDistrict.length).toBeLessThan(incidents);
    const largest = all.reduce((most, one) => (one.itemCount > most.itemCount ? one : most));
    const detail = await monitor.get(`/api/v1/incidents/${largest.id}`);
    expect(detail.json()).toMatchObject({ historic: true, itemCount: largest.itemCount, units: [] });
    expect((await monitor.get('/api/v1/summary')).json()).toMatchObject({ awaiting: 0, open: 0, late: 0 });
  });

  it('change nothing when imported again', async () => {
    const before = await city.one<Traces>(TRACES);
    const { code, summary } = await city.huiyin('import', 'items', stream);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ rows: LETTERS, added: 0, known: LETTERS, judged: 0 });
    expect(await city.one<Traces>(TRACES)).toEqual(before);
  }, 300_000);
});

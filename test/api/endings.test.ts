import { createHash } from 'node:crypto';
import { get } from 'node:http';
import { strFromU8, unzipSync } from 'fflate';
import { INCIDENT_LIFE, INCIDENT_STATES, type IncidentEvent, type IncidentState } from '#incidents';
import { AssignmentRow, DeadlineRow, IncidentRow, ItemRow } from '#incidents/service';
import { JudgeStep } from '#judge/service';
import { readDirectory } from '#jurisdiction/service';
import { QUALITY } from '#report';
import { ArchiveFileRow, Archives } from '#report/service';
import type {
  ArchiveEntry,
  EndingView,
  EvaluationView,
  IncidentDetail,
  Page,
} from '../../apps/api/src/contract/index.js';
import { createTestApi, type Answer, type Client, type TestApi } from '../support/api.js';
import { Woken } from '../stories/incidents/hub.js';
import { makeMatter, UNIT } from './world.js';

const DAY = 86_400_000;
/** 归档, as the profile of the city has it; the small city of the tests has none. */
const DL13 = {
  id: 'DL-13',
  name: '归档',
  kind: 'other',
  limit: 'P10WD',
  from: 'other',
  calendar: 'workday',
  owner: '市政府办公室',
  binding: 'proposal',
  source: '建议值',
};

describe('the end of a matter', () => {
  let api: TestApi;
  let office: Client;
  let monitor: Client;
  let liaison: Client;

  beforeAll(async () => {
    api = await createTestApi();
    await api.database.source.query(
      `insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
       values ($1, 'deadlines', 'DL-13', 90, $2, 'test', $3)`,
      [api.jurisdictionId, DL13, new Date(api.clock.now().getTime() - DAY)],
    );
    await api.database.source.query('update jurisdiction set directory_version = directory_version + 1');
    [office, monitor, liaison] = await Promise.all([
      api.as('office', '市政府办公室'),
      api.as('monitor', '市委宣传部'),
      api.as('liaison', UNIT),
    ]);
  });
  afterAll(() => api.close());

  const manager = () => api.database.source.manager;
  const path = (id: string, part = '') => `/api/v1/incidents/${id}${part && `/${part}`}`;
  /** A session does not outlive the days that these stories take. */
  const stateOf = async (id: string) => (await manager().findOneByOrFail(IncidentRow, { id })).state;
  const detail = async (id: string) => (await office.get(path(id))).json<IncidentDetail>();
  const ending = async (id: string) => (await office.get(path(id, 'ending'))).json<EndingView>();
  async function act(id: string, step: string, body: object = {}): Promise<Answer> {
    const { version } = await detail(id);
    return office.post(path(id, step), { version, ...body });
  }
  async function opened(opinionLevel = '重大'): Promise<string> {
    const answer = await office.post('/api/v1/incidents', {
      title: '阳光小区停水三天',
      places: ['东湖街道'],
      respondents: [UNIT],
      opinionLevel,
      note: '值班电话',
    });
    return answer.json<{ id: string }>().id;
  }
  /** Every unit signs, and the answer stands on the portal. */
  async function answered(opinionLevel?: string): Promise<string> {
    const id = await opened(opinionLevel);
    const duties = await manager().findBy(AssignmentRow, { incidentId: id, mustSign: true });
    for (const { id: duty } of duties) await office.post(`/api/v1/duties/${duty}/sign`);
    await manager().update(AssignmentRow, { incidentId: id, mustSign: true }, { state: 'signed' });
    await manager().update(
      IncidentRow,
      { id },
      { state: 'answered', answeredAt: api.clock.now(), answerUrl: 'https://city.example/1' },
    );
    return id;
  }
  const form = (given: object = {}) => ({
    quality: QUALITY.map((criterion) => ({ criterion, grade: 'met', note: '' })),
    effectNote: '',
    lessons: '首次回应前应先核对停水范围，联系人电话13812345678',
    tags: ['供水', '提前告知'],
    proposals: [],
    ...given,
  });

  it('a grave matter is evaluated before it is archived: DL-12 by the form, DL-13 from it', async () => {
    const id = await answered();
    await manager().insert(DeadlineRow, {
      incidentId: id,
      rule: 'DL-12',
      kind: 'internal',
      startsAt: api.clock.now(),
      dueAt: new Date(api.clock.now().getTime() + 5 * DAY),
    });
    const tooEarly = await act(id, 'evaluation', form());
    expect(tooEarly.json()).toMatchObject({
      code: 'illegal_transition',
      detail: expect.stringContaining('事件目前为“已回应”，不能评估。现在可以：'),
    });
    await act(id, 'close', { reason: '已恢复供水' });
    const clock = (rule: string) => manager().findOneBy(DeadlineRow, { incidentId: id, rule });
    expect((await clock('DL-12'))?.state).toBe('open');
    expect((await act(id, 'archive')).json()['code']).toBe('evaluate_first');

    const seen = (await office.get(path(id, 'evaluation'))).json<EvaluationView>();
    expect(seen).toMatchObject({ needed: true, mayWrite: true, editions: [] });
    expect(seen.timeliness.map(({ rule }) => rule)).toContain('DL-03');
    expect(seen.units).toContain(UNIT);
    expect((await act(id, 'evaluation', form({ quality: [] }))).status).toBe(400);

    const proposals = [{ unit: UNIT, measure: 'rectify', reason: '签收超时' }];
    const done = await act(id, 'evaluation', form({ proposals }));
    expect(done.json<IncidentDetail>()).toMatchObject({ state: 'evaluated' });
    expect((await clock('DL-12'))?.state).toBe('met');
    const file = await clock('DL-13');
    expect(file).toMatchObject({ state: 'open', startsAt: api.clock.now() });
    const kept = (await office.get(path(id, 'evaluation'))).json<EvaluationView>();
    expect(kept.editions[0]?.lessons).not.toMatch(/13812345678/);
    expect(kept.proposals).toMatchObject([
      { unit: UNIT, measure: '督促整改', state: 'proposed', mayDecide: false },
    ]);

    expect((await act(id, 'archive')).json()).toMatchObject({
      code: 'archive_waits',
      detail: expect.stringContaining('有评估建议未确认'),
    });
    const proposal = kept.proposals[0]?.id ?? '';
    const settle = (by: Client) =>
      by.post(`/api/v1/evaluation-proposals/${proposal}/decide`, { confirm: true, note: '' });
    expect((await settle(office)).json()['code']).toBe('proposal_second');
    expect((await settle(monitor)).json()).toMatchObject({ state: 'confirmed' });

    const archives = new Archives(api.database.source, api.clock, readDirectory);
    await archives.due('real');
    expect(await stateOf(id)).toBe('evaluated');
    const before = api.clock.now();
    api.clock.set(new Date((file?.dueAt.getTime() ?? 0) - DAY));
    await Promise.all([archives.due('real'), archives.due('real')]);
    expect(await stateOf(id)).toBe('archived');
    expect((await clock('DL-13'))?.state).toBe('met');
    expect(await manager().countBy(ArchiveFileRow, { incidentId: id })).toBe(1);
    api.clock.set(before);
  });

  it('一般 needs no form: archived after seven more quiet days, nothing promised being open', async () => {
    const id = await answered('一般');
    expect((await ending(id)).closesAt).not.toBeNull();
    await act(id, 'close', { reason: '已恢复供水' });
    const { archivesAt, mayArchive } = await ending(id);
    expect([mayArchive, Date.parse(archivesAt ?? '')]).toEqual([true, api.clock.now().getTime() + 7 * DAY]);
    const archives = new Archives(api.database.source, api.clock, readDirectory);
    const before = api.clock.now();
    api.clock.set(new Date(before.getTime() + 6.9 * DAY));
    await archives.due('real');
    expect(await stateOf(id)).toBe('closed');
    api.clock.set(new Date(before.getTime() + 7 * DAY));
    await archives.due('real');
    expect(await stateOf(id)).toBe('archived');
    api.clock.set(before);
  });

  const download = (by: Client, file: string): Promise<{ status: number; body: Buffer }> =>
    new Promise((done, fail) => {
      get(
        `${api.url}/api/v1/archive/${file}/file.zip`,
        { headers: { cookie: by.cookie ?? '' } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', fail);
          response.on('end', () => done({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        },
      ).on('error', fail);
    });

  it('the file holds the whole record; its hashes are right; it is found by words, unit, place and year', async () => {
    const id = await answered('一般');
    await act(id, 'close', { reason: '已恢复供水' });
    expect((await act(id, 'archive')).json<IncidentDetail>()).toMatchObject({ state: 'archived' });
    const { file } = await ending(id);
    const { status, body } = await download(office, file?.id ?? '');
    expect(status).toBe(200);
    expect(createHash('sha256').update(body).digest('hex')).toBe(file?.sha256);
    const zip = unzipSync(new Uint8Array(body));
    const manifest = JSON.parse(strFromU8(zip['manifest.json'] ?? new Uint8Array())) as {
      files: { path: string; sha256: string }[];
    };
    expect(manifest.files.map(({ path: name }) => name).sort()).toEqual(
      Object.keys(zip)
        .filter((name) => name !== 'manifest.json')
        .sort(),
    );
    for (const { path: name, sha256 } of manifest.files)
      expect([
        name,
        createHash('sha256')
          .update(zip[name] ?? '')
          .digest('hex'),
      ]).toEqual([name, sha256]);
    const record = JSON.parse(strFromU8(zip['record.json'] ?? new Uint8Array())) as Record<string, object[]>;
    expect(Object.keys(record)).toEqual(expect.arrayContaining(['incident', 'assignment', 'incident_log']));
    expect(record['incident']).toMatchObject([{ state: 'archived' }]);
    const page = strFromU8(zip['index.html'] ?? new Uint8Array());
    expect(page).toContain('阳光小区停水三天');
    expect(page).not.toMatch(/<script/);

    const find = async (query: string, by = office) =>
      (await by.get(`/api/v1/archive?${query}`))
        .json<Page<ArchiveEntry>>()
        .items.map((one) => one.incidentId);
    expect(await find(`q=${encodeURIComponent('阳光小区')}`)).toContain(id);
    expect(await find(`unit=${encodeURIComponent(UNIT)}&year=2026`)).toContain(id);
    expect(await find(`place=${encodeURIComponent('东湖街道')}`)).toContain(id);
    expect(await find('year=2020')).toEqual([]);
    expect(await find('', liaison)).toContain(id);
    expect(await find('', await api.as('liaison', '石桥镇'))).not.toContain(id);
    expect((await download(liaison, file?.id ?? '')).status).toBe(403);
    const first = (await office.get('/api/v1/archive?limit=1')).json<Page<ArchiveEntry>>();
    expect(first.next).not.toBeNull();
    const second = await office.get(`/api/v1/archive?limit=1&cursor=${first.next}`);
    expect(second.json<Page<ArchiveEntry>>().items[0]?.id).not.toBe(first.items[0]?.id);
  });

  it('nothing changes what is archived; the matter comes up again as another incident that names it', async () => {
    const { incident, item } = await makeMatter(api, '枫林', UNIT, {
      state: 'closed',
      closedAt: api.clock.now(),
    });
    await office.post(path(incident.id, 'archive'), { version: incident.version });
    const row = () => manager().findOneByOrFail(IncidentRow, { id: incident.id });
    const { version } = await row();
    const steps: [string, object][] = [
      ['reopen', { reason: '又有反映' }],
      ['close', { reason: '再办结' }],
      ['archive', {}],
      ['level', { level: '重大', reason: '升温' }],
      ['evaluation', form()],
      ['disposition', { kind: 'hotline', reason: 'personal_request' }],
    ];
    for (const [step, body] of steps) {
      const answer = await office.post(path(incident.id, step), { version, ...body });
      expect([step, answer.status, answer.json()['code']]).toEqual([step, 409, 'illegal_transition']);
      expect(answer.json()['detail']).toContain('已经归档');
    }
    await manager().insert(ItemRow, {
      jurisdictionId: api.jurisdictionId,
      key: createHash('sha256').update('again').digest(),
      channel: 'manual',
      title: item.title,
      text: item.text,
      source: item.source,
      discoveredAt: new Date(api.clock.now().getTime() - DAY),
      intoIncidentId: incident.id,
    } as never);
    await new JudgeStep(api.database.source, api.clock, new Woken(), readDirectory).run(api.jurisdictionId);
    expect(await row()).toMatchObject({ state: 'archived', version, itemCount: 1 });
    expect(await manager().findOneBy(IncidentRow, { recurrenceOf: incident.id })).toMatchObject({
      state: 'judged',
    });
  });

  /** What people can ask for over HTTP, by the event of the table it is. */
  const asked: Partial<Record<IncidentEvent, [string, object]>> = {
    close: ['close', { reason: '办结' }],
    reopen: ['reopen', { reason: '又有反映' }],
    evaluate: ['evaluation', form()],
    archive: ['archive', {}],
  };
  const forbidden = INCIDENT_STATES.flatMap((state) =>
    Object.keys(asked)
      .filter((event) => INCIDENT_LIFE[state][event as IncidentEvent] === undefined)
      // Taken up again, what never had a duty goes to a person instead.
      .filter((event) => event !== 'reopen' || INCIDENT_LIFE[state].needs_confirmation === undefined)
      .map((event): [IncidentState, IncidentEvent] => [state, event as IncidentEvent]),
  );

  it.each(forbidden)('%s refuses %s, says where it stands, and changes nothing', async (state, event) => {
    const { incident } = await makeMatter(api, `${state}${event}`, UNIT, {
      state,
      closedAt: api.clock.now(),
      needsRouting: false,
    });
    const [step, body] = asked[event] ?? ['', {}];
    const answer = await office.post(path(incident.id, step), { version: incident.version, ...body });
    expect([answer.status, answer.json()['code']]).toEqual([409, 'illegal_transition']);
    expect(answer.json()['detail']).toMatch(/[\u4e00-\u9fff]/);
    const possible = answer.json<{ possible: { event: IncidentEvent }[] }>().possible;
    for (const one of possible) expect(INCIDENT_LIFE[state][one.event]).toBeDefined();
    const now = await manager().findOneByOrFail(IncidentRow, { id: incident.id });
    expect([now.state, now.version]).toEqual([state, incident.version]);
  });

  it('closed and reopened, the clocks of the end start anew with the next answer', async () => {
    const id = await answered();
    await act(id, 'close', { reason: '已恢复供水' });
    await act(id, 'evaluation', form());
    await act(id, 'reopen', { reason: '又停水了' });
    const { state } = await detail(id);
    expect(INCIDENT_LIFE[state].answer).toBeDefined();
    expect(await manager().findOneBy(DeadlineRow, { incidentId: id, rule: 'DL-13' })).toMatchObject({
      state: 'superseded',
    });
  });
});

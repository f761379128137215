import { AccountRow } from '#access/service';
import {
  IncidentLogRow,
  IncidentRow,
  ItemRow,
  NoticeRow,
  RecusalRow,
  recusedAmong,
} from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import type {
  IncidentDetail,
  IncidentSummary,
  ItemView,
  Page,
  PostView,
  RecusalView,
  SplitDraft,
  SplitPreview,
} from '../../apps/api/src/contract/index.js';
import type { Client } from '../support/api.js';
import { makeNotice } from '../support/rows.js';
import { createReportCity, known, type ReportCity } from './reports.js';
import { makeMatter, OTHER_UNIT, UNIT } from './world.js';

describe('recusal and the split of reports', () => {
  let city: ReportCity;
  let monitor: Client;
  let office: Client;
  let street: Client;

  beforeAll(async () => {
    city = await createReportCity();
    monitor = (await known(city.api, 'monitor', '市委宣传部')).client;
    office = (await known(city.api, 'office', '市政府办公室')).client;
    street = (await known(city.api, 'liaison', OTHER_UNIT)).client;
  });
  afterAll(() => city.api.close());

  const recusal = async (id: string, client = monitor) =>
    (await client.get(`/api/v1/incidents/${id}/recusal`)).json<RecusalView>();
  const seenBy = async (client: Client, id: string) =>
    (await client.get(`/api/v1/incidents/${id}`)).status === 200;

  describe('a report mixed with a public concern', () => {
    let report: IncidentRow;
    let draft: SplitDraft;
    const kept = () => [
      {
        itemId: draft.items[0]?.itemId ?? '',
        pieces: (draft.items[0]?.pieces ?? []).filter(({ goesOut }) => goesOut).map(({ no }) => no),
      },
    ];
    const split = (given: object = {}) =>
      monitor.post(`/api/v1/incidents/${report.id}/split`, {
        version: draft.version,
        title: draft.title,
        kept: kept(),
        reason: null,
        ...given,
      });

    beforeAll(async () => {
      const arrived = await city.arrives(
        '东湖街道有异味，分局局长受贿',
        '东湖街道晚上有异味，老人睡不着。市综合服务局局长受贿，有转账截图。原帖 https://a.example/1 。',
      );
      report = arrived.incident;
      draft = (await monitor.get(`/api/v1/incidents/${report.id}/split`)).json<SplitDraft>();
    });

    it('is proposed in two halves, and shows before what the units would read and which', async () => {
      expect(report).toMatchObject({ restricted: true, recused: [UNIT] });
      const out = draft.items[0]?.pieces.filter(({ goesOut }) => goesOut).map(({ text }) => text.trim());
      expect(out).toEqual(['东湖街道有异味，', '东湖街道晚上有异味，老人睡不着。']);
      expect(draft.title).toBe('东湖街道有异味');
      const preview = await monitor.post(`/api/v1/incidents/${report.id}/split/preview`, {
        version: draft.version,
        title: draft.title,
        kept: kept(),
      });
      const shown = preview.json<SplitPreview>();
      expect(shown).toMatchObject({ faults: [], respondents: ['云州市环境局清岚分局'] });
      expect(shown.text).not.toMatch(/受贿|局长|截图|http/u);
    });

    it('is neither dispatched whole nor with an accusation left in it', async () => {
      const path = `/api/v1/incidents/${report.id}`;
      expect((await monitor.get(path)).json<IncidentDetail>().actions).not.toContain('correct_routing');
      const corrected = await monitor.post(`${path}/routing/correct`, {
        version: draft.version,
        respondents: [OTHER_UNIT],
        firstResponsible: [],
        assisting: [],
        lead: null,
        reason: '交办',
      });
      expect(corrected.json()['code']).toBe('restricted_matter');
      const all = (draft.items[0]?.pieces ?? []).map(({ no }) => no);
      const whole = await split({ kept: [{ itemId: draft.items[0]?.itemId, pieces: all }] });
      expect(whole.json()['code']).toBe('still_accusing');
      expect((await split({ kept: [] })).json()['code']).toBe('reason_missing');
      expect(await city.manager.countBy(IncidentRow, { splitFrom: report.id })).toBe(0);
    });

    it('goes out as a matter of its own that waits for a person and knows nothing of the report', async () => {
      const answer = await split();
      expect(answer.status).toBe(200);
      await city.settle();
      const view = await recusal(report.id);
      const [concern] = view.concerns;
      expect(view.may).toEqual(['recuse', 'split', 'undo_split']);
      expect(await city.incident(report.id)).toMatchObject({ state: 'set_aside', restricted: true });
      expect(await city.incident(concern?.id ?? '')).toMatchObject({
        state: 'awaiting_confirmation',
        restricted: false,
        recused: [UNIT],
        discoveredAt: report.discoveredAt,
      });
      const page = await office.get(`/api/v1/incidents/${concern?.id}`);
      expect(page.text).not.toMatch(/受贿|局长|截图|forum\.example|a\.example/u);
      expect(page.text).not.toContain(report.id);
      expect(page.text).not.toContain(report.number);
      expect(page.json<IncidentDetail>().items).toMatchObject([
        { url: null, originalOnRequest: false, engagement: {}, publishedAt: null },
      ]);
      expect((await recusal(concern?.id ?? '')).report?.number).toBe(report.number);
      expect(await seenBy(office, report.id)).toBe(false);
    });

    it('can be taken back as long as nobody was told, and is split anew', async () => {
      const [before] = (await recusal(report.id)).concerns;
      const undone = await monitor.post(`/api/v1/incidents/${report.id}/split/undo`, {
        version: (await recusal(report.id)).version,
        reason: '漏去人名',
      });
      expect(undone.status).toBe(200);
      expect(await seenBy(office, before?.id ?? '')).toBe(false);
      await city.settle();
      expect(await city.incident(report.id)).toMatchObject({ state: 'awaiting_confirmation' });
      draft = { ...draft, version: (await city.incident(report.id)).version };
      expect((await split()).status).toBe(200);
      await city.settle();
      const { concerns } = await recusal(report.id);
      expect(concerns.map(({ id }) => id)).not.toContain(before?.id);
      const [concern] = concerns;
      const anew = await office.get(`/api/v1/incidents/${concern?.id}`);
      expect(anew.json<IncidentDetail>().items).toMatchObject([{ duplicateOf: null }]);
      const { version } = await city.incident(concern?.id ?? '');
      const confirmed = await office.post(`/api/v1/incidents/${concern?.id}/routing/confirm`, { version });
      expect(confirmed.json<IncidentDetail>().units.map(({ unit }) => unit)).toContain(
        '云州市环境局清岚分局',
      );
      expect(confirmed.json<IncidentDetail>().units.map(({ unit }) => unit)).not.toContain(UNIT);
      const late = await monitor.post(`/api/v1/incidents/${report.id}/split/undo`, {
        version: (await recusal(report.id)).version,
        reason: '再看看',
      });
      expect(late.json()['code']).toBe('split_out_already');
    });

    it('keeps later voices apart: what accuses joins the report, never the concern', async () => {
      const concern = (await recusal(report.id)).concerns.find(({ state }) => state !== 'closed');
      const again = await city.arrives(
        '东湖街道有异味，分局局长受贿',
        '东湖街道晚上有异味，老人睡不着。市综合服务局局长受贿，又有新的转账截图。',
      );
      expect(again.incident.id).toBe(report.id);
      const page = await office.get(`/api/v1/incidents/${concern?.id}`);
      expect(page.text).not.toContain('受贿');
      const list = (await office.get('/api/v1/items')).json<Page<ItemView>>();
      expect(list.items.map(({ text }) => text).join()).not.toContain('受贿');
    });
  });

  it('finds that a text is no report: the rules decide again, and stay decided', async () => {
    const { incident } = await city.arrives('石桥镇路灯不亮', '石桥镇路灯不亮半个月，有人编段子说灯泡受贿。');
    expect(incident.restricted).toBe(true);
    const denied = await monitor.post(`/api/v1/incidents/${incident.id}/report/deny`, {
      version: incident.version,
      reason: '玩笑话，不是举报',
    });
    expect(denied.json<RecusalView>()).toMatchObject({ restricted: false, units: [], may: ['recuse'] });
    await city.settle();
    expect(await city.incident(incident.id)).toMatchObject({ restricted: false, state: 'dispatched' });
    expect(await seenBy(office, incident.id)).toBe(true);
  });

  it('keeps persons from a matter by hand: lists, mails under way; and lets them see it again', async () => {
    const colleague = await known(city.api, 'office', '市政府办公室');
    const person = await city.person(colleague.login, '孙回避');
    const contactId = await city.inRoster('市政府办公室', 'handler', '孙回避');
    const { incident } = await makeMatter(city.api, '手工', OTHER_UNIT);
    const notice = await makeNotice(city.manager, incident, { contactId });
    const found = (
      await monitor.get(`/api/v1/incidents/${incident.id}/recusal/people?q=${encodeURIComponent('孙回避')}`)
    ).json<{ items: { id: string; kind: string }[] }>().items;
    expect(found.map(({ kind }) => kind)).toEqual(['account', 'contact']);
    expect(await seenBy(colleague.client, incident.id)).toBe(true);
    const persons = found.map(({ id, kind }) => ({ id, kind }));
    const path = `/api/v1/incidents/${incident.id}/recusal`;
    expect((await monitor.post(path, { persons, reason: '' })).status).toBe(400);
    const view = (await monitor.post(path, { persons, reason: '当事人亲属' })).json<RecusalView>();
    expect(view.persons).toMatchObject([{ name: '孙回避', origin: 'hand' }, { name: '孙回避' }]);
    expect(await seenBy(colleague.client, incident.id)).toBe(false);
    const list = (await colleague.client.get('/api/v1/incidents')).json<Page<IncidentSummary>>();
    expect(list.items.map(({ id }) => id)).not.toContain(incident.id);
    expect((await city.manager.findOneByOrFail(NoticeRow, { id: notice.id })).state).toBe('cancelled');
    expect(await seenBy(office, incident.id)).toBe(true);
    const log = await city.manager.findBy(IncidentLogRow, { incidentId: incident.id });
    expect(JSON.stringify(log)).not.toContain('孙回避');
    await monitor.post(`${path}/lift`, { personId: person.id, reason: '核实并非亲属' });
    expect(await seenBy(colleague.client, incident.id)).toBe(true);
  });

  it('keeps whoever the text names from it, also when a later text names them', async () => {
    const named = await known(city.api, 'monitor', '市网信办');
    await city.person(named.login, '钱具名');
    const { incident } = await city.arrives('举报受贿', '东湖街道一名干部受贿。');
    expect(await seenBy(named.client, incident.id)).toBe(true);
    await city.arrives('举报受贿', '东湖街道一名干部受贿，就是钱具名。');
    expect(await seenBy(named.client, incident.id)).toBe(false);
    expect(await city.manager.countBy(RecusalRow, { incidentId: incident.id, origin: 'name' })).toBe(1);
  });

  it('keeps who is, or was since then, in charge of the unit from what is about it', async () => {
    const first = await known(city.api, 'monitor', '市政府');
    const second = await known(city.api, 'monitor', '市政府');
    const give = async (login: string) => {
      const { id } = await city.manager.findOneByOrFail(AccountRow, { login });
      const person = { id, kind: 'account' };
      return (await office.ask('PUT', '/api/v1/posts/VM-1', { body: { person } })).json<PostView>();
    };
    const { incident } = await makeMatter(city.api, '分管', OTHER_UNIT, { recused: [UNIT] });
    expect(await seenBy(first.client, incident.id)).toBe(true);
    expect((await give(first.login)).holder?.login).toBe(first.login);
    expect(await seenBy(first.client, incident.id)).toBe(false);
    city.api.clock.advance(600_000);
    await give(second.login);
    // Who has left the post was in charge while the matter was public.
    expect(await seenBy(first.client, incident.id)).toBe(false);
    expect(await seenBy(second.client, incident.id)).toBe(false);
    const later = await makeMatter(city.api, '后来', OTHER_UNIT, {
      recused: [UNIT],
      discoveredAt: new Date(city.api.clock.now().getTime() + 1),
    });
    expect([
      await seenBy(first.client, later.incident.id),
      await seenBy(second.client, later.incident.id),
    ]).toEqual([true, false]);
    expect((await recusal(incident.id)).persons.map(({ origin }) => origin)).toEqual(['post', 'post']);
  });

  it('gives a report on the publicity department to the discipline inspection, and to nobody it is about', async () => {
    const discipline = await known(city.api, 'leader', '市纪委监委');
    const { incident } = await city.arrives('举报市委宣传部干部受贿', '市委宣传部一名干部受贿。');
    await city.manager.update(IncidentRow, { id: incident.id }, { recused: ['市委宣传部'] });
    expect(await seenBy(monitor, incident.id)).toBe(false);
    expect(await seenBy(discipline.client, incident.id)).toBe(true);
    const plain = await makeMatter(city.api, '平常', OTHER_UNIT);
    expect(await seenBy(discipline.client, plain.incident.id)).toBe(false);
    const list = (await discipline.client.get('/api/v1/incidents')).json<Page<IncidentSummary>>();
    expect(list.items.every(({ restricted }) => restricted)).toBe(true);
  });

  it('tells a unit the address of an original only for a reason, which those who see all matters can read', async () => {
    const { incident, item } = await makeMatter(city.api, '原文', OTHER_UNIT);
    await city.manager.update(
      ItemRow,
      { id: item.id },
      { text: '村民张三丰说停水，详见 https://forum.example/9 。' },
    );
    const page = (await street.get(`/api/v1/incidents/${incident.id}`)).json<IncidentDetail>();
    expect(page.items).toMatchObject([
      { url: null, originalOnRequest: true, text: '村民张某说停水，详见 〔链接〕 。' },
    ]);
    const ask = (client: Client, reason: string) =>
      client.post(`/api/v1/items/${item.id}/original`, { reason });
    expect((await ask(street, '看看')).status).toBe(400);
    expect((await ask(street, '核对停水的楼号')).json()).toEqual({ url: item.url });
    const timeline = async (client: Client) =>
      (await client.get(`/api/v1/incidents/${incident.id}`))
        .json<IncidentDetail>()
        .timeline.map(({ text }) => text)
        .join();
    expect(await timeline(office)).toContain(`${OTHER_UNIT}查看原文链接：核对停水的楼号`);
    expect(await timeline(street)).not.toContain('查看原文');
    const other = await known(city.api, 'liaison', UNIT);
    expect((await ask(other.client, '与本单位无关的好奇')).status).toBe(404);
    await city.manager.update(IncidentRow, { id: incident.id }, { splitFrom: incident.id });
    expect((await ask(street, '核对停水的楼号')).json()['code']).toBe('original_withheld');
  });

  it('passes over who is in charge of the reported unit when a duty of another unit climbs', async () => {
    const inCharge = await city.inRoster('市政府', 'charge_leader', '周分管');
    const another = await city.inRoster('市政府', 'charge_leader', '吴主管');
    const again = await city.inRoster('市政府', 'handler', '周分管');
    await city.inCharge(null, inCharge);
    const { incident } = await makeMatter(city.api, '上报', OTHER_UNIT, {
      recused: [UNIT],
      opinionLevel: '重大',
      opinionConfirmed: true,
    });
    for (let hours = 0; hours < 24; hours += 1) {
      city.api.clock.advance(3_600_000);
      await city.settle();
    }
    const told = (await city.manager.findBy(NoticeRow, { incidentId: incident.id })).map(
      (row) => row.contactId,
    );
    expect(told).toContain(another);
    expect(told).not.toContain(inCharge);
    // The same name in the same unit is the same person.
    expect(told).not.toContain(again);
    const kept = await recusedAmong(
      city.manager,
      incident.id,
      [inCharge, another, again],
      new ContactBook(city.api.keys.contacts),
    );
    expect(kept).toEqual(new Set([inCharge, again]));
  });
});

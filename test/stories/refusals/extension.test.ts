import { stepTimes } from '#incidents';
import { EscalationRow } from '#incidents/service';
import { makeEscalation } from '../../support/rows.js';
import { hours, minutes, MORNING } from '../incidents/hub.js';
import { createRefusalDesk, type RefusalDesk } from './desk.js';

const BUREAU = '市城市管理局';
let desk: RefusalDesk;
beforeAll(async () => {
  desk = await createRefusalDesk();
});
afterAll(() => desk.database.drop());
beforeEach(() => desk.clock.set(MORNING));

const at = (later: number) => new Date(MORNING.getTime() + later);
const refusing = (code: string) => expect.objectContaining({ code });
const ask = async (id: string, rule: string, until: Date, reason = '须会同供热公司核实') =>
  desk.extensions.ask((await desk.dutyOf(id, BUREAU)).id, { rule, until, reason }, `link:${BUREAU}`);
const decide = (id: string, grant: boolean, note = '') =>
  desk.extensions.decide(id, { grant, note }, 'account:ban');

describe('more time for an internal deadline', () => {
  it('moves nothing until it is granted; then the due time and the steps of the climb not yet taken', async () => {
    const id = await desk.dispatched();
    const duty = await desk.dutyOf(id, BUREAU);
    await makeEscalation(desk.manager, duty, { hours: [0, 2, 4, 6], taken: [0, 1] });
    desk.clock.advance(hours(3));
    const asked = await ask(id, 'DL-06', at(hours(7)));
    expect(asked).toMatchObject({ state: 'waiting', ruler: '市政府办公室', previousDueAt: at(hours(4)) });
    expect((await desk.dutyOf(id, BUREAU)).signDueAt).toEqual(at(hours(4)));
    const statutory = await desk.deadlines(id);
    desk.clock.advance(hours(2));
    await decide(asked.id, true);
    expect((await desk.dutyOf(id, BUREAU)).signDueAt).toEqual(at(hours(7)));
    const climb = await desk.manager.findOneByOrFail(EscalationRow, { subjectId: duty.id });
    const ahead = stepTimes(climb).filter(({ index }) => !climb.taken.includes(index));
    expect(ahead.map((step) => step.at)).toEqual([7, 9].map((h) => at(hours(h))));
    expect(climb.nextDueAt).toEqual(at(hours(7)));
    expect(await desk.deadlines(id)).toEqual(statutory);
    const logged = await desk.log(id, 'extension.asked', 'extension.granted');
    expect(logged.map((row) => [row.type, row.data['unit'], row.data['rule']])).toEqual([
      ['extension.asked', BUREAU, 'DL-06'],
      ['extension.granted', BUREAU, 'DL-06'],
    ]);
  });

  it('declined needs a reason and changes nothing; answered once', async () => {
    const id = await desk.dispatched();
    const asked = await ask(id, 'DL-07', at(hours(40)));
    await expect(decide(asked.id, false)).rejects.toEqual(refusing('reason_missing'));
    const before = (await desk.dutyOf(id, BUREAU)).reportDueAt;
    expect(await decide(asked.id, false, '请先报已知情况')).toMatchObject({
      state: 'declined',
      decisionNote: '请先报已知情况',
    });
    expect((await desk.dutyOf(id, BUREAU)).reportDueAt).toEqual(before);
    await expect(decide(asked.id, true)).rejects.toEqual(refusing('extension_settled'));
  });

  it.each(['DL-01', 'DL-02', 'DL-03', 'DL-05', 'DL-08', 'DL-19', 'DL-20'])(
    'is not to be had for %s',
    async (rule) => {
      const id = await desk.dispatched();
      await expect(ask(id, rule, at(hours(60)))).rejects.toEqual(refusing('deadline_fixed'));
    },
  );

  it('never reaches beyond a statutory time, nor is asked twice, late, or for an earlier time', async () => {
    const id = await desk.dispatched();
    await expect(ask(id, 'DL-06', at(hours(49)))).rejects.toEqual(refusing('beyond_statutory'));
    await expect(ask(id, 'DL-06', at(hours(3)))).rejects.toEqual(refusing('extension_not_later'));
    await ask(id, 'DL-06', at(hours(6)));
    await expect(ask(id, 'DL-06', at(hours(7)))).rejects.toEqual(refusing('extension_waiting'));
    desk.clock.advance(hours(4) + minutes(1));
    const other = await desk.dispatched();
    desk.clock.advance(hours(4) + minutes(1));
    await expect(ask(other, 'DL-06', at(hours(20)))).rejects.toEqual(refusing('extension_too_late'));
  });

  it('falls away when the unit signs, refuses or reports, or the matter is closed', async () => {
    const id = await desk.dispatched();
    const [signing, reporting] = [
      await ask(id, 'DL-06', at(hours(6))),
      await ask(id, 'DL-07', at(hours(40))),
    ];
    const duty = await desk.dutyOf(id, BUREAU);
    await desk.actions.signDuty(duty.id, `link:${BUREAU}`);
    expect((await desk.extension(signing.id)).state).toBe('lapsed');
    await expect(ask(id, 'DL-06', at(hours(7)))).rejects.toEqual(refusing('no_such_clock'));
    await desk.reports.report(duty.id, '正在抢修', `link:${BUREAU}`);
    expect((await desk.extension(reporting.id)).state).toBe('lapsed');
    const other = await desk.dispatched();
    const left = await ask(other, 'DL-06', at(hours(6)));
    await desk.actions.close(other, (await desk.incident(other)).version, '误报', 'account:ban');
    expect((await desk.extension(left.id)).state).toBe('lapsed');
  });
});

describe('the first report', () => {
  it('settles DL-07 once, needs a signature or a refusal, and says when it came late', async () => {
    const id = await desk.dispatched();
    const duty = await desk.dutyOf(id, BUREAU);
    const report = (text: string) => desk.reports.report(duty.id, text, `link:${BUREAU}`);
    await expect(report('正在核实')).rejects.toEqual(refusing('sign_first'));
    await desk.actions.signDuty(duty.id, `link:${BUREAU}`);
    await expect(report('  ')).rejects.toEqual(refusing('report_empty'));
    desk.clock.advance(hours(48));
    await report('阀门损坏，已更换。');
    expect((await desk.dutyOf(id, BUREAU)).reportedAt).toEqual(desk.clock.now());
    expect((await desk.log(id, 'duty.reported'))[0]?.data).toMatchObject({ unit: BUREAU, late: true });
    await expect(report('再报')).rejects.toEqual(refusing('reported_already'));
  });
});

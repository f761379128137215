import {
  AssignmentRow,
  DeadlineRow,
  IncidentLogRow,
  NoticeRow,
  RefusalActions,
  RefusalRow,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { RoutingActions, Rulings } from '#route/service';
import { knownPolicy } from '#respond/service';
import { eventually } from '../../support/eventually.js';
import { createInstallation, type Installation } from '../../support/installation.js';
import { makeIncident, MORNING } from '../../support/rows.js';
import { policy } from '../incidents/hub.js';

const MINUTE = 60_000;
const BUREAU = '市综合服务局';
const TOWN = '石桥镇';

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

/** Nobody wakes anything: the sweep alone must find what is to be told, as after a crash between commit and wake-up. */
describe('who hears of a refusal, with only the time moving', () => {
  let city: Installation;
  beforeEach(async () => {
    city = await createInstallation();
  });
  afterEach(() => city.close());

  const parts = () => {
    const { source } = city.database;
    const ground = [source, city.clock, new Deaf(), readDirectory, policy] as const;
    return {
      refusals: new RefusalActions(...ground),
      rulings: new Rulings(...ground),
      routing: new RoutingActions(...ground, knownPolicy),
    };
  };
  const manager = () => city.database.source.manager;
  const version = async (id: string) =>
    (await manager().query<{ version: number }[]>('select version from incident where id = $1', [id]))[0]
      ?.version ?? 0;
  /** A matter that a person has given to the bureau. */
  async function assigned(opinionLevel: '较大' | '重大' = '较大'): Promise<string> {
    const { id } = await makeIncident(manager(), {
      jurisdictionId: city.jurisdictionId,
      opinionLevel,
      state: 'awaiting_confirmation',
      dispatchedAt: null,
      flags: [],
    });
    const correction = { respondents: [BUREAU], firstResponsible: [BUREAU], assisting: [], lead: null };
    await parts().routing.correctRouting(id, { ...correction, version: 1, reason: '核实' }, 'account:ban');
    return id;
  }
  async function refuse(id: string, unit = BUREAU, proposed = TOWN): Promise<RefusalRow> {
    const duty = await manager().findOneByOrFail(AssignmentRow, { incidentId: id, unit, state: 'sent' });
    return parts().refusals.refuse(
      duty.id,
      { ground: 'wrong_function', note: '属镇里的事', proposed: [proposed] },
      `link:${unit}`,
    );
  }
  const mails = () =>
    city.smtp.received.map((mail) => `${mail.to.replace(/@.*/, '')} ${mail.subject}`).sort();
  async function reached(...expected: (string | RegExp)[]): Promise<void> {
    await eventually(() => mails().length >= expected.length, expected.join());
    expect(mails()).toEqual(expected.map((one) => expect.stringMatching(one)));
    city.smtp.received.length = 0;
  }
  async function quiet(): Promise<void> {
    await new Promise((done) => setTimeout(done, 2_500));
    expect(mails()).toEqual([]);
  }

  it('the office at once, again when the time is up, then its leader; the unit hears the outcome', async () => {
    const id = await assigned();
    await city.work();
    await reached(/^p3 舆情交办/, /^p4 舆情交办/);
    const refusal = await refuse(id);
    await reached(/^p11 退单待裁定.*市综合服务局/, /^p12 退单待裁定/);
    // The unit is urged to sign no more, though its sign-off time passes.
    city.clock.advance(59 * MINUTE);
    await quiet();
    city.clock.advance(MINUTE);
    await reached(/^p11 退单逾期未裁定/, /^p12 退单逾期未裁定/);
    city.clock.advance(30 * MINUTE);
    await reached(/^p9 退单逾期未裁定.*报请负责人/);
    const late = await manager().findBy(IncidentLogRow, { incidentId: id, type: 'refusal.late' });
    expect(late.map((row) => row.data['to'])).toEqual(['liaison_and_handler', 'charge_leader']);
    await parts().rulings.rule(
      refusal.id,
      { version: await version(id), outcome: 'reassigned', units: [TOWN], reason: '属镇里' },
      { actor: 'account:ban', leader: false },
    );
    await reached(/^p27 舆情交办/, /^p28 舆情交办/, /^p3 退单已裁定.*改派/, /^p4 退单已裁定.*改派/);
    city.clock.advance(10 * MINUTE);
    await quiet();
  });

  it('the leader hears that a second refusal must be approved; 重大 climbs to the city leadership', async () => {
    const id = await assigned('重大');
    const first = await refuse(id);
    await parts().rulings.rule(
      first.id,
      { version: await version(id), outcome: 'reassigned', units: [TOWN], reason: '属镇里' },
      { actor: 'account:ban', leader: false },
    );
    const second = await refuse(id, TOWN, BUREAU);
    await city.work();
    await reached(
      /^p11 退单待裁定/,
      /^p11 重大舆情/,
      /^p12 退单待裁定/,
      /^p12 重大舆情/,
      /^p3 退单已裁定/,
      /^p4 退单已裁定/,
    );
    await parts().rulings.rule(
      second.id,
      { version: await version(id), outcome: 'upheld', units: [], reason: '镇里的路' },
      { actor: 'account:ban', leader: false },
    );
    await reached(/^p9 再次退单待批准/);
    city.clock.advance(30 * MINUTE);
    await reached(/^p11 退单逾期未裁定/, /^p12 退单逾期未裁定/);
    city.clock.advance(15 * MINUTE);
    await reached(/^p9 退单逾期未裁定/);
    city.clock.advance(15 * MINUTE);
    await reached(/^p17 退单逾期未裁定/);
    await parts().rulings.confirm(
      second.id,
      { version: await version(id), approve: true, note: '' },
      'account:zhuren',
    );
    await eventually(() => mails().length >= 2, 'the outcome');
    expect(mails()).toEqual([
      expect.stringMatching(/^p27 退单已裁定.*维持原派/),
      expect.stringMatching(/^p28 /),
    ]);
    const body = city.smtp.received[0]?.text ?? '';
    expect(body).toContain('https://huiyin.example/s/');
    expect(body).not.toContain('属镇里的事');
  });

  it('ruled before the mail went: nobody is asked to rule any more', async () => {
    await city.smtp.down();
    const id = await assigned();
    const refusal = await refuse(id);
    await city.work();
    await eventually(
      async () => (await manager().countBy(NoticeRow, { template: 'refusal_raised' })) === 2,
      'notices to the office',
    );
    await parts().rulings.rule(
      refusal.id,
      { version: await version(id), outcome: 'upheld', units: [], reason: '原派无误' },
      { actor: 'account:ban', leader: false },
    );
    await city.smtp.up();
    city.clock.set(new Date(MORNING.getTime() + 20 * MINUTE));
    await eventually(() => mails().some((mail) => mail.includes('维持原派')), 'the outcome');
    expect(mails().filter((mail) => mail.includes('待裁定'))).toEqual([]);
  });

  it('what nobody has assigned by DL-05 is told to the one who leads the office, once', async () => {
    const incident = await makeIncident(manager(), {
      jurisdictionId: city.jurisdictionId,
      state: 'awaiting_confirmation',
      dispatchedAt: null,
    });
    await manager().insert(DeadlineRow, {
      incidentId: incident.id,
      rule: 'DL-05',
      kind: 'internal',
      startsAt: MORNING,
      dueAt: new Date(MORNING.getTime() + 120 * MINUTE),
    });
    await city.work();
    city.clock.advance(121 * MINUTE);
    await reached(/^p9 逾期未分派/);
    city.clock.advance(600 * MINUTE);
    await quiet();
  });
});

import { IncidentActions, IncidentRow } from '#incidents/service';
import { secondsSinceBeat } from '#clock/service';
import { Wakeups } from '#queue';
import { eventually } from '../support/eventually.js';
import { createInstallation, type Installation } from '../support/installation.js';
import { makeDuty, makeIncident } from '../support/rows.js';

const MINUTE = 60_000;

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

describe('sign-off by the clock, with only the time moving', () => {
  let city: Installation;
  beforeEach(async () => {
    city = await createInstallation();
  });
  afterEach(() => city.close());

  /** Opens a dispatched matter for these units; nobody wakes anything, the sweep must find it. */
  async function dispatched(given: Partial<IncidentRow>, ...units: string[]) {
    const manager = city.database.source.manager;
    const incident = await makeIncident(manager, { jurisdictionId: city.jurisdictionId, ...given });
    const duties = [];
    for (const unit of units) duties.push(await makeDuty(manager, incident, { unit }));
    return { incident, duties };
  }
  const people = () => city.smtp.received.map((mail) => mail.to.replace(/@.*/, '')).sort();
  async function reached(...expected: string[]): Promise<void> {
    await eventually(() => city.smtp.received.length >= expected.length, expected.join());
    expect(people()).toEqual([...expected].sort());
    city.smtp.received.length = 0;
  }
  /** Lets the sweeps go round and shows that nothing was sent. */
  async function quiet(): Promise<void> {
    await new Promise((done) => setTimeout(done, 2_500));
    expect(people()).toEqual([]);
  }

  it('each unit climbs for itself: liaisons, reminder, leader in charge, office, leadership', async () => {
    const { duties } = await dispatched({ opinionLevel: '重大' }, '市综合服务局', '石桥镇');
    await city.work();
    // p4, p3: liaison and handler of the bureau; p28, p27: of the town; p12, p11: of the city office.
    await reached('p4', 'p3', 'p28', 'p27', 'p12', 'p11');
    city.clock.advance(15 * MINUTE);
    await reached('p4', 'p3', 'p28', 'p27');
    const actions = new IncidentActions(city.database.source, city.clock, new Deaf());
    await actions.signDuty(duties[1]?.id ?? '', 'link:石桥镇');
    city.clock.advance(15 * MINUTE);
    await reached('p1');
    city.clock.advance(15 * MINUTE);
    await reached('p12', 'p11');
    city.clock.advance(15 * MINUTE);
    await reached('p17');
    city.clock.advance(600 * MINUTE);
    await quiet();
    await actions.signDuty(duties[0]?.id ?? '', 'link:市综合服务局');
    const [row] = await city.database.source.manager.find(IncidentRow);
    expect(row?.state).toBe('signed');
  });

  it('a mail server that is away for an hour delays the alert and does not double it', async () => {
    await city.smtp.down();
    await dispatched({ opinionLevel: '重大' }, '市综合服务局');
    await city.work();
    const waiting = () => city.database.source.query(`select attempts from notice where state = 'pending'`);
    await eventually(async () => (await waiting()).length === 4, 'four notices that wait');
    for (let minutes = 0; minutes < 12; minutes += 3) {
      city.clock.advance(3 * MINUTE);
      await new Promise((done) => setTimeout(done, 1_200));
    }
    await city.smtp.up();
    city.clock.advance(2 * MINUTE);
    await reached('p4', 'p3', 'p12', 'p11');
    await quiet();
  });

  it('the heartbeat tells that the sweeps go round', async () => {
    expect(await secondsSinceBeat(city.database.source.manager, 'sweeps')).toBeNull();
    await city.work('clock');
    await eventually(
      async () => (await secondsSinceBeat(city.database.source.manager, 'sweeps')) !== null,
      'a heartbeat',
    );
  });

  it('parts split over processes do the same together', async () => {
    await dispatched({ opinionLevel: '较大' }, '市综合服务局');
    await city.work('notify');
    await city.work('clock');
    await city.work('collect,judge');
    await reached('p4', 'p3');
    city.clock.advance(30 * MINUTE);
    await reached('p4', 'p3');
  });
});

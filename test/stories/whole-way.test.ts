import { IncidentActions, IncidentLogRow, IncidentRow, NoticeRow, AssignmentRow } from '#incidents/service';
import { ItemRow } from '#incidents/service';
import { Wakeups } from '#queue';
import { loadKeys, verifyLink } from '#secrets';
import { eventually } from '../support/eventually.js';
import { createInstallation, type Installation } from '../support/installation.js';
import { redisAvailable, startRedis } from '../support/redis.js';
import { MORNING } from '../support/rows.js';

const HOUR = 3_600_000;
const stores: [string, boolean, () => Promise<{ url: string; stop(): Promise<void> } | null>][] = [
  ['PostgreSQL', true, () => Promise.resolve(null)],
  ['Redis', redisAvailable(), startRedis],
];

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

for (const [store, available, start] of stores)
  (available ? describe : describe.skip)(`a worry on the forum, queues on ${store}`, () => {
    let city: Installation;
    let redis: { url: string; stop(): Promise<void> } | null = null;

    beforeAll(async () => {
      redis = await start();
    });
    beforeEach(async () => {
      city = await createInstallation(redis?.url);
    });
    afterEach(() => city.close());
    afterAll(() => redis?.stop());

    const mails = (count: number) =>
      eventually(() => city.smtp.received.length >= count && city.smtp.received, `${count} mails`);
    const all = () => city.database.source.manager;
    /** Makes the source due and waits until it has been fetched and put by. */
    async function fetchAgain(): Promise<void> {
      const { source } = city.database;
      const now = city.clock.now();
      await eventually(async () => (await putBy(now)).length === 1, 'the fetch before');
      await source.query('update source set next_due_at = $1', [now]);
      await eventually(async () => (await putBy(now)).length === 1, 'the fetch');
    }
    const putBy = (now: Date): Promise<unknown[]> =>
      city.database.source.query(
        'select 1 from source where leased_until is null and next_due_at > $1 and enabled',
        [now],
      );

    it('is read, judged, routed, mailed, signed; and when nobody signs it climbs to the office', async () => {
      city.feed.publish(
        '东湖街道停水三天',
        '东湖街道阳光小区停水三天了，自来水一直没有恢复，老人孩子没法生活。',
        MORNING,
      );
      await city.work();
      const first = await mails(1);
      expect(first[0]?.subject).toContain('舆情交办 2026-0001');
      const incident = await all().findOneByOrFail(IncidentRow, { number: '2026-0001' });
      expect(incident.state).toBe('dispatched');
      const duties = await all().findBy(AssignmentRow, { incidentId: incident.id, mustSign: true });
      const units = duties.map((duty) => duty.unit);
      expect(units).toContain('市综合服务局');
      // Nothing but the time moves: reminder, leaders in charge, city office.
      const policy = [2, 2, 2].map((hours) => hours * HOUR);
      for (const wait of policy) city.clock.advance(wait);
      const climbed = await eventually(async () => {
        const subjects = city.smtp.received.map((mail) => mail.subject);
        return subjects.some((subject) => subject.includes('逾期未签收')) && subjects;
      }, 'the climb');
      expect(climbed.join()).not.toContain('停水');
      const token = /\/s\/([\w-]+)/.exec(first[0]?.text ?? '')?.[1] ?? '';
      const keys = loadKeys(`${city.environment['HUIYIN_DATA']}/keys`);
      const link = verifyLink(keys.links, token, 'sign', city.clock.now());
      expect(link.ok).toBe(true);
      const actions = new IncidentActions(city.database.source, city.clock, new Deaf());
      for (const duty of duties) await actions.signDuty(duty.id, `link:${duty.unit}`);
      expect((await all().findOneByOrFail(IncidentRow, { id: incident.id })).state).toBe('signed');
    });

    it('seen again changes nothing; a new one becomes a second incident', async () => {
      city.feed.publish('东湖街道路灯不亮', '东湖街道幸福路路灯坏了半个月没有人修。', MORNING);
      await city.work();
      await mails(1);
      await fetchAgain();
      expect(city.feed.asked).toBe(2);
      expect(await all().count(ItemRow)).toBe(1);
      city.feed.publish('石桥镇河里流黑水', '石桥镇小河里流黑水，有刺鼻异味，死鱼漂在水面。', MORNING);
      await fetchAgain();
      await eventually(async () => (await all().count(IncidentRow)) === 2, 'the second incident');
    });

    it('with two workers side by side, nothing happens twice', async () => {
      for (let count = 0; count < 12; count += 1)
        city.feed.publish(
          `石桥镇第${count + 1}批路灯`,
          `石桥镇第${count + 1}村${count * 37 + 11}号路灯不亮，已经${count + 3}天了，出行不便。`,
          new Date(MORNING.getTime() + count * 1000),
        );
      await Promise.all([city.work(), city.work()]);
      await eventually(
        async () =>
          (await all().query(`select 1 from item where judged_at is null limit 1`)).length === 0 &&
          (await all().count(ItemRow)) === 12,
        'all judged',
      );
      await eventually(
        async () =>
          (await all().count(NoticeRow)) > 0 &&
          (await all().query(`select 1 from incident where needs_routing`)).length === 0 &&
          (
            await all().query(
              `select 1 from assignment a where state = 'sent' and not exists (select 1 from escalation e where e.assignment_id = a.id)`,
            )
          ).length === 0 &&
          (await all().query(`select 1 from notice where state <> 'accepted'`)).length === 0,
        'all told',
      );
      expect(city.smtp.received).toHaveLength(await all().count(NoticeRow));
      expect(city.smtp.distinct()).toHaveLength(city.smtp.received.length);
      const opened = await all().countBy(IncidentLogRow, { type: 'incident.opened' });
      expect(opened).toBe(await all().count(IncidentRow));
    });
  });

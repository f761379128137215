import { IncidentRow, NoticeRow } from '#incidents/service';
import { putShifts } from '#jurisdiction/service';
import { loadKeys } from '#secrets';
import { eventually } from '../support/eventually.js';
import { createInstallation, runningConfig, type Installation } from '../support/installation.js';

/** Three in the morning, a Tuesday: the shift of Monday is on duty. */
const NIGHT = new Date('2026-11-24T03:00:00+08:00');
const DAY = new Date('2026-11-24T10:00:00+08:00');

const BLAST = '石桥镇一家化工厂爆炸，1人遇难。';
const DRY = '石桥镇自来水停水三天了，老人孩子没法生活。';
/** What is judged, routed or announced and not told yet. */
const LEFT = `select (select count(*) from item where judged_at is null)
  + (select count(*) from incident where needs_routing) + (select count(*) from announcement where told_at is null)
  + (select count(*) from assignment duty where duty.state = 'sent' and duty.must_sign and not exists
      (select 1 from escalation where escalation.assignment_id = duty.id)) as n`;

describe('an emergency heard at night', () => {
  let city: Installation;
  beforeEach(async () => {
    city = await createInstallation();
    const { contacts: key } = loadKeys(runningConfig(city.environment).keysDir);
    const shift = { unit: '市政府办公室', day: '2026-11-23', person: '李样本', phone: null };
    await city.database.source.transaction((manager) =>
      putShifts(manager, key, city.jurisdictionId, [{ ...shift, leader: null, leaderPhone: null }], {
        at: NIGHT,
        actor: 'account:office',
      }),
    );
  });
  afterEach(() => city.close());

  /** Mails written of each matter and how urgent they are, once nothing is left to do. */
  async function heard(at: Date, ...texts: string[]): Promise<string[][]> {
    city.clock.set(at);
    const { manager } = city.database.source;
    await manager.query('update source set next_due_at = $1', [at]);
    for (const text of texts) city.feed.publish(text.slice(0, 12), text, at);
    await city.work();
    await eventually(async () => {
      const [row]: { n: string }[] = await manager.query(LEFT);
      return Number(row?.n) === 0 && (await manager.countBy(IncidentRow, {})) === texts.length;
    }, 'all told');
    const told = texts.map(async (text) => {
      const { id } = await manager.findOneByOrFail(IncidentRow, { title: text.slice(0, 12) });
      const notices = await manager.findBy(NoticeRow, { incidentId: id, channel: 'mail' });
      return [...new Set(notices.map(({ template, priority }) => `${template} ${priority}`))].sort();
    });
    return Promise.all(told);
  }

  it('wakes the duty room at once, though it waits for a person to say who answers; what is no emergency may wait', async () => {
    expect(await heard(NIGHT, BLAST, DRY)).toEqual([
      ['emergency_at_night 1', 'needs_confirmation 1'],
      ['assigned 0'],
    ]);
    const woken = () => city.smtp.received.filter(({ subject }) => subject.startsWith('夜间突发情况'));
    await eventually(() => woken().length > 0, 'the mail to the duty room');
    expect(woken().map(({ to }) => to)).toEqual(['p11@qinglan.example']);
  });

  it('is no matter of the duty room by day, when the office is there', async () => {
    expect(await heard(DAY, BLAST)).toEqual([['needs_confirmation 1']]);
  });
});

import { timelineOf } from '#clock';
import {
  AnnouncementRow,
  AssignmentRow,
  IncidentActions,
  IncidentLogRow,
  IncidentRow,
  progressDue,
  ReportIssueRow,
  ReportSeriesRow,
  SupervisionActions,
  SupervisionAnswers,
  SupervisionPartRow,
  SupervisionRow,
  supervisionsDue,
  UrgeActions,
} from '#incidents/service';
import { readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { eventually } from '../support/eventually.js';
import { createInstallation, type Installation } from '../support/installation.js';
import { makeDuty, makeIncident, MORNING } from '../support/rows.js';

const HOUR = 3_600_000;
const UNIT = '市综合服务局';
const OFFICE = 'account:wang';

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

let city: Installation;
beforeAll(async () => {
  city = await createInstallation();
});
afterAll(() => city.close());
beforeEach(async () => {
  city.clock.set(MORNING);
  await city.database.source.query(
    'truncate announcement, notice, incident, assignment, escalation, incident_log, supervision, supervision_part, urging',
  );
});

const rows = () => city.database.source.manager;
const after = (hours: number) => new Date(MORNING.getTime() + hours * HOUR);
const parts = () => [city.database.source, city.clock, new Deaf()] as const;

async function matter(given: Partial<IncidentRow> = {}, duty: Partial<AssignmentRow> = {}) {
  const incident = await makeIncident(rows(), { jurisdictionId: city.jurisdictionId, ...given });
  return { incident, duty: await makeDuty(rows(), incident, { unit: UNIT, ...duty }) };
}
/** An order issued at once, due after so many hours. */
async function issued(assignmentId: string, hours: number): Promise<SupervisionRow> {
  const actions = new SupervisionActions(...parts(), readDirectory);
  const sheet = await actions.draft(
    city.jurisdictionId,
    {
      title: '督办单',
      cause: '逾期',
      urgency: 'normal',
      parts: [{ assignmentId, requirement: '核实', dueAt: after(hours) }],
    },
    'wang',
  );
  await actions.issue(sheet.id, 1, 'li');
  return rows().findOneByOrFail(SupervisionRow, { id: sheet.id });
}
const told = async () =>
  (await rows().find(AnnouncementRow, { order: { createdAt: 'ASC' } }))
    .map(({ template, audience }) => `${template} → ${audience}`)
    .sort();
/** What is announced in a round of the sweep, which is run twice to show that it tells nothing twice. */
async function sweep(hours: number, work: () => Promise<unknown>): Promise<string[]> {
  await rows().query('truncate announcement');
  city.clock.set(after(hours));
  await work();
  await work();
  return told();
}

describe('a supervision order that runs out', () => {
  const due = (timeline: 'real' | 'rehearsal' = 'real') =>
    supervisionsDue(rows(), city.clock.now(), timeline);

  it('is remembered with a fifth of its time left, and told to leader and office when it is up', async () => {
    const { incident, duty } = await matter();
    await issued(duty.id, 10);
    expect(await sweep(7.9, due)).toEqual([]);
    expect(await sweep(8, due)).toEqual(['supervision_near → liaison_and_handler']);
    expect(await sweep(9.9, due)).toEqual([]);
    expect(await sweep(10, due)).toEqual([
      'supervision_overdue → charge_leader',
      'supervision_overdue → liaison_and_handler',
      'supervision_overdue_office → office',
    ]);
    expect(await sweep(300, due)).toEqual([]);
    const log = await rows().findBy(IncidentLogRow, { incidentId: incident.id });
    expect(log.filter(({ type }) => type === 'supervision.overdue')).toHaveLength(1);
  });

  it('is told once for all that passed while nobody worked', async () => {
    const { duty } = await matter();
    await issued(duty.id, 10);
    expect(await sweep(50, due)).toEqual([
      'supervision_overdue → charge_leader',
      'supervision_overdue → liaison_and_handler',
      'supervision_overdue_office → office',
    ]);
  });

  it('says nothing once answered; sent back, its new time counts', async () => {
    const { duty } = await matter();
    const sheet = await issued(duty.id, 10);
    const [part] = await rows().findBy(SupervisionPartRow, { supervisionId: sheet.id });
    const answers = new SupervisionAnswers(...parts());
    await answers.answer(sheet.id, part?.id ?? '', '已办', `link:${UNIT}`);
    expect(await sweep(11, due)).toEqual([]);
    const { version } = await rows().findOneByOrFail(SupervisionRow, { id: sheet.id });
    const back = { version, note: '再核', dueAt: after(21) };
    await answers.sendBack(sheet.id, part?.id ?? '', back, OFFICE);
    expect(await sweep(18.9, due)).toEqual([]);
    expect(await sweep(19, due)).toEqual(['supervision_near → liaison_and_handler']);
    expect(await sweep(21, due)).toHaveLength(3);
  });

  it('waits for nobody whose duty was taken back or whose matter is closed', async () => {
    const first = await matter();
    const second = await matter();
    await issued(first.duty.id, 10);
    await issued(second.duty.id, 10);
    await rows().update(AssignmentRow, { id: first.duty.id }, { state: 'withdrawn' });
    await rows().update(IncidentRow, { id: second.incident.id }, { state: 'closed' });
    expect(await sweep(30, due)).toEqual([]);
    expect(await rows().countBy(SupervisionPartRow, { state: 'open' })).toBe(2);
  });

  it('lapses with its matter: closed, nothing of it stays open', async () => {
    const { incident, duty } = await matter();
    const sheet = await issued(duty.id, 10);
    const actions = new IncidentActions(...parts());
    const { version } = await rows().findOneByOrFail(IncidentRow, { id: incident.id });
    await actions.close(incident.id, version, '已办', OFFICE);
    expect(await rows().findOneByOrFail(SupervisionRow, { id: sheet.id })).toMatchObject({
      state: 'withdrawn',
      settledBy: 'system',
      settledNote: '事件已办结',
      version: sheet.version + 1,
    });
    expect(await sweep(30, due)).toEqual([]);
  });

  it('of a rehearsal runs on its own clock and has numbers of its own', async () => {
    const { incident, duty } = await matter({ rehearsal: true });
    expect(timelineOf(incident)).toBe('rehearsal');
    const sheet = await issued(duty.id, 10);
    expect(sheet.number).toMatch(/^演.舆督/);
    expect(await sweep(12, () => due('real'))).toEqual([]);
    expect(await sweep(12, () => due('rehearsal'))).toHaveLength(3);
  });
});

describe('progress of what is answered and not closed (DL-04)', () => {
  const due = () => progressDue(rows(), city.clock.now(), 'real', readDirectory);
  const answered = () => matter({ state: 'answered', answeredAt: MORNING }, { state: 'signed' });
  const both = ['progress_due → liaison_and_handler', 'progress_due → office'];

  it('is asked for every day, of the respondents and the office', async () => {
    await answered();
    expect(await sweep(23.9, due)).toEqual([]);
    expect(await sweep(24, due)).toEqual(both);
    expect(await sweep(47, due)).toEqual([]);
    expect(await sweep(48, due)).toEqual(both);
  });

  it('is asked for once after days in which nobody worked', async () => {
    await answered();
    expect(await sweep(24 * 5 + 1, due)).toEqual(both);
    expect(await sweep(24 * 5 + 2, due)).toEqual([]);
  });

  it('counts anew from a report upward', async () => {
    const { incident } = await answered();
    const series = await rows().save(
      rows().create(ReportSeriesRow, {
        jurisdictionId: city.jurisdictionId,
        incidentId: incident.id,
        addressee: '云州市政府办公室',
        closedAt: null,
      }),
    );
    const issue = {
      jurisdictionId: city.jurisdictionId,
      incidentId: incident.id,
      seriesId: series.id,
      kind: 'first' as const,
      number: 1,
      text: '一、基本情况',
      facts: {} as never,
      draftedBy: 'wang',
      draftedAt: after(19),
      sentAt: after(20),
      sentBy: 'wang',
      channel: 'document' as const,
    };
    await rows().save(rows().create(ReportIssueRow, issue));
    expect(await sweep(43, due)).toEqual([]);
    expect(await sweep(44, due)).toEqual(both);
  });

  /** The city edits its rule. */
  const every = (limits: { limit: string | null; byLevel: object | null }) =>
    city.database.source.query(
      `update directory_entry set body = body || $1::jsonb
       where kind = 'deadlines' and key = 'DL-04' and replaced_at is null`,
      [limits],
    );
  const reread = () =>
    city.database.source.query('update jurisdiction set directory_version = directory_version + 1');

  it('is asked for as often as the city says, by level where it says so, and never where it says nothing', async () => {
    await every({ limit: null, byLevel: { 一般: 'P3D', 较大: 'PT24H', 重大: 'PT6H', 特别重大: 'PT6H' } });
    await reread();
    const { incident } = await answered();
    expect(await sweep(71, due)).toEqual([]);
    expect(await sweep(72, due)).toEqual(both);
    await rows().update(IncidentRow, { id: incident.id }, { opinionLevel: '重大' });
    expect(await sweep(77.9, due)).toEqual([]);
    expect(await sweep(78, due)).toEqual(both);

    await every({ limit: null, byLevel: null });
    await reread();
    expect(await sweep(24 * 30, due)).toEqual([]);
    await every({ limit: 'PT24H', byLevel: null });
    await reread();
  });

  it('is no matter of what is not answered yet, closed, historic or restricted', async () => {
    await matter();
    await matter({ state: 'closed', answeredAt: MORNING });
    await matter({ state: 'answered', answeredAt: MORNING, historic: true });
    await matter({ state: 'answered', answeredAt: MORNING, restricted: true });
    expect(await sweep(60, due)).toEqual([]);
  });
});

it('urging reaches liaison and handler by mail, the leader in charge the second time, and nobody by the sweep again', async () => {
  const { incident, duty } = await matter({}, { state: 'signed', reportDueAt: after(1), signedAt: MORNING });
  await city.work('notify,clock');
  city.smtp.received.length = 0;
  const actions = new UrgeActions(...parts());
  city.clock.set(after(2));
  await actions.urge(incident.id, { assignmentIds: [duty.id], words: '请报送' }, OFFICE);
  /** Who was urged, by the subject of the mail. */
  const urged = (word: string) =>
    city.smtp.received
      .filter((mail) => mail.subject.startsWith(word))
      .map((mail) => mail.to.replace(/@.*/, ''))
      .sort();
  await eventually(() => urged('催办').length === 2, 'liaison and handler');
  expect([urged('催办'), urged('再次催办')]).toEqual([['p3', 'p4'], []]);
  city.clock.advance(11 * 60_000);
  await actions.urge(incident.id, { assignmentIds: [duty.id], words: '' }, OFFICE);
  await eventually(() => urged('催办').length + urged('再次催办').length === 5, 'and the leader in charge');
  expect([urged('催办'), urged('再次催办')]).toEqual([['p3', 'p3', 'p4', 'p4'], ['p1']]);
});

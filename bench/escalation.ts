import { createTransport } from 'nodemailer';
import { SystemClock } from '#clock';
import { EscalateStep, Watchdog } from '#escalate/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { loadKeys } from '#secrets';
import { fallDue, fill } from './due-times.js';
import { MailSink } from './mail-sink.js';
import { median, quantile, type Row } from './report.js';
import { pause, Stage, until, type StageOptions } from './stage.js';

export interface EscalationSize {
  incidents: number;
  rounds: number;
  perSecond: number;
  warmUpSeconds: number;
  seconds: number;
}

/** Until the first is due, the rows being written meanwhile (ms). */
const LEAD = 5_000;
const DRAIN = 120;

class Silent extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

type Place = Pick<StageOptions, 'postgres' | 'folder'>;

/**
 * (e) One round of the escalation engine and of the watchdog over many open matters of which nothing is due, and the delay
 * from due to handed over while notices keep falling due. Floors: one bare look at the index of what is due; the same
 * mails sent straight to the mail server at the same rate.
 */
export async function benchEscalation(place: Place, size: EscalationSize): Promise<Row[]> {
  return [...(await rounds(place, size)), ...(await delays(place, size))];
}

async function rounds(place: Place, size: EscalationSize): Promise<Row[]> {
  const mail = new MailSink();
  await mail.start();
  const stage = await Stage.open({ ...place, database: 'bench_rounds', smtpUrl: mail.url, roles: 'notify' });
  try {
    await fill(stage, size.incidents);
    const { database, jurisdictionId, config } = stage;
    const desk = {
      clock: new SystemClock(),
      wakeups: new Silent(),
      contacts: new ContactBook(loadKeys(config.keysDir).contacts),
      directory: readDirectory,
    };
    const step = new EscalateStep(database, desk);
    const watchdog = new Watchdog({
      ...desk,
      database,
      jurisdictionId,
      directory: () => readDirectory(database.manager, jurisdictionId),
      parts: [],
      seldom: 1,
    });
    const look = () =>
      database.query(
        'select id from escalation where stopped_at is null and not rehearsal and next_due_at <= now() limit 1',
      );
    const floor = await timed(size.rounds, look);
    const cycle = await timed(size.rounds, async () => {
      await step.due();
      await step.overlooked();
    });
    let inBounds = true;
    const round = await timed(size.rounds, async () => {
      inBounds = (await watchdog.round()) && inBounds;
    });
    if (!inBounds) throw new Error('the watchdog found something among matters that are well');
    const common = {
      unit: 'ms' as const,
      floor,
      floorName: 'a bare look at what is due',
      count: size.rounds,
    };
    const note = `${size.incidents} open matters, ${size.incidents * 5} due times`;
    return [
      { ...common, name: 'escalation engine, one round, nothing due', value: cycle, note },
      { ...common, name: 'watchdog, one round', value: round, note },
    ];
  } finally {
    await stage.close();
    await mail.close();
  }
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return median(took);
}

async function delays(place: Place, size: EscalationSize): Promise<Row[]> {
  const mail = new MailSink();
  await mail.start();
  const stage = await Stage.open({
    ...place,
    database: 'bench_delays',
    smtpUrl: mail.url,
    roles: 'notify,clock',
  });
  try {
    const floor = await bare(mail, size);
    await fill(stage, size.incidents);
    const due = await fallDue(stage, {
      perSecond: size.perSecond,
      seconds: size.warmUpSeconds + size.seconds,
      leadMs: LEAD,
    });
    await pause(LEAD + (size.warmUpSeconds + size.seconds) * 1_000);
    await until('all mails', DRAIN, async () => (await stage.count(WAITING)) === 0);
    const times = await measured(stage, mail, due, size);
    return [0.5, 0.99].map((share) => ({
      name: `due to handed over, p${share * 100}`,
      unit: 'ms' as const,
      value: quantile(times, share),
      floor: quantile(floor, share),
      floorName: 'the same mail straight to the server',
      count: times.length,
      note: `${size.perSecond} notices/s for ${size.seconds} s beside ${size.incidents * 5} due times`,
    }));
  } finally {
    await stage.close();
    await mail.close();
  }
}

const WAITING = `
  select (select count(*) from escalation where stopped_at is null and next_due_at <= now())
    + (select count(*) from notice where channel = 'mail' and state in ('pending', 'sending', 'committing')) as n`;

async function measured(
  stage: Stage,
  mail: MailSink,
  due: Map<string, number>,
  { perSecond, warmUpSeconds }: EscalationSize,
): Promise<number[]> {
  const notices: { id: string; event: string }[] = await stage.database.query(
    `select id, event_key as event from notice where channel = 'mail'`,
  );
  const idOf = new Map(notices.map(({ id, event }) => [event, id]));
  const inOrder = [...due].sort(([, a], [, b]) => a - b).slice(perSecond * warmUpSeconds);
  return inOrder.map(([event, at]) => {
    const came = mail.accepted.get(`${idOf.get(event)}@huiyin`);
    if (came === undefined) throw new Error(`a mail never came: ${event}`);
    return performance.timeOrigin + came - at;
  });
}

/** Times (ms) from wanting to send a mail to the server's answer, at the same rate, over as many connections. */
async function bare(mail: MailSink, { perSecond, seconds }: EscalationSize): Promise<number[]> {
  const transport = createTransport({ url: mail.url, pool: true, maxConnections: 4 });
  const sent: Promise<number>[] = [];
  const total = perSecond * Math.min(seconds, 10);
  const began = performance.now();
  for (let i = 0; i < total; i += 1) {
    const at = began + (i * 1000) / perSecond;
    if (at > performance.now()) await pause(at - performance.now());
    const letter = {
      from: 'a@b.example',
      to: 'c@d.example',
      subject: '提醒',
      text: '请签收',
      messageId: `<bare-${i}@x>`,
    };
    sent.push(transport.sendMail(letter).then(() => performance.now() - at));
  }
  const times = await Promise.all(sent);
  transport.close();
  return times;
}

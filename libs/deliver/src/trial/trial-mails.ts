import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '#clock';
import { IncidentRow, PolicyTrialRow, PolicyTrialStepRow } from '#incidents/service';
import { unseal } from '#secrets';
import { DeliveryError } from '../channels/carrier.js';
import type { Carriers } from '../channels/carriers.js';
import { writeTrialMail } from './trial-mail.js';

/** At once; a trial has few steps. */
const BATCH = 10;
/** A worker that took a mail and is not heard of for this long (ms) is dead. */
const LEASE = 60_000;
/** A rehearsal waits for no mail server longer than this: the trial says that it did not go. */
const ATTEMPTS = 5;
const AGAIN = 5_000;

export interface TrialDesk {
  clock: Clock;
  /** Opens the test address; the roster's key. */
  contactsKey: Buffer;
  publicUrl: string;
  /** Hears of what nobody expected. */
  broken?(error: Error): void;
}

/** Sends what steps of trials would have said, to the one test address of the trial and to nobody else. */
export class TrialMails {
  private running: Promise<unknown> | null = null;
  private again = false;
  private closed = false;

  constructor(
    private readonly database: DataSource,
    private readonly carriers: Carriers,
    private readonly desk: TrialDesk,
  ) {}

  /** Sends what is due without being waited for; asked again meanwhile, it looks again. */
  wake(): void {
    if (this.closed) return;
    this.again = this.running !== null;
    this.running ??= this.run()
      .catch((error: unknown) => this.desk.broken?.(error as Error))
      .finally(() => {
        this.running = null;
        if (this.again) this.wake();
      });
  }

  /** Takes nothing new and waits for the mail under way. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  /** @returns how many the mail server took */
  async run(): Promise<number> {
    let accepted = 0;
    while (!this.closed) {
      const steps = await this.take();
      if (steps.length === 0) break;
      for (const step of steps) if (await this.send(step)) accepted += 1;
    }
    return accepted;
  }

  /** Takes due mails for this process; a transaction of its own, so that others skip them. */
  private take(): Promise<PolicyTrialStepRow[]> {
    const now = this.desk.clock.now('real');
    return this.database.transaction(async (manager) => {
      const steps = await manager
        .createQueryBuilder(PolicyTrialStepRow, 'step')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .where(`step.mailState IN ('pending','sending') AND step.mailNextAt <= :now`, { now })
        .orderBy('step.mailNextAt', 'ASC')
        .addOrderBy('step.position', 'ASC')
        .limit(BATCH)
        .getMany();
      for (const step of steps) {
        step.mailState = 'sending';
        step.mailAttempts += 1;
        step.mailNextAt = new Date(now.getTime() + LEASE);
      }
      return manager.save(steps);
    });
  }

  private async send(step: PolicyTrialStepRow): Promise<boolean> {
    const { manager } = this.database;
    const trial = await manager.findOneByOrFail(PolicyTrialRow, { id: step.trialId });
    if (!trial.sendToSealed || trial.stoppedBy !== null) {
      await settle(manager, step, { mailState: 'none', mailNextAt: null });
      return false;
    }
    const incident = await manager.findOneOrFail(IncidentRow, {
      where: { id: trial.incidentId },
      select: { id: true, number: true },
    });
    const link = `${this.desk.publicUrl}/incidents/${incident.id}/trials?trial=${trial.id}`;
    try {
      const carrier = this.carriers.of('mail');
      if (!carrier) throw new DeliveryError('recipient', '没有邮件服务');
      const { answer } = await carrier.send(
        {
          id: step.id,
          jurisdictionId: trial.jurisdictionId,
          to: { email: unseal(this.desk.contactsKey, trial.sendToSealed) },
          ...writeTrialMail({ trial, step, number: incident.number, link, moment }),
          messageId: `<trial-${step.id}@huiyin>`,
          date: this.desk.clock.now('real'),
          urgent: false,
        },
        async () => undefined,
      );
      await settle(manager, step, { mailState: 'accepted', mailNextAt: null, mailAnswer: bare(answer) });
      return true;
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      await this.undelivered(step, error);
      return false;
    }
  }

  private async undelivered(step: PolicyTrialStepRow, error: DeliveryError): Promise<void> {
    const lost = error.kind === 'recipient' || step.mailAttempts >= ATTEMPTS;
    const again = new Date(this.desk.clock.now('real').getTime() + AGAIN * step.mailAttempts);
    await settle(this.database.manager, step, {
      mailState: lost ? 'failed' : 'pending',
      mailNextAt: lost ? null : again,
      mailAnswer: bare(error.message),
    });
  }
}

/** Only the one who took it last says what became of it. */
const settle = (
  manager: EntityManager,
  step: PolicyTrialStepRow,
  change: Partial<Pick<PolicyTrialStepRow, 'mailState' | 'mailNextAt' | 'mailAnswer'>>,
) =>
  manager.update(
    PolicyTrialStepRow,
    { id: step.id, mailAttempts: step.mailAttempts, mailState: 'sending' },
    change,
  );

/** Addresses stand nowhere in clear, also not in what a server says. */
const bare = (text: string) => text.replace(/[^\s<>"']+@[^\s<>"']+/g, '…').slice(0, 300);

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `11月22日 09:30`, Asia/Shanghai. */
function moment(at: Date): string {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['month']}月${part['day']}日 ${part['hour']}:${part['minute']}`;
}

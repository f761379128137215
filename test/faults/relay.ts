import type { Random } from '../../bench/random.js';
import { refusal, TestSmtp, type Received } from '../support/smtp.js';

export type Fault =
  /** Nobody listens. */
  | 'away'
  /** Takes every other mail; the rest are to come again. */
  | 'half'
  /** Does not answer after the final dot. */
  | 'hang'
  /** Takes the mail, then the line is cut before its answer: only here can a mail come twice. */
  | 'cut';

/** The SMTP server of the stories, and what came when. */
export class Relay {
  readonly arrivals: { messageId: string; at: number }[] = [];
  private fault: Fault | null = null;

  private constructor(
    private readonly smtp: TestSmtp,
    private readonly random: Random,
  ) {
    smtp.onMail = (mail) => this.take(mail);
  }

  static async start(random: Random): Promise<Relay> {
    return new Relay(await TestSmtp.start(), random);
  }

  get url(): string {
    return this.smtp.url;
  }

  /** Behaves badly for so long (ms), then well again. */
  async misbehave(fault: Fault, ms: number): Promise<void> {
    this.fault = fault;
    if (fault === 'away') await this.smtp.down();
    await new Promise((done) => setTimeout(done, ms));
    this.fault = null;
    // Whoever still waits for an answer loses the line.
    if (fault !== 'away') await this.smtp.down();
    await this.smtp.up();
  }

  close(): Promise<void> {
    return this.smtp.down();
  }

  private take(mail: Received): void | Error | Promise<void> {
    const unanswered = new Promise<void>(() => undefined);
    if (this.fault === 'hang') return unanswered;
    if (this.fault === 'half' && this.random.next() < 0.5) return refusal(452, 'too many at once');
    this.arrivals.push({ messageId: mail.messageId, at: Date.now() });
    return this.fault === 'cut' ? unanswered : undefined;
  }
}

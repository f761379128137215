import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { Subject } from 'rxjs';
import { DataSource } from 'typeorm';
import { LOG_CHANNEL, type LogNotification } from '#incidents/service';

const AGAIN_MS = 2000;
/** Channels on which the database itself announces rows (migration 0015). */
const INBOX_CHANNEL = 'huiyin_inbox';
const SOURCE_CHANNEL = 'huiyin_source';

/** A message has come into somebody's inbox, or some there have been opened. */
export interface InboxNotification {
  noticeId: string;
  accountId: string;
  incidentId: string | null;
  jurisdictionId: string;
  /** It has just been written. */
  fresh: boolean;
}

/** A source has changed in a way that is news. */
export interface SourceNotification {
  sourceId: string;
  jurisdictionId: string;
}

/** One LISTEN connection a process, however many pages are open. Reconnects by itself. */
@Injectable()
export class LogListener implements OnModuleInit, OnModuleDestroy {
  readonly events = new Subject<LogNotification>();
  readonly inbox = new Subject<InboxNotification>();
  readonly sources = new Subject<SourceNotification>();
  /** Listening again after an interruption: news may have been missed. */
  readonly resumed = new Subject<void>();
  private readonly logger = new Logger('events');
  private client: pg.Client | null = null;
  private again: NodeJS.Timeout | null = null;
  private missed = false;
  private stopped = false;

  constructor(private readonly database: DataSource) {}

  async onModuleInit(): Promise<void> {
    await this.listen();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    if (this.again) clearTimeout(this.again);
    this.events.complete();
    for (const subject of [this.inbox, this.sources, this.resumed]) subject.complete();
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const { url } = this.database.options as { url?: string };
    const client = new pg.Client({ connectionString: url, application_name: 'huiyin events' });
    client.on('error', (error) => this.reconnect(error));
    client.on('end', () => this.reconnect(null));
    client.on('notification', ({ channel, payload }) => {
      if (payload) this.tell(channel, payload);
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of [LOG_CHANNEL, INBOX_CHANNEL, SOURCE_CHANNEL])
        await client.query(`listen ${channel}`);
      if (this.missed) this.resumed.next();
      this.missed = false;
    } catch (error) {
      this.reconnect(error as Error);
    }
  }

  private tell(channel: string, payload: string): void {
    if (channel === INBOX_CHANNEL) this.inbox.next(JSON.parse(payload) as InboxNotification);
    else if (channel === SOURCE_CHANNEL) this.sources.next(JSON.parse(payload) as SourceNotification);
    else this.events.next(JSON.parse(payload) as LogNotification);
  }

  private reconnect(error: Error | null): void {
    if (this.stopped || this.again) return;
    this.missed = true;
    if (error) this.logger.warn(`live updates interrupted: ${error.message}`);
    this.client?.removeAllListeners('end');
    this.client?.end().catch(() => undefined);
    this.again = setTimeout(() => {
      this.again = null;
      void this.listen();
    }, AGAIN_MS);
  }
}

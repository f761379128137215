import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { receiptToken } from '#deliver/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { ChannelsView, ChannelView } from '../contract/index.js';
import { isoOrNull } from '../incidents/present.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';

const SHOWN = ['mail', 'wecom', 'dingtalk', 'sms', 'webhook'] as const;
const HOUR = 3_600_000;
/** Said of what waits for its turn only (`Pace`, a provider that asked to slow down): nothing is out of order. */
const HELD_BACK = '%后再发';

interface Figures {
  channel: ChannelView['channel'];
  waiting: number;
  retrying: number;
  accepted: number;
  delivered: number;
  failed: number;
  okAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
  waitsFor: string | null;
  endpoints: number;
}

/** How each way of sending does, from the notices themselves. */
@Injectable()
export class ChannelReader {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async read({ jurisdictionId }: Principal): Promise<ChannelsView> {
    const rows = await this.figures(jurisdictionId);
    return {
      items: rows.map(present),
      localMailbox: this.settings.mailbox !== null,
      mailReportUrl: `${this.settings.publicUrl}/api/v1/receipts/mail/${receiptToken(this.keys.links, 'mail')}`,
    };
  }

  /** A failed notice keeps the end of its last attempt's lease, within minutes of the failure. */
  private figures(jurisdictionId: string): Promise<Figures[]> {
    const now = this.clock.now('real');
    const hourAgo = new Date(now.getTime() - HOUR);
    return this.database.query(
      `SELECT shown.channel,
         queue.waiting, queue.retrying, queue.error AS "waitsFor",
         (SELECT count(*)::int FROM notice WHERE channel = shown.channel AND jurisdiction_id = $2
            AND accepted_at > $3) AS accepted,
         (SELECT count(*)::int FROM notice WHERE channel = shown.channel AND jurisdiction_id = $2
            AND accepted_at > $3 AND state = 'delivered') AS delivered,
         (SELECT count(*)::int FROM notice WHERE channel = shown.channel AND jurisdiction_id = $2
            AND state = 'failed' AND next_attempt_at > $3) AS failed,
         (SELECT accepted_at FROM notice WHERE channel = shown.channel AND jurisdiction_id = $2
            AND accepted_at IS NOT NULL ORDER BY accepted_at DESC LIMIT 1) AS "okAt",
         CASE WHEN last.next_attempt_at > $4 THEN $4 ELSE last.next_attempt_at END AS "failedAt", last.last_error AS failure,
         (SELECT count(*)::int FROM channel_endpoint WHERE kind = shown.channel AND jurisdiction_id = $2
            AND enabled AND removed_at IS NULL) AS endpoints
       FROM unnest($1::text[]) WITH ORDINALITY AS shown (channel, place)
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS waiting, max(last_error) FILTER (WHERE last_error NOT LIKE $5) AS error,
           count(*) FILTER (WHERE last_error NOT LIKE $5)::int AS retrying
         FROM notice WHERE channel = shown.channel AND jurisdiction_id = $2
           AND state IN ('pending','sending','committing')
       ) queue
       LEFT JOIN LATERAL (
         SELECT next_attempt_at, last_error FROM notice
         WHERE channel = shown.channel AND jurisdiction_id = $2 AND state = 'failed'
         ORDER BY next_attempt_at DESC LIMIT 1
       ) last ON true
       ORDER BY shown.place`,
      [[...SHOWN], jurisdictionId, hourAgo, now, HELD_BACK],
    );
  }
}

function present(row: Figures): ChannelView {
  const { channel, waiting, retrying, okAt, failedAt, failure } = row;
  return {
    channel,
    state: stateOf(row),
    waiting,
    retrying,
    acceptedLastHour: row.accepted,
    deliveredLastHour: row.delivered,
    failedLastHour: row.failed,
    okAt: isoOrNull(okAt),
    failedAt: isoOrNull(failedAt),
    failure: retrying > 0 ? row.waitsFor : failure,
  };
}

function stateOf({ channel, endpoints, retrying, okAt, failedAt }: Figures): ChannelView['state'] {
  if (channel !== 'mail' && endpoints === 0) return 'none';
  if (retrying > 0) return 'failing';
  if (!okAt && !failedAt) return 'idle';
  return failedAt && (!okAt || failedAt > okAt) ? 'failing' : 'ok';
}

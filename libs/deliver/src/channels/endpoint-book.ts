import { IsNull, type DataSource } from 'typeorm';
import type { Clock } from '#clock';
import { EndpointRow, type EndpointKind } from '#jurisdiction/service';
import { seal, SealError, unseal } from '#secrets';
import type { HealthRecord } from './health.js';
import type { Gateway, Gateways } from './sms.js';

/** An endpoint as a carrier is given it. */
export interface OpenEndpoint {
  id: string;
  kind: EndpointKind;
  /** Units whose messages go there; empty: the whole city. */
  units: string[];
  settings: unknown;
}

/** Longest that an endpoint in steady use is not written to say it still works, ms. */
const SAID_AGAIN = 10_000;

/** The endpoints with their settings in clear, and how each of them does. */
export class EndpointBook implements Gateways, HealthRecord {
  constructor(
    private readonly database: DataSource,
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  /** One that is in use; with `alsoOff` also one that is not switched on, for a test. @returns null: none such */
  async endpoint(id: string, { alsoOff = false } = {}): Promise<OpenEndpoint | null> {
    const row = await this.database.manager.findOneBy(EndpointRow, { id, removedAt: IsNull() });
    if (!row || !(row.enabled || alsoOff)) return null;
    return { id: row.id, kind: row.kind, units: row.units, settings: this.open(row.settingsSealed) };
  }

  /** The gateway for short messages of a unit, else the one of the city; the older of two. */
  async gateway(
    jurisdictionId: string,
    by: { id: string } | { unit: string | null },
  ): Promise<Gateway | null> {
    if ('id' in by) return this.endpoint(by.id, { alsoOff: true });
    const rows = await this.database.manager.find(EndpointRow, {
      where: { jurisdictionId, kind: 'sms', enabled: true, removedAt: IsNull() },
      order: { createdAt: 'ASC' },
    });
    const { unit } = by;
    const row =
      rows.find(({ units }) => unit !== null && units.includes(unit)) ??
      rows.find(({ units }) => units.length === 0);
    return row ? { id: row.id, settings: this.open(row.settingsSealed) } : null;
  }

  /** Settings as they are stored. */
  seal(settings: object): Buffer {
    return seal(this.key, JSON.stringify(settings));
  }

  /** @returns null when they were sealed with another key */
  open(sealed: Buffer): unknown {
    try {
      return JSON.parse(unseal(this.key, sealed));
    } catch (error) {
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  async ok(endpointId: string): Promise<void> {
    const now = this.clock.now('real');
    await this.database.query(
      `UPDATE channel_endpoint SET ok_at = $2, failure = NULL
       WHERE id = $1 AND (ok_at IS NULL OR failure IS NOT NULL OR ok_at < $3)`,
      [endpointId, now, new Date(now.getTime() - SAID_AGAIN)],
    );
  }

  async failed(endpointId: string, why: string): Promise<void> {
    const failedAt = this.clock.now('real');
    await this.database.manager.update(
      EndpointRow,
      { id: endpointId },
      { failedAt, failure: why.slice(0, 500) },
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import type { Principal } from '#access';
import { EndpointBook, receiptToken } from '#deliver/service';
import { EndpointRow } from '#jurisdiction/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import type { EndpointHealth, EndpointView } from '../contract/index.js';
import { notFound } from '../http/problem.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { presentSettings } from './endpoint-settings.js';

/** Endpoints as the administrator sees them: no address with its key, no secret. */
@Injectable()
export class EndpointReader {
  constructor(
    private readonly database: DataSource,
    private readonly book: EndpointBook,
    @Inject(KEYS) private readonly keys: Keys,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async list({ jurisdictionId }: Principal, id?: string): Promise<EndpointView[]> {
    const rows = await this.database.manager.find(EndpointRow, {
      where: { jurisdictionId, removedAt: IsNull(), ...(id !== undefined && { id }) },
      order: { kind: 'ASC', createdAt: 'ASC' },
    });
    return rows.map((row) => this.view(row));
  }

  /** @throws ProblemError 404 */
  async one(caller: Principal, id: string): Promise<EndpointView> {
    const [endpoint] = await this.list(caller, id);
    if (!endpoint) throw notFound();
    return endpoint;
  }

  private view(row: EndpointRow): EndpointView {
    const { id, kind, name, units, enabled, version } = row;
    return {
      id,
      kind,
      name,
      units,
      enabled,
      health: healthOf(row),
      okAt: isoOrNull(row.okAt),
      failedAt: isoOrNull(row.failedAt),
      failure: row.failure,
      settings: presentSettings(row, this.book.open(row.settingsSealed)),
      receiptUrl: kind === 'sms' ? this.receiptUrl(id) : null,
      version,
      createdAt: iso(row.createdAt),
    };
  }

  private receiptUrl(endpointId: string): string {
    const token = receiptToken(this.keys.links, { endpointId });
    return `${this.settings.publicUrl}/api/v1/receipts/sms/${endpointId}/${token}`;
  }
}

function healthOf({ enabled, failure, okAt }: EndpointRow): EndpointHealth {
  if (failure !== null) return 'failing';
  if (okAt === null) return 'untested';
  return enabled ? 'ok' : 'off';
}

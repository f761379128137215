import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { heartbeats } from '#clock/service';
import { watchReport, withholdsHeartbeat, type WatchReport } from '#escalate/service';
import type { SystemCheck, SystemFinding, SystemWatch } from '../contract/index.js';
import { Endpoint } from '../http/endpoint.js';
import { iso, isoOrNull } from '../incidents/present.js';
import { kindTitle, partTitle } from './watch-words.js';

/** 系统状态, for administrators and auditors: who watches, what is late, what was found. No matter is named. */
@Controller('api/v1/system')
export class SystemController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('watch')
  @Endpoint({ summary: 'What the watchdog proves and found', needs: 'system.read', returns: 'SystemWatch' })
  async watch(): Promise<SystemWatch> {
    const { manager } = this.database;
    const { status, seconds, round, found } = await watchReport(manager);
    const parts = await heartbeats(manager);
    return {
      status,
      seconds: seconds === null ? null : Math.round(seconds),
      now: iso(this.clock.now('real')),
      round: round && { at: iso(round.at), process: round.holder, tookMs: round.tookMs },
      checks: (round?.checks ?? []).map(check),
      findings: found.map(finding),
      parts: parts.map(({ name, holder, seconds: since }) => ({
        name,
        title: partTitle(name),
        process: holder,
        seconds: Math.round(since),
      })),
    };
  }
}

type Found = WatchReport['found'][number];
type Checked = NonNullable<WatchReport['round']>['checks'][number];

const check = ({ kind, rehearsal, bound, count, oldestSeconds }: Checked): SystemCheck => ({
  kind,
  title: kindTitle(kind),
  rehearsal,
  boundSeconds: bound,
  count,
  oldestSeconds,
  withholds: withholdsHeartbeat({ kind, rehearsal }),
});

const finding = (row: Found): SystemFinding => ({
  id: row.id,
  kind: row.kind,
  title: kindTitle(row.kind),
  rehearsal: row.rehearsal,
  since: iso(row.since),
  firstSeenAt: iso(row.firstSeenAt),
  lastSeenAt: iso(row.lastSeenAt),
  goneAt: isoOrNull(row.goneAt),
  repairs: row.repairs,
  alarmedAt: isoOrNull(row.alarmedAt),
});

import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { QueueService } from '#queue/service';

const INCIDENTS = `select state, count(*) as count from incident
  where not rehearsal and not restricted and not (state = 'judged' and routing is null and needs_routing)
  group by state`;
const NOTICES = `select notice.state, count(*) as count from notice left join incident on incident.id = notice.incident_id
  where not notice.rehearsal and incident.restricted is not true group by notice.state`;

/**
 * Figures for Prometheus, read when asked for by anybody who reaches the port: counts only, no rehearsal, nothing of any
 * matter. Restricted matters, what may turn out to be one and their messages are left out of the figures by state, so that
 * none of them moves when a report comes in (RT-05).
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly gauges: Record<'incidents' | 'notices' | 'items' | 'unjudged' | 'jobs', Gauge>;

  constructor(
    private readonly database: DataSource,
    private readonly queue: QueueService,
  ) {
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, labelNames: string[] = []) =>
      new Gauge({ name: `huiyin_${name}`, help, labelNames, registers: [this.registry] });
    this.gauges = {
      incidents: gauge('incidents', 'Incidents by state', ['state']),
      notices: gauge('notices', 'Outgoing messages by state', ['state']),
      items: gauge('items', 'Items stored'),
      unjudged: gauge('items_unjudged', 'Items that wait for judging'),
      jobs: gauge('jobs', 'Jobs that wait or run', ['queue']),
    };
  }

  async text(): Promise<{ contentType: string; text: string }> {
    const { incidents, notices, items, unjudged, jobs } = this.gauges;
    for (const [gauge, sql] of [
      [incidents, INCIDENTS],
      [notices, NOTICES],
    ] as const) {
      gauge.reset();
      const rows: { state: string; count: string }[] = await this.database.query(sql);
      for (const row of rows) gauge.set({ state: row.state }, Number(row.count));
    }
    const [counts]: { all: string; unjudged: string }[] = await this.database.query(
      `select count(*) as all, count(*) filter (where judged_at is null) as unjudged from item where not rehearsal`,
    );
    items.set(Number(counts?.all ?? 0));
    unjudged.set(Number(counts?.unjudged ?? 0));
    for (const [name, count] of Object.entries(await this.queue.counts())) jobs.set({ queue: name }, count);
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}

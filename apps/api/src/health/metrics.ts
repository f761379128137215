import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { QueueService } from '#queue/service';

/** Figures for Prometheus, read when asked for; counts only, no rehearsal, nothing of any matter. */
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
    const byState = (table: string): Promise<{ state: string; count: string }[]> =>
      this.database.query(`select state, count(*) as count from ${table} where not rehearsal group by state`);
    for (const [gauge, table] of [
      [incidents, 'incident'],
      [notices, 'notice'],
    ] as const) {
      gauge.reset();
      for (const row of await byState(table)) gauge.set({ state: row.state }, Number(row.count));
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

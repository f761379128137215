import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import {
  createSource,
  SourceRow,
  sourceHealth,
  testSource,
  testStoredSource,
  updateSource,
  type NewSource,
} from '#collect/service';
import { Wakeups } from '#queue';
import type { SourceTest, SourceView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { badInput, notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { isoOrNull } from '../incidents/present.js';

/** What a source is made of is checked where sources are kept (`#collect/service`); here only that it is an object. */
const given = z.record(z.string(), z.unknown());
const address = z.object({ kind: z.string().max(40).default('feed'), url: z.string().max(2000).nullable() });
const id = new Valid(uuid);

@Controller('api/v1/sources')
export class SourcesController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
  ) {}

  @Get()
  @Endpoint({ summary: 'Sources with their state', needs: 'directory.read', returns: 'Page<SourceView>' })
  async list(@Caller() caller: Principal): Promise<{ items: SourceView[]; next: null }> {
    const rows = await this.database.manager.find(SourceRow, {
      where: { jurisdictionId: caller.jurisdictionId },
      order: { rehearsal: 'DESC', enabled: 'DESC', name: 'ASC' },
    });
    return { items: rows.map((row) => this.present(row)), next: null };
  }

  @Get(':id')
  @Endpoint({ summary: 'One source', needs: 'directory.read', returns: 'SourceView' })
  async one(@Caller() caller: Principal, @Param('id', id) sourceId: string): Promise<SourceView> {
    return this.present(await this.find(caller, sourceId));
  }

  @Post()
  @Endpoint({
    summary: 'Add a source, off until tested',
    needs: 'sources.manage',
    body: 'SourceForm',
    returns: 'SourceView',
  })
  async create(
    @Caller() caller: Principal,
    @Body(new Valid(given)) body: Record<string, unknown>,
  ): Promise<SourceView> {
    const row = await this.database.transaction(async (manager) => {
      const made = await createSource(manager, caller.jurisdictionId, body as Omit<NewSource, 'enabled'>);
      await audit(manager, {
        at: this.clock.now(),
        actor: actorOf(caller),
        action: 'source.created',
        subject: made.name,
      });
      return made;
    });
    return this.present(row);
  }

  @Patch(':id')
  @Endpoint({
    summary: 'Change a source',
    needs: 'sources.manage',
    body: 'SourceChange',
    returns: 'SourceView',
  })
  async change(
    @Caller() caller: Principal,
    @Param('id', id) sourceId: string,
    @Body(new Valid(given)) body: Record<string, unknown>,
  ): Promise<SourceView> {
    const row = await this.database.transaction(async (manager) => {
      await this.find(caller, sourceId);
      const changed = await updateSource(manager, caller.jurisdictionId, sourceId, body, this.clock.now());
      await audit(manager, {
        at: this.clock.now(),
        actor: actorOf(caller),
        action: 'source.changed',
        subject: changed.name,
        data: { fields: Object.keys(body) },
      });
      return changed;
    });
    return this.present(row);
  }

  @Post('test')
  @HttpCode(200)
  @Endpoint({
    summary: 'Test an address; nothing is stored',
    needs: 'sources.manage',
    body: address,
    returns: 'SourceTest',
  })
  test(@Body(new Valid(address)) body: z.output<typeof address>): Promise<SourceTest> {
    return testSource(body);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Endpoint({ summary: 'Test a source; no item is stored', needs: 'sources.manage', returns: 'SourceTest' })
  async testOne(@Caller() caller: Principal, @Param('id', id) sourceId: string): Promise<SourceTest> {
    return testStoredSource(this.database.manager, await this.find(caller, sourceId), this.clock.now());
  }

  @Post(':id/fetch')
  @HttpCode(202)
  @Endpoint({ summary: 'Fetch a source now', needs: 'sources.manage', returns: 'SourceView' })
  async fetch(@Caller() caller: Principal, @Param('id', id) sourceId: string): Promise<SourceView> {
    const row = await this.find(caller, sourceId);
    if (!row.enabled) throw badInput('信源尚未启用，请先测试并启用。');
    await this.database.manager.update(SourceRow, { id: sourceId }, { nextDueAt: this.clock.now() });
    await this.wakeups.wake('collect', { sourceId });
    return this.present(await this.find(caller, sourceId));
  }

  private async find(caller: Principal, sourceId: string): Promise<SourceRow> {
    const row = await this.database.manager.findOneBy(SourceRow, {
      id: sourceId,
      jurisdictionId: caller.jurisdictionId,
    });
    if (!row) throw notFound();
    return row;
  }

  private present(row: SourceRow): SourceView {
    return {
      id: row.id,
      name: row.name,
      kind: row.kind,
      url: row.url,
      tier: row.tier,
      scope: row.scope,
      rehearsal: row.rehearsal,
      enabled: row.enabled,
      intervalSeconds: row.intervalSeconds,
      health: sourceHealth(row, this.clock.now()),
      lastFetchedAt: isoOrNull(row.lastFetchedAt),
      lastOkAt: isoOrNull(row.lastOkAt),
      lastNewItemAt: isoOrNull(row.lastNewItemAt),
      nextDueAt: isoOrNull(row.nextDueAt),
      failures: row.failures,
      lastError: row.lastError,
      itemCount: row.itemCount,
    };
  }
}

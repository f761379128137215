import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { audit, type AuditAction } from '#access/service';
import { Clock } from '#clock';
import { EndpointBook } from '#deliver/service';
import { EndpointRow, readDirectory } from '#jurisdiction/service';
import { actorOf } from '../http/current.js';
import { badInput, notFound, ProblemError } from '../http/problem.js';
import { settingsFrom } from './endpoint-settings.js';
import type { endpointChange, newEndpoint } from './forms.js';

/** How long (ms) a removed endpoint can be taken back. */
const TAKE_BACK = 24 * 3_600_000;

/** What the administrator does with endpoints; each in one transaction with its line of the audit log. */
@Injectable()
export class EndpointDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly book: EndpointBook,
  ) {}

  /** Off until a test has succeeded. @returns its id @throws ProblemError 400, 409 `name_taken` */
  async create(
    caller: Principal,
    { kind, name, units, settings }: z.output<typeof newEndpoint>,
  ): Promise<string> {
    const sealed = this.book.seal(settingsFrom(kind, settings));
    return this.database.transaction(async (manager) => {
      await this.mustFit(manager, caller, { name, units });
      const { id } = await manager.save(
        manager.create(EndpointRow, {
          jurisdictionId: caller.jurisdictionId,
          kind,
          name,
          units,
          settingsSealed: sealed,
          enabled: false,
          createdBy: actorOf(caller),
          createdAt: this.clock.now(),
        }),
      );
      await this.note(manager, caller, 'endpoint.created', name, { kind, units });
      return id;
    });
  }

  /** Other settings must be tested anew. @throws ProblemError 400, 404, 409 `stale`, `name_taken`, `endpoint_untested` */
  async change(caller: Principal, id: string, form: z.output<typeof endpointChange>): Promise<void> {
    await this.database.transaction(async (manager) => {
      const row = await this.lock(manager, caller, id);
      if (row.version !== form.version) throw stale();
      const { name = row.name, units = row.units, enabled = row.enabled } = form;
      await this.mustFit(manager, caller, {
        name,
        units: units.filter((unit) => !row.units.includes(unit)),
        id,
      });
      if (form.settings) this.resettle(row, form.settings);
      if (enabled && !row.enabled && (row.okAt === null || row.failure !== null)) throw untested();
      Object.assign(row, { name, units, enabled, version: row.version + 1 });
      await manager.save(row);
      const { version: _version, settings, ...rest } = form;
      const data = { ...rest, ...(settings && { settings: Object.keys(settings) }) };
      await this.note(manager, caller, 'endpoint.changed', name, data);
    });
  }

  /** @throws ProblemError 404 */
  async remove(caller: Principal, id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const row = await this.lock(manager, caller, id);
      Object.assign(row, { removedAt: this.clock.now(), version: row.version + 1 });
      await manager.save(row);
      await this.note(manager, caller, 'endpoint.removed', row.name);
    });
  }

  /** As it was before it was removed. @throws ProblemError 404, 409 `name_taken` */
  async restore(caller: Principal, id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const row = await manager.findOne(EndpointRow, {
        where: {
          id,
          jurisdictionId: caller.jurisdictionId,
          removedAt: MoreThan(new Date(this.clock.now().getTime() - TAKE_BACK)),
        },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row) throw notFound();
      await this.mustFit(manager, caller, { name: row.name, units: [], id });
      Object.assign(row, { removedAt: null, version: row.version + 1 });
      await manager.save(row);
      await this.note(manager, caller, 'endpoint.restored', row.name);
    });
  }

  private resettle(row: EndpointRow, given: Record<string, unknown>): void {
    const before = (this.book.open(row.settingsSealed) ?? {}) as Record<string, unknown>;
    const settled = settingsFrom(row.kind, given, before);
    if (JSON.stringify(settled) === JSON.stringify(before)) return;
    Object.assign(row, {
      settingsSealed: this.book.seal(settled),
      okAt: null,
      failedAt: null,
      failure: null,
    });
  }

  private async lock(
    manager: EntityManager,
    { jurisdictionId }: Principal,
    id: string,
  ): Promise<EndpointRow> {
    const row = await manager.findOne(EndpointRow, {
      where: { id, jurisdictionId, removedAt: IsNull() },
      lock: { mode: 'pessimistic_write' },
    });
    if (!row) throw notFound();
    return row;
  }

  private async mustFit(
    manager: EntityManager,
    { jurisdictionId }: Principal,
    { name, units, id }: { name: string; units: string[]; id?: string },
  ): Promise<void> {
    const same = await manager.findOneBy(EndpointRow, { jurisdictionId, name, removedAt: IsNull() });
    if (same && same.id !== id) throw nameTaken();
    if (units.length === 0) return;
    const directory = await readDirectory(manager, jurisdictionId);
    const unknown = units.find((unit) => directory.dutyHolder(unit, this.clock.now())?.unit.name !== unit);
    if (unknown !== undefined) throw badInput(`名录中没有“${unknown}”，请在列表中选择单位。`);
  }

  private note(
    manager: EntityManager,
    caller: Principal,
    action: AuditAction,
    subject: string,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    return audit(manager, { at: this.clock.now(), actor: actorOf(caller), action, subject, data });
  }
}

const stale = () =>
  new ProblemError(
    409,
    'stale',
    '内容已被他人更新',
    '您看到的不是最新设置，本次修改没有生效。请刷新后重新修改。',
  );
const nameTaken = () =>
  new ProblemError(409, 'name_taken', '已有同名的通道', '请换一个名称，便于在记录中区分。');
const untested = () =>
  new ProblemError(409, 'endpoint_untested', '尚未测试成功', '请先点“测试”，确认对方能收到消息，再启用。');

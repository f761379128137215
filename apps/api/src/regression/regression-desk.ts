import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { Clock } from '#clock';
import { addVisibility, Conditions, JudgementCorrectionRow } from '#incidents/service';
import { RegressionCaseRow } from '#judge/service';
import type { CasesImported, Page, RegressionCaseView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound, ProblemError } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { itemFrom } from '../workbench/present.js';
import { masked, readCases } from './case-file.js';
import type { newCase } from './forms.js';
import { called, presentCase } from './present.js';

const MOST_CASES = 2_000;

/** 回归样例: what must come out of which text, and what a change or another model would break. */
@Injectable()
export class RegressionDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(
    caller: Principal,
    page: { cursor: string | null; limit: number },
  ): Promise<Page<RegressionCaseView>> {
    const { manager } = this.database;
    const query = manager
      .createQueryBuilder(RegressionCaseRow, 'one')
      .where('one.jurisdictionId = :id', { id: caller.jurisdictionId });
    if (page.cursor !== null) query.andWhere('one.name > :after', { after: page.cursor });
    const rows = await query
      .orderBy('one.name', 'ASC')
      .take(page.limit + 1)
      .getMany();
    const shown = rows.slice(0, page.limit);
    const names = await displayNames(
      manager,
      shown.map(({ by }) => by),
    );
    const items = shown.map((row) => presentCase(row, called(names, row.by)));
    return { items, next: rows.length > page.limit ? (shown.at(-1)?.name ?? null) : null };
  }

  /** @throws ProblemError 409 `name_taken`, 404 for a correction the caller may not see */
  async add(caller: Principal, form: z.output<typeof newCase>): Promise<RegressionCaseView> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const now = this.clock.now('real');
    if (form.correctionId) await this.mustSeeCorrection(caller, form.correctionId);
    if ((await manager.countBy(RegressionCaseRow, { jurisdictionId })) >= MOST_CASES)
      throw new ProblemError(422, 'too_many_cases', '样例已满', '请先停用或删除不再需要的样例。');
    if (await manager.existsBy(RegressionCaseRow, { jurisdictionId, name: form.name }))
      throw new ProblemError(409, 'name_taken', '已有同名的样例', '请换一个名称。');
    const row = await manager.save(
      manager.create(RegressionCaseRow, {
        jurisdictionId,
        name: form.name,
        item: { ...itemFrom(form.form, now), id: form.name },
        expect: form.expect,
        origin: form.correctionId ? 'correction' : 'manual',
        correctionId: form.correctionId,
        active: true,
        by: actorOf(caller),
        at: now,
      }),
    );
    return this.one(caller, row.id);
  }

  async set(caller: Principal, id: string, active: boolean): Promise<RegressionCaseView> {
    await this.database.manager.update(
      RegressionCaseRow,
      { id, jurisdictionId: caller.jurisdictionId },
      { active },
    );
    return this.one(caller, id);
  }

  async remove(caller: Principal, id: string): Promise<void> {
    const { jurisdictionId } = caller;
    const { affected } = await this.database.manager.delete(RegressionCaseRow, { id, jurisdictionId });
    if (!affected) throw notFound();
    await this.tell(caller, 'cases.removed', { caseId: id });
  }

  /** Cases of a file; one of the same name is replaced. */
  async import(caller: Principal, lines: string): Promise<CasesImported> {
    const read = readCases(lines);
    const { jurisdictionId } = caller;
    const good = read.filter((one) => one.ok);
    const known = await this.database.manager.findBy(RegressionCaseRow, {
      jurisdictionId,
      name: In(good.map(({ value }) => value.name ?? value.id)),
    });
    const replaced = new Set(known.map(({ name }) => name));
    if (good.length > 0)
      await this.database.manager.upsert(
        RegressionCaseRow,
        [...new Map(good.map(({ value }) => [value.name ?? value.id, value])).values()].map((value) => ({
          jurisdictionId,
          name: value.name ?? value.id,
          item: masked(value.item) as never,
          expect: value.expect as never,
          origin: 'import' as const,
          active: true,
          by: actorOf(caller),
          at: this.clock.now('real'),
        })),
        ['jurisdictionId', 'name'],
      );
    await this.tell(caller, 'cases.imported', { rows: good.length });
    return {
      added: good.length - replaced.size,
      replaced: replaced.size,
      problems: read.flatMap((one) => (one.ok ? [] : [{ line: one.line, message: one.message }])),
    };
  }

  /** Every case in the format of interfaces.md. The export is logged. */
  async export(caller: Principal): Promise<string> {
    const rows = await this.database.manager.find(RegressionCaseRow, {
      where: { jurisdictionId: caller.jurisdictionId },
      order: { name: 'ASC' },
    });
    await this.tell(caller, 'cases.exported', { rows: rows.length });
    return rows.map(({ name, item, expect }) => `${JSON.stringify({ id: name, item, expect })}\n`).join('');
  }

  private async one(caller: Principal, id: string): Promise<RegressionCaseView> {
    const { manager } = this.database;
    const row = await manager.findOneBy(RegressionCaseRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!row) throw notFound();
    return presentCase(row, called(await displayNames(manager, [row.by]), row.by));
  }

  private async mustSeeCorrection(caller: Principal, id: string): Promise<void> {
    const { jurisdictionId } = caller;
    const row = await this.database.manager.findOneBy(JudgementCorrectionRow, { id, jurisdictionId });
    if (!row) throw notFound();
    if (row.incidentId === null) return;
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = ${conditions.value(row.incidentId)}::uuid`);
    const seen: unknown[] = await this.database.query(
      `select 1 from incident where ${conditions.sql}`,
      conditions.values,
    );
    if (seen.length === 0) throw notFound();
  }

  private tell(
    caller: Principal,
    action: 'cases.exported' | 'cases.imported' | 'cases.removed',
    data: Record<string, unknown>,
  ): Promise<void> {
    return audit(this.database.manager, { at: this.clock.now('real'), actor: actorOf(caller), action, data });
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { audit } from '#access/service';
import { maskPersonal } from '#collect';
import { Clock } from '#clock';
import { RegressionCaseRow } from '#judge/service';
import type { CasesImported, Page, RegressionCaseView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { notFound, ProblemError } from '../http/problem.js';
import { displayNames } from '../incidents/names.js';
import { itemFrom } from '../workbench/present.js';
import { masked, readCases } from './case-file.js';
import { CaseTexts } from './case-texts.js';
import type { newCase } from './forms.js';
import { called, presentCase } from './present.js';

const MOST_CASES = 2_000;

/** 回归样例: what must come out of which text, and what a change or another model would break. */
@Injectable()
export class RegressionDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly texts: CaseTexts,
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

  /** @throws ProblemError 409 `name_taken`; 422 `too_many_cases`, `case_confidential`; 404 for an item the caller may not see */
  async add(caller: Principal, form: z.output<typeof newCase>): Promise<RegressionCaseView> {
    if (form.form.itemId) await this.texts.itemOf(caller, form.form.itemId);
    const item = itemFrom(form.form, this.clock.now('real'));
    return this.keep(caller, { ...form, item, origin: 'manual', correctionId: null });
  }

  /**
   * What a person put right becomes a case: the text, what they said must come out of it, and why.
   * @throws ProblemError 409 `case_kept`; 422 `too_many_cases`, `case_confidential`, `no_case`; 404 for a correction the
   *   caller may not see
   */
  async addCorrected(caller: Principal, correctionId: string): Promise<RegressionCaseView> {
    const { manager } = this.database;
    const kept = await manager.findOneBy(RegressionCaseRow, { correctionId });
    if (kept) throw new ProblemError(409, 'case_kept', '已经存过', `已存为回归样例“${kept.name}”。`);
    const made = await this.texts.ofCorrection(caller, correctionId);
    const name = await this.freeName(caller, made.name);
    return this.keep(caller, { ...made, name, origin: 'correction', correctionId });
  }

  private async keep(
    caller: Principal,
    given: Pick<RegressionCaseRow, 'name' | 'item' | 'expect' | 'reason' | 'origin' | 'correctionId'>,
  ): Promise<RegressionCaseView> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    if ((await manager.countBy(RegressionCaseRow, { jurisdictionId })) >= MOST_CASES)
      throw new ProblemError(422, 'too_many_cases', '样例已满', '请先停用或删除不再需要的样例。');
    if (await manager.existsBy(RegressionCaseRow, { jurisdictionId, name: given.name }))
      throw new ProblemError(409, 'name_taken', '已有同名的样例', '请换一个名称。');
    const { name, expect, origin, correctionId } = given;
    const row = await manager.save(
      manager.create(RegressionCaseRow, {
        jurisdictionId,
        name,
        item: { ...given.item, id: name },
        expect,
        reason: maskPersonal(given.reason),
        origin,
        correctionId,
        active: true,
        by: actorOf(caller),
        at: this.clock.now('real'),
      }),
    );
    return this.one(caller, row.id);
  }

  /** The name itself, or with a number where another case has it. */
  private async freeName({ jurisdictionId }: Principal, name: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const wanted = number === 1 ? name : `${name}（${number}）`;
      if (!(await this.database.manager.existsBy(RegressionCaseRow, { jurisdictionId, name: wanted })))
        return wanted;
    }
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
          reason: value.reason ?? '',
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
    return rows.map(lineOf).join('');
  }

  private async one(caller: Principal, id: string): Promise<RegressionCaseView> {
    const { manager } = this.database;
    const row = await manager.findOneBy(RegressionCaseRow, { id, jurisdictionId: caller.jurisdictionId });
    if (!row) throw notFound();
    return presentCase(row, called(await displayNames(manager, [row.by]), row.by));
  }

  private tell(
    caller: Principal,
    action: 'cases.exported' | 'cases.imported' | 'cases.removed',
    data: Record<string, unknown>,
  ): Promise<void> {
    return audit(this.database.manager, { at: this.clock.now('real'), actor: actorOf(caller), action, data });
  }
}

/** A case as a line of a file; a reason stands there where one was given. */
const lineOf = ({ name, item, expect, reason }: RegressionCaseRow): string =>
  `${JSON.stringify({ id: name, item, expect, ...(reason && { reason }) })}\n`;

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { maskPersonal } from '#collect';
import {
  FirstReportActions,
  IncidentActions,
  IncidentRow,
  RefusalActions,
  RefusalRow,
  RefusedAction,
  type AssignmentRow,
} from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { refusing, reporting } from '../refusals/forms.js';
import { whyNotRefused, isOpen } from '../refusals/present.js';
import type { CarePart } from './care-part.js';

const listed = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]).filter(Boolean));
/** The forms of the page, told apart by the hidden field; the button alone signs. */
const refuseForm = z.object({ ...refusing.shape, proposed: listed.pipe(refusing.shape.proposed) });
const stepShape = z.object({ step: z.enum(['sign', 'refuse', 'report', 'withdraw']).default('sign') });

/** What came of a form: nothing to say, or why it was not taken. */
export type Deed = { ok: true } | { ok: false; title: string; detail: string };

const NOT_TAKEN = { sign: '不能签收', refuse: '没有退单', report: '没有报送', withdraw: '没有撤回' };

/** What a unit does with its duty by the signed link: sign, refuse, take the refusal back, send the first report. */
@Injectable()
export class SignDeeds {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentActions,
    private readonly refusals: RefusalActions,
    private readonly reports: FirstReportActions,
  ) {}

  /** @param form the body of the POST; empty: the button that signs */
  async carryOut(duty: AssignmentRow, form: unknown): Promise<Deed> {
    const asked = stepShape.safeParse(form ?? {});
    if (!asked.success) return { ok: false, title: '不能办理', detail: '请返回上一页重新操作。' };
    const { step } = asked.data;
    try {
      await this.take(step, duty, form);
      return { ok: true };
    } catch (error) {
      if (error instanceof z.ZodError)
        return {
          ok: false,
          title: NOT_TAKEN[step],
          detail: `${error.issues[0]?.message ?? '填写的内容有误'}。`,
        };
      if (error instanceof RefusedAction) return { ok: false, title: NOT_TAKEN[step], detail: error.message };
      throw error;
    }
  }

  /** What the page offers beside the signature. */
  async care(duty: AssignmentRow, directory: Directory, now: Date): Promise<CarePart> {
    const { manager } = this.database;
    const [refusals, incident] = await Promise.all([
      manager.findBy(RefusalRow, { incidentId: duty.incidentId }),
      manager.findOneByOrFail(IncidentRow, { id: duty.incidentId }),
    ]);
    const waiting = refusals.find((row) => row.assignmentId === duty.id && isOpen(row)) ?? null;
    const over = incident.state === 'closed' || incident.state === 'set_aside' || !duty.mustSign;
    const hint = whyNotRefused(duty, refusals, directory, now);
    const offered = !over && hint === null && duty.refuseDueAt !== null;
    return {
      waiting,
      refuseBy: offered ? duty.refuseDueAt : null,
      hint: over || waiting ? null : hint,
      units: offered ? choices(directory, duty, incident, now) : [],
      mayReport: !over && duty.state !== 'sent' && duty.reportedAt === null,
    };
  }

  private async take(
    step: z.output<typeof stepShape>['step'],
    duty: AssignmentRow,
    form: unknown,
  ): Promise<void> {
    const actor = `link:${duty.unit}`;
    if (step === 'sign') await this.incidents.signDuty(duty.id, actor);
    if (step === 'report')
      await this.reports.report(duty.id, maskPersonal(reporting.parse(form).text), actor);
    if (step === 'refuse') {
      const asked = refuseForm.parse(form);
      await this.refusals.refuse(duty.id, { ...asked, note: maskPersonal(asked.note) }, actor);
    }
    if (step !== 'withdraw') return;
    const row = await this.database.manager.findOneBy(RefusalRow, { assignmentId: duty.id });
    if (!row) throw new RefusedAction('refusal_settled');
    await this.refusals.withdraw(row.id, actor);
  }
}

/** Units that may be proposed: in force, answering for the public, neither itself nor recused. Townships come first. */
function choices(directory: Directory, duty: AssignmentRow, incident: IncidentRow, at: Date): string[] {
  const units = directory.profile.units.filter(
    (unit) =>
      unit.respondent &&
      !unit.external &&
      unit.name !== duty.unit &&
      !incident.recused.includes(unit.name) &&
      directory.dutyHolder(unit.name, at)?.unit === unit,
  );
  const isPlace = (kind: string) => /乡镇|街道|开发区/.test(kind);
  return [...units.filter((unit) => isPlace(unit.kind)), ...units.filter((unit) => !isPlace(unit.kind))].map(
    ({ name }) => name,
  );
}

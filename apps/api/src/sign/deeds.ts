import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { maskPersonal } from '#collect';
import {
  codeSubjectOf,
  ExtensionActions,
  FirstReportActions,
  IncidentActions,
  RefusalActions,
  RefusalRow,
  RefusedAction,
  SignCodes,
} from '#incidents/service';
import { answering, maskReport, refusing } from '../refusals/forms.js';
import { extendForm, refuseForm, signForm, type Step } from './forms.js';
import type { SignScene } from './scene.js';

/** What a unit does with its duty by the signed link. Each is one transaction of the hub. */
@Injectable()
export class SignDeeds {
  constructor(
    private readonly database: DataSource,
    private readonly incidents: IncidentActions,
    private readonly refusals: RefusalActions,
    private readonly reports: FirstReportActions,
    private readonly extensions: ExtensionActions,
    private readonly codes: SignCodes,
  ) {}

  /**
   * @throws RefusedAction, ZodError: nothing has been changed then
   */
  async carryOut(
    step: Exclude<Step, 'hand_on' | 'take_back'>,
    scene: SignScene,
    given: unknown,
  ): Promise<void> {
    const { duty, reader } = scene;
    const actor = `link:${duty.unit}`;
    if (step === 'sign') return this.sign(scene, given, actor);
    if (step === 'code') return reader ? this.codes.send(codeSubjectOf(duty), reader) : undefined;
    if (step === 'withdraw') return this.withdraw(duty.id, actor);
    if (step === 'report')
      await this.reports.report(duty.id, maskReport(answering.parse(given), maskPersonal), actor);
    if (step === 'refuse') {
      const asked = refusing.parse(refuseForm.parse(given));
      await this.refusals.refuse(duty.id, { ...asked, note: maskPersonal(asked.note) }, actor);
    }
    if (step !== 'extend') return;
    const asked = extendForm.parse(given);
    const rule = scene.care.extendable?.rule ?? 'DL-07';
    await this.extensions.ask(
      duty.id,
      { rule, until: asked.until, reason: maskPersonal(asked.reason) },
      actor,
    );
  }

  private async sign({ duty, reader, code }: SignScene, given: unknown, actor: string): Promise<void> {
    const as = reader ? { as: reader.role } : {};
    const needed = duty.state === 'sent' && (code.kind === 'ask' || code.kind === 'sent');
    if (needed && reader) await this.codes.check(codeSubjectOf(duty), reader, signForm.parse(given).code);
    const checked = needed
      ? { code: 'checked' as const }
      : code.kind === 'unavailable'
        ? { code: 'unavailable' as const }
        : {};
    await this.incidents.signDuty(duty.id, actor, { ...as, ...checked });
  }

  private async withdraw(assignmentId: string, actor: string): Promise<void> {
    const row = await this.database.manager.findOneBy(RefusalRow, { assignmentId });
    if (!row) throw new RefusedAction('refusal_settled');
    await this.refusals.withdraw(row.id, actor);
  }
}

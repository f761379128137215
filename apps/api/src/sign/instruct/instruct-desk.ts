import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { maskPersonal } from '#collect';
import { InstructionActions } from '#incidents/service';
import { FormDesk, type Taken } from '../form-desk.js';
import type { OpenedTask } from './instruct-links.js';

const STEPS = ['report', 'progress'] as const;
type Step = (typeof STEPS)[number];

const WORDS: Record<Step, { failed: string; done: string; next: string }> = {
  report: { failed: '没有报送', done: '办理结果已报送', next: '' },
  progress: { failed: '没有报送', done: '进展已报送', next: '办完以后请报送办理结果，回告时限不变。' },
};

const said = (missing: string) => z.string().trim().min(2, missing).max(2000, '最多 2000 个字');
const reporting = z.object({ report: said('请写明办理情况') });
const telling = z.object({ progress: said('请写明办理进展') });

/** What a unit says of its task by the signed link: the same actions as in the dashboard (`InstructionActions`). */
@Injectable()
export class InstructDesk {
  constructor(
    private readonly forms: FormDesk,
    private readonly actions: InstructionActions,
  ) {}

  /** @param body of the POST, whatever it is; without a form of the page nothing is done */
  take({ token, task }: OpenedTask, body: unknown): Promise<Taken<Step>> {
    const actor = `link:${task.unit}`;
    return this.forms.take(token, body, {
      steps: STEPS,
      bare: null,
      words: (step) => WORDS[step],
      act: (step, given) =>
        step === 'report'
          ? this.actions.report(task.id, maskPersonal(reporting.parse(given).report), actor)
          : this.actions.progress(task.id, maskPersonal(telling.parse(given).progress), actor),
    });
  }
}

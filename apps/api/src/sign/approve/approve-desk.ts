import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { maskPersonal } from '#collect';
import { RefusedAction, SignCodes } from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import { ApprovalActions, type LinkSigner } from '#respond/service';
import { FormDesk, type Taken } from '../form-desk.js';
import type { OpenedAsk } from './approve-links.js';
import { codeSubjectOfAsk } from './approve-reader.js';

export const APPROVE_STEPS = ['approve', 'return', 'code'] as const;
export type ApproveStep = (typeof APPROVE_STEPS)[number];

const WORDS: Record<ApproveStep, { failed: string; done: string; next: string }> = {
  approve: { failed: '没有审签', done: '已审签', next: '' },
  return: { failed: '没有退回', done: '已退回修改', next: '意见已转拟稿单位，重新送审时另发消息。' },
  code: { failed: '没有发送验证码', done: '验证码已发出', next: '请填写收到的 6 位数字后审签。' },
};

/** Which text, as it stood on the page. */
const seen = {
  version: z.coerce.number('请看本页最新内容后再审签').int(),
  edition: z.coerce.number('请看本页最新内容后再审签').int(),
};
const note = z.string().trim().max(500, '意见最多 500 个字');
const approving = z.object({ ...seen, note: note.default(''), code: z.string().trim().max(10).default('') });
const returning = z.object({ ...seen, comment: note.min(1, '请写明修改意见') });

/** What a leader does with a text by the signed link: the same actions as in the dashboard (`ApprovalActions`). */
@Injectable()
export class ApproveDesk {
  constructor(
    private readonly database: DataSource,
    private readonly forms: FormDesk,
    private readonly codes: SignCodes,
    private readonly contacts: ContactBook,
    private readonly approvals: ApprovalActions,
  ) {}

  /** @param body of the POST, whatever it is; without a form of the page nothing is done */
  take(opened: OpenedAsk, body: unknown): Promise<Taken<ApproveStep>> {
    return this.forms.take(opened.token, body, {
      steps: APPROVE_STEPS,
      bare: null,
      words: (step) => WORDS[step],
      act: (step, given) => this.carryOut(step, opened, given),
    });
  }

  private async carryOut(step: ApproveStep, { ask, ground, signer, contactId }: OpenedAsk, given: unknown) {
    const holder = await this.contacts.contact(this.database.manager, contactId);
    const subject = codeSubjectOfAsk(ask);
    if (step === 'code') return holder ? this.codes.send(subject, holder) : undefined;
    if (step === 'return') {
      const { version, edition: number, comment } = returning.parse(given);
      return this.approvals.giveBack(ask.responseId, { version, number }, maskPersonal(comment), signer);
    }
    const { version, edition: number, note: remark, code: entered } = approving.parse(given);
    mustBeLatest(number, ground.version.number);
    const state = await this.codes.state(subject, ground.incident, holder);
    const asked = state.kind === 'ask' || state.kind === 'sent';
    if (asked && holder) await this.codes.check(subject, holder, entered);
    const code: LinkSigner['code'] = asked
      ? 'checked'
      : state.kind === 'unavailable'
        ? 'unavailable'
        : undefined;
    await this.approvals.sign(ask.responseId, { version, number }, maskPersonal(remark), { ...signer, code });
  }
}

/** Before a code is used up for a text that has changed meanwhile. */
function mustBeLatest(seenNumber: number, latest: number): void {
  if (seenNumber !== latest) throw new RefusedAction('other_version');
}

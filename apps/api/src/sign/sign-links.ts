import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { AssignmentRow, IncidentRow } from '#incidents/service';
import { ContactBook } from '#jurisdiction/service';
import { verifyLink, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { isKeptFrom } from './kept-from.js';

const PURPOSE = 'sign';

/** What a token opens: one duty, for one contact. */
export interface OpenedLink {
  token: string;
  duty: AssignmentRow;
  contactId: string;
}

/** Why a token opens nothing, in words of what to do. */
export interface ClosedLink {
  status: 403 | 404 | 410 | 429;
  title: string;
  detail: string;
}

/** Reads signed links; opening one changes nothing. */
@Injectable()
export class SignLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  async open(token: string): Promise<OpenedLink | ClosedLink> {
    // A rehearsal runs ahead of the real time; a link must not outlive its own timeline.
    const link = verifyLink(this.keys.links, token, PURPOSE, this.clock.now('real'));
    if (!link.ok) return link.reason === 'expired' ? expired('我的任务') : DAMAGED;
    const { manager } = this.database;
    const duty = await manager.findOneBy(AssignmentRow, { id: link.assignmentId });
    const incident = duty && (await manager.findOneBy(IncidentRow, { id: duty.incidentId }));
    const reader = { unit: duty?.unit ?? '', contactId: link.contactId };
    if (!duty || !incident || (await isKeptFrom(manager, incident, reader, this.contacts))) return GONE;
    return duty.state === 'withdrawn' ? WITHDRAWN : { token, duty, contactId: link.contactId };
  }
}

/** @param page of the dashboard where the same is done */
export const expired = (page: string): ClosedLink => ({
  status: 410,
  title: '链接已过期',
  detail: `请登录系统，在“${page}”中办理；也可以请市政府办公室重新发送。`,
});
const DAMAGED: ClosedLink = {
  status: 404,
  title: '链接不完整',
  detail: '请从消息中重新点开；若由他人转发，请使用原消息中的完整链接。',
};
export const GONE: ClosedLink = {
  status: 404,
  title: '没有找到这项任务',
  detail: '任务可能已经移走，请与市政府办公室联系。',
};
const WITHDRAWN: ClosedLink = {
  status: 410,
  title: '任务已撤回',
  detail: '这项任务已改派、转出或不再需要办理，贵单位无须办理。',
};

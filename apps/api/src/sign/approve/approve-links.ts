import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '#clock';
import { APPROVE } from '#deliver/service';
import { ContactBook } from '#jurisdiction/service';
import { linkSigner, mayGive, ResponseAskRow, visibleResponses, type LinkSigner } from '#respond/service';
import { verifyLink, type Keys } from '#secrets';
import { KEYS } from '../../../../worker/src/core/tokens.js';
import { readGround, type ApprovalGround } from '../../approvals/ground.js';
import { isKeptFrom } from '../kept-from.js';
import { expired, type ClosedLink } from '../sign-links.js';

/** What a token opens: one question for a signature, for one person, with the rights they have now. */
export interface OpenedAsk {
  token: string;
  ask: ResponseAskRow;
  ground: ApprovalGround;
  signer: LinkSigner;
  contactId: string;
}

/** Reads links by which a leader signs a text (审签); opening one changes nothing. */
@Injectable()
export class ApproveLinks {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly contacts: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @returns null for a token of another purpose, or of nobody's */
  async open(token: string): Promise<OpenedAsk | ClosedLink | null> {
    const now = this.clock.now('real');
    const link = verifyLink(this.keys.links, token, APPROVE, now);
    if (!link.ok) return link.reason === 'expired' ? expired('会签审签') : null;
    const { manager } = this.database;
    const { contactId } = link;
    const ask = await manager.findOneBy(ResponseAskRow, { id: link.assignmentId, what: 'signature' });
    const ground = ask && (await readGround(manager, ask.responseId));
    if (!ask || !ground) return GONE;
    const { incident, standing } = ground;
    const { jurisdictionId } = ask;
    const who = { jurisdictionId, contactId, standing };
    const signer = await linkSigner(manager, this.contacts, who, now);
    if (signer === 'gone') return LEFT;
    if (signer === 'disabled') return DISABLED;
    const reader = { unit: signer.leads[0] ?? ask.unit, contactId };
    if (await isKeptFrom(manager, incident, reader, this.contacts)) return GONE;
    if (!(await this.maySee(manager, ask, signer))) return GONE;
    if (!standing.plan.some((seat) => mayGive(signer, seat, standing.roles))) return notSigner(ask, ground);
    return { token, ask, ground, signer, contactId };
  }

  /** An account sees by its link what it sees in the dashboard, and nothing else. */
  private async maySee(
    manager: EntityManager,
    { responseId }: ResponseAskRow,
    { account }: LinkSigner,
  ): Promise<boolean> {
    return !account || (await visibleResponses(manager, account, [responseId])).has(responseId);
  }
}

/** Whoever is told only because nobody else was reached: that a signature is missing, not of what. */
function notSigner({ unit }: ResponseAskRow, { standing, incident }: ApprovalGround): ClosedLink {
  const waits = standing.open.some((seat) => seat.units.includes(unit));
  return {
    status: 403,
    title: '本件不由您审签',
    detail: waits
      ? `政务舆情 ${incident.number} 的回应稿待${unit}负责人审签，请代为转告；急需发布的，可电话请示或凭纸质签字，登录系统登记。`
      : `政务舆情 ${incident.number} 的回应稿不再等待${unit}审签，无须办理。`,
  };
}

const GONE: ClosedLink = {
  status: 404,
  title: '没有找到这份文稿',
  detail: '文稿可能已经移走，请与市政府办公室联系。',
};
const LEFT: ClosedLink = {
  status: 403,
  title: '链接已失效',
  detail: '名册中您的职务已有变动，不能再用这个链接审签。如有疑问，请与市政府办公室联系。',
};
const DISABLED: ClosedLink = {
  status: 403,
  title: '账号已停用',
  detail: '您的账号已停用，不能审签。如需恢复，请与系统管理员联系。',
};

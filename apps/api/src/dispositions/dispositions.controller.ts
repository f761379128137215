import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { actsFor, mayDo, type Principal } from '#access';
import { maskPersonal } from '#collect';
import { maskForUnits } from '#incidents';
import {
  DispositionActions,
  FINDING_LENGTH,
  ReferralActions,
  REFERRAL_RECEIVERS,
  ReplyActions,
  REPLY_LENGTH,
  REPLY_WAYS,
} from '#incidents/service';
import type { DispositionView, IncidentDetail, ReferralView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { forbidden, notFound } from '../http/problem.js';
import { moment, uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { DispositionReader } from './disposition-reader.js';
import { decision } from './forms.js';

const undoing = z.object({ version });
const reply = z.object({
  version,
  unit: z.string().trim().min(1, '请选择答复单位').max(60),
  way: z.enum(REPLY_WAYS),
  at: moment,
  text: z.string().trim().min(1, '请写明答复的内容').max(REPLY_LENGTH),
});
const referral = z.object({
  version,
  receiver: z.enum(REFERRAL_RECEIVERS),
  checkedBy: z.string().trim().min(1, '请写明核实单位').max(60),
  finding: z.string().trim().min(1, '请写明核实情况').max(FINDING_LENGTH),
});
const settling = z.object({ confirm: z.boolean(), note: z.string().max(1000).default('') });
const id = new Valid(uuid);
/** What is kept names no person and no number of one. */
const masked = (text: string): string => maskPersonal(maskForUnits(text));

/** 处置去向: where judging ends, and what is done about it. */
@Controller('api/v1')
export class DispositionsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: DispositionReader,
    private readonly dispositions: DispositionActions,
    private readonly replies: ReplyActions,
    private readonly referrals: ReferralActions,
  ) {}

  @Get('incidents/:id/disposition')
  @Endpoint({
    summary: 'Where judging ended, and what else is open',
    needs: 'incidents.read',
    returns: 'DispositionView',
  })
  read(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<DispositionView> {
    return this.reader.of(caller, incidentId);
  }

  @Post('incidents/:id/disposition')
  @HttpCode(200)
  @Endpoint({
    summary: 'Decide where judging ends',
    needs: 'dispositions.decide',
    body: decision,
    returns: 'IncidentDetail',
  })
  decide(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(decision)) body: z.output<typeof decision>,
  ): Promise<IncidentDetail> {
    return this.change(caller, incidentId, () =>
      this.dispositions.decide(incidentId, { ...body, note: masked(body.note) }, actorOf(caller)),
    );
  }

  @Post('incidents/:id/disposition/undo')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take the last decision back',
    needs: 'dispositions.decide',
    body: undoing,
    returns: 'IncidentDetail',
  })
  undo(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(undoing)) body: { version: number },
  ): Promise<IncidentDetail> {
    return this.change(caller, incidentId, () =>
      this.dispositions.undo(incidentId, body.version, actorOf(caller)),
    );
  }

  @Post('incidents/:id/replies')
  @HttpCode(200)
  @Endpoint({
    summary: 'Register what a person was answered directly',
    needs: 'duties.sign',
    body: reply,
    returns: 'IncidentDetail',
  })
  reply(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(reply)) body: z.output<typeof reply>,
  ): Promise<IncidentDetail> {
    return this.change(caller, incidentId, () => {
      if (!mayDo(caller, 'dispositions.decide') && !actsFor(caller, body.unit)) throw forbidden();
      return this.replies.reply(incidentId, { ...body, text: masked(body.text) }, actorOf(caller));
    });
  }

  @Post('incidents/:id/referrals')
  @Endpoint({
    summary: 'Propose to hand a claim to the police or the cyberspace administration (RT-51)',
    needs: 'dispositions.decide',
    body: referral,
    returns: 'ReferralView',
  })
  async propose(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(referral)) body: z.output<typeof referral>,
  ): Promise<ReferralView> {
    await this.incidents.mustSee(caller, incidentId);
    const asked = { ...body, finding: masked(body.finding) };
    const row = await this.referrals.propose(incidentId, asked, actorOf(caller));
    return this.reader.referral(caller, row.id);
  }

  @Post('referrals/:id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'The second person confirms a referral, or declines it',
    needs: 'dispositions.decide',
    body: settling,
    returns: 'ReferralView',
  })
  async settle(
    @Caller() caller: Principal,
    @Param('id', id) referralId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<ReferralView> {
    const incidentId = await this.reader.incidentOf(referralId);
    if (!incidentId) throw notFound();
    await this.incidents.mustSee(caller, incidentId);
    const row = await this.referrals.decide(
      referralId,
      { ...body, note: masked(body.note) },
      actorOf(caller),
    );
    return this.reader.referral(caller, row.id);
  }

  private async change(
    caller: Principal,
    incidentId: string,
    action: () => Promise<unknown>,
  ): Promise<IncidentDetail> {
    await this.incidents.mustSee(caller, incidentId);
    await action();
    return this.incidents.detail(caller, incidentId);
  }
}

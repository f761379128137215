import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import { JudgementCorrections } from '#judge/service';
import { RoutingActions } from '#route/service';
import type { CorrectionEffect, JudgementView } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { CorrectionsReader } from './corrections-reader.js';
import { correctJudgement, previewCorrection, undoCorrection } from './forms.js';

const id = new Valid(uuid);
const needs = 'routing.decide' as const;

/** What a person puts right in the judgement of an incident. */
@Controller('api/v1/incidents/:id/judgement')
export class CorrectionsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: CorrectionsReader,
    private readonly corrections: JudgementCorrections,
    private readonly routing: RoutingActions,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What was found, what people put right, and what may be chosen',
    needs,
    returns: 'JudgementView',
  })
  view(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<JudgementView> {
    return this.reader.of(caller, incidentId);
  }

  @Post('preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'Which units a correction of the judgement would add and take back; nothing is stored',
    needs,
    body: previewCorrection,
    returns: 'CorrectionEffect',
  })
  async preview(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(previewCorrection)) body: z.output<typeof previewCorrection>,
  ): Promise<CorrectionEffect> {
    await this.incidents.mustSee(caller, incidentId);
    const { judgement } = await this.corrections.preview(incidentId, body);
    const effect = await this.routing.previewJudgement(incidentId, judgement);
    if (!effect) return { routing: null };
    const { added, withdrawn, unchanged, warnings, routing } = effect;
    return { routing: { added, withdrawn, unchanged, warnings, questions: routing.questions } };
  }

  @Post('corrections')
  @HttpCode(200)
  @Endpoint({
    summary: 'Put the judgement right; it wins over every later item, and the matter is routed anew',
    needs,
    body: correctJudgement,
    returns: 'JudgementView',
  })
  async correct(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(correctJudgement)) body: z.output<typeof correctJudgement>,
  ): Promise<JudgementView> {
    await this.incidents.mustSee(caller, incidentId);
    await this.corrections.correct(incidentId, body, actorOf(caller));
    return this.reader.of(caller, incidentId);
  }

  @Post('corrections/:correctionId/undo')
  @HttpCode(200)
  @Endpoint({
    summary: 'Take a correction back; what stood before it counts again',
    needs,
    body: undoCorrection,
    returns: 'JudgementView',
  })
  async undo(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Param('correctionId', id) correctionId: string,
    @Body(new Valid(undoCorrection)) { version }: z.output<typeof undoCorrection>,
  ): Promise<JudgementView> {
    await this.incidents.mustSee(caller, incidentId);
    await this.corrections.takeBack(incidentId, correctionId, version, actorOf(caller));
    return this.reader.of(caller, incidentId);
  }
}

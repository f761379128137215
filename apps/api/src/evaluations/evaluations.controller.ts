import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Principal } from '#access';
import { maskPersonal } from '#collect';
import { maskForUnits } from '#incidents';
import { QUALITY } from '#report';
import { Evaluations, MEASURES } from '#report/service';
import type { EvaluationProposalView, EvaluationView, IncidentDetail } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid, version } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { EvaluationReader } from './evaluation-reader.js';

const masked = (text: string): string => maskPersonal(maskForUnits(text));
const words = (most: number) => z.string().max(most).default('').transform(masked);
const answer = z.object({
  criterion: z.enum(QUALITY),
  grade: z.enum(['met', 'partly', 'not_met', 'not_applicable'], { error: '请逐项选择评估结果' }),
  note: words(500),
});
const evaluation = z.object({
  version,
  quality: z
    .array(answer)
    .refine(
      (answers) =>
        QUALITY.every((criterion) => answers.filter((one) => one.criterion === criterion).length === 1),
      '请逐项填写回应质量',
    ),
  effectNote: words(1000),
  lessons: words(4000),
  tags: z.array(z.string().trim().min(1).max(20)).max(10).default([]),
  proposals: z
    .array(
      z.object({
        unit: z.string().max(60),
        measure: z.enum(MEASURES),
        reason: z.string().trim().min(1, '请写明建议的理由').max(1000).transform(masked),
      }),
    )
    .max(20)
    .default([]),
});
const settling = z.object({ confirm: z.boolean(), note: words(1000) });
const id = new Valid(uuid);

/** 评估 of closed matters, and what it proposes. */
@Controller('api/v1')
export class EvaluationsController {
  constructor(
    private readonly incidents: IncidentReader,
    private readonly reader: EvaluationReader,
    private readonly evaluations: Evaluations,
  ) {}

  @Get('incidents/:id/evaluation')
  @Endpoint({
    summary: 'The evaluation of an incident, prefilled from its record',
    needs: 'evaluations.write',
    returns: 'EvaluationView',
  })
  read(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<EvaluationView> {
    return this.reader.of(caller, incidentId);
  }

  @Post('incidents/:id/evaluation')
  @HttpCode(200)
  @Endpoint({
    summary: 'Write an evaluation; settles DL-12 and starts DL-13',
    needs: 'evaluations.write',
    body: evaluation,
    returns: 'IncidentDetail',
  })
  async write(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Body(new Valid(evaluation)) body: z.output<typeof evaluation>,
  ): Promise<IncidentDetail> {
    await this.incidents.mustSee(caller, incidentId);
    await this.evaluations.write(incidentId, body, actorOf(caller));
    return this.incidents.detail(caller, incidentId);
  }

  @Post('evaluation-proposals/:id/decide')
  @HttpCode(200)
  @Endpoint({
    summary: 'The second person takes a proposal of an evaluation on, or does not',
    needs: 'evaluations.write',
    body: settling,
    returns: 'EvaluationProposalView',
  })
  async decide(
    @Caller() caller: Principal,
    @Param('id', id) proposalId: string,
    @Body(new Valid(settling)) body: z.output<typeof settling>,
  ): Promise<EvaluationProposalView> {
    const incidentId = await this.reader.incidentOf(proposalId);
    if (!incidentId) throw notFound();
    await this.incidents.mustSee(caller, incidentId);
    const row = await this.evaluations.decide(proposalId, body, actorOf(caller));
    return this.reader.proposal(caller, row);
  }
}

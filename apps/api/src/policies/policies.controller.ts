import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { PolicyOptions, PolicyPreview } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { PolicyPreviews } from './policy-previews.js';
import { previewForm } from './schemas.js';

const needs = 'directory.change' as const;

/** Policies (催办规则) while they are edited; what holds is changed like any entry of the directory. */
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(private readonly previews: PolicyPreviews) {}

  @Get('options')
  @Endpoint({ summary: 'What a policy may be made of, in words', needs, returns: 'PolicyOptions' })
  options(@Caller() caller: Principal): Promise<PolicyOptions> {
    return this.previews.options(caller);
  }

  @Post('preview')
  @HttpCode(200)
  @Endpoint({
    summary: 'How a policy would go, in absolute times, and whom it would reach today; nothing is stored',
    needs,
    body: previewForm,
    returns: 'PolicyPreview',
  })
  preview(
    @Caller() caller: Principal,
    @Body(new Valid(previewForm)) form: z.output<typeof previewForm>,
  ): Promise<PolicyPreview> {
    return this.previews.preview(caller, form);
  }
}

import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import { exceptionVariables } from '#jurisdiction';
import type { ExceptionTrial, ExceptionVariable } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { ExceptionTrials } from './exception-trials.js';
import { tryForm } from './schemas.js';

const needs = 'directory.change' as const;

/** Exceptions while they are edited. */
@Controller('api/v1/directory/exceptions')
export class ExceptionsController {
  constructor(private readonly trials: ExceptionTrials) {}

  @Get('variables')
  @Endpoint({
    summary: 'What the condition of an exception may speak of',
    needs,
    returns: 'List<ExceptionVariable>',
  })
  variables(): { items: ExceptionVariable[] } {
    const items = exceptionVariables.map(({ name, type, description, example }) => ({
      name,
      type,
      description,
      example,
    }));
    return { items };
  }

  @Post('try')
  @HttpCode(200)
  @Endpoint({
    summary: 'Try an exception on its examples, a text and past incidents; nothing is stored',
    needs,
    body: tryForm,
    returns: 'ExceptionTrial',
  })
  try(
    @Caller() caller: Principal,
    @Body(new Valid(tryForm)) form: z.output<typeof tryForm>,
  ): Promise<ExceptionTrial> {
    return this.trials.run(caller, form);
  }
}

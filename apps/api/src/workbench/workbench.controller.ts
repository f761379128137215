import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { Principal } from '#access';
import type { BesideChoice, WorkbenchView } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { workbenchForm, type JudgeForm } from './forms.js';
import { Rate } from './rate.js';
import { WorkbenchDesk } from './workbench-desk.js';

const A_MINUTE = 30;

/** 如何得出. */
@Controller('api/v1/workbench')
export class WorkbenchController {
  private readonly rate = new Rate(A_MINUTE);

  constructor(private readonly desk: WorkbenchDesk) {}

  @Post('judge')
  @HttpCode(200)
  @Endpoint({
    summary: 'Every step of judging and routing a text or an item; nothing is stored',
    needs: 'judging.inspect',
    body: workbenchForm,
    returns: 'WorkbenchView',
  })
  judge(
    @Caller() caller: Principal,
    @Body(new Valid(workbenchForm)) form: JudgeForm,
  ): Promise<WorkbenchView> {
    this.rate.take(caller.login);
    return this.desk.judge(caller, form);
  }

  @Get('beside')
  @Endpoint({
    summary: 'Proposed changes and versions of the models that may stand beside what holds',
    needs: 'directory.change',
    returns: 'List<BesideChoice>',
  })
  async beside(@Caller() caller: Principal): Promise<{ items: BesideChoice[] }> {
    return { items: await this.desk.choices(caller) };
  }
}

import { Controller, Get } from '@nestjs/common';
import type { Principal } from '#access';
import type { CorrectionTotals } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { CorrectionTotalsReader } from './correction-totals.js';

/** 更正研判, counted. */
@Controller('api/v1/learning/corrections')
export class CorrectionTotalsController {
  constructor(private readonly reader: CorrectionTotalsReader) {}

  @Get()
  @Endpoint({
    summary: 'What people put right since the last training, by aspect, and what that changed',
    needs: 'directory.change',
    returns: 'CorrectionTotals',
  })
  view(@Caller() caller: Principal): Promise<CorrectionTotals> {
    return this.reader.view(caller);
  }
}

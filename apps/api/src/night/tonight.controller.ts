import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { DialledNumber, Tonight } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { dialTonight } from './forms.js';
import { TonightDesk } from './tonight-desk.js';

/** Who is on duty tonight, to be called. */
@Controller('api/v1/tonight')
export class TonightController {
  constructor(private readonly desk: TonightDesk) {}

  @Get()
  @Endpoint({
    summary: 'Whether it is night, and whom to call: the office, one’s own unit, for keepers all',
    needs: 'incidents.read',
    returns: 'Tonight',
  })
  tonight(@Caller() caller: Principal): Promise<Tonight> {
    return this.desk.tonight(caller);
  }

  @Post('dial')
  @HttpCode(200)
  @Endpoint({
    summary: 'A number in full, to be dialled; logged',
    needs: 'incidents.read',
    body: dialTonight,
    returns: 'DialledNumber',
  })
  dial(
    @Caller() caller: Principal,
    @Body(new Valid(dialTonight)) body: z.output<typeof dialTonight>,
  ): Promise<DialledNumber> {
    return this.desk.dial(caller, body);
  }
}

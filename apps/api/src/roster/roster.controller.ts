import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '#access';
import type { RevealedPeople, RosterList, RosterUnitDetail } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { absence, edit, reveal, seenVersion } from './forms.js';
import { RosterDesk } from './roster-desk.js';
import { RosterReader } from './roster-reader.js';

const id = new Valid(uuid);

/** The roster of annex 2. A unit's people keep their own entries (`signed-in`, checked for the unit), the office all. */
@Controller('api/v1/roster')
export class RosterController {
  constructor(
    private readonly reader: RosterReader,
    private readonly desk: RosterDesk,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Units with the state of their entries, no names',
    needs: 'roster.read',
    returns: 'RosterList',
  })
  list(@Caller() caller: Principal): Promise<RosterList> {
    return this.reader.list(caller);
  }

  @Get('units/:unit')
  @Endpoint({
    summary: 'Entries of a unit, numbers masked',
    needs: 'signed-in',
    returns: 'RosterUnitDetail',
  })
  unit(@Caller() caller: Principal, @Param('unit') unit: string): Promise<RosterUnitDetail> {
    return this.reader.unit(caller, unit);
  }

  @Put('units/:unit')
  @Endpoint({
    summary: 'Change entries of a unit; holds at once',
    needs: 'signed-in',
    body: 'RosterEdit',
    returns: 'RosterUnitDetail',
  })
  async edit(
    @Caller() caller: Principal,
    @Param('unit') unit: string,
    @Body(new Valid(edit)) body: z.output<typeof edit>,
  ): Promise<RosterUnitDetail> {
    await this.desk.edit(caller, unit, body);
    return this.reader.unit(caller, unit);
  }

  @Post('units/:unit/confirm')
  @HttpCode(200)
  @Endpoint({
    summary: 'Confirm that the entries are right as they stand',
    needs: 'signed-in',
    body: seenVersion,
    returns: 'RosterUnitDetail',
  })
  async confirm(
    @Caller() caller: Principal,
    @Param('unit') unit: string,
    @Body(new Valid(seenVersion)) { version }: z.output<typeof seenVersion>,
  ): Promise<RosterUnitDetail> {
    await this.desk.confirm(caller, unit, version);
    return this.reader.unit(caller, unit);
  }

  @Post('units/:unit/reveal')
  @HttpCode(200)
  @Endpoint({
    summary: 'Numbers and addresses in full, for a logged reason',
    needs: 'signed-in',
    body: reveal,
    returns: 'RevealedPeople',
  })
  reveal(
    @Caller() caller: Principal,
    @Param('unit') unit: string,
    @Body(new Valid(reveal)) { reason }: z.output<typeof reveal>,
  ): Promise<RevealedPeople> {
    return this.desk.reveal(caller, unit, reason);
  }

  @Post('units/:unit/absences')
  @Endpoint({
    summary: 'Record an absence; notices go to the substitute',
    needs: 'signed-in',
    body: 'AbsenceForm',
    returns: 'RosterUnitDetail',
  })
  async addAbsence(
    @Caller() caller: Principal,
    @Param('unit') unit: string,
    @Body(new Valid(absence)) body: z.output<typeof absence>,
  ): Promise<RosterUnitDetail> {
    await this.desk.addAbsence(caller, unit, body);
    return this.reader.unit(caller, unit);
  }

  @Delete('units/:unit/absences/:id')
  @Endpoint({ summary: 'Cancel an absence', needs: 'signed-in', returns: 'RosterUnitDetail' })
  async cancelAbsence(
    @Caller() caller: Principal,
    @Param('unit') unit: string,
    @Param('id', id) absenceId: string,
  ): Promise<RosterUnitDetail> {
    await this.desk.cancelAbsence(caller, unit, absenceId);
    return this.reader.unit(caller, unit);
  }
}

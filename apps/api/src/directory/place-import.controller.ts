import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import type { Principal } from '#access';
import type { KnownPlacesRead } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { Valid } from '../http/valid.js';
import { knownPlacesForm, PlaceImport } from './place-import.js';

const upload = z.strictObject({
  name: z.string().min(1).max(200),
  content: z.base64('文件没有完整上传，请重新选择'),
});
const needs = 'directory.change' as const;

/** 导入知名地点. */
@Controller('api/v1/directory/known-places')
export class PlaceImportController {
  constructor(private readonly places: PlaceImport) {}

  @Get('form.xlsx')
  @Endpoint({ summary: 'The blank form of known places', needs })
  async form(@Res() response: Response): Promise<void> {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    response
      .attachment('知名地点.xlsx')
      .type(type)
      .send(await knownPlacesForm());
  }

  @Post('read')
  @HttpCode(200)
  @Endpoint({
    summary: 'What a sheet of known places would change; nothing is stored',
    needs,
    body: upload,
    returns: 'KnownPlacesRead',
  })
  read(
    @Caller() caller: Principal,
    @Body(new Valid(upload)) file: z.output<typeof upload>,
  ): Promise<KnownPlacesRead> {
    return this.places.read(caller, file);
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock, timelineOf } from '#clock';
import { IncidentItemRow, IncidentLog, IncidentRow, ItemRow, RefusedAction } from '#incidents/service';
import type { RevealedOriginal } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/problem.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { mayAskForOriginal } from '../incidents/items-reader.js';

const asking = z.object({
  reason: z.string().trim().min(5, '请写明查看原文的用途，至少五个字').max(500),
});

/** The address of an original goes out to a unit only for a reason, which is logged with who asked (who looked is seen). */
@Controller('api/v1/items/:id/original')
export class OriginalsController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: IncidentReader,
  ) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    summary: 'The address of an original, for a reason that is logged',
    needs: 'duties.sign',
    body: asking,
    returns: 'RevealedOriginal',
  })
  async reveal(
    @Caller() caller: Principal,
    @Param('id', new Valid(uuid)) itemId: string,
    @Body(new Valid(asking)) { reason }: z.output<typeof asking>,
  ): Promise<RevealedOriginal> {
    const { manager } = this.database;
    const link = await manager.findOneBy(IncidentItemRow, { itemId });
    if (!link) throw notFound();
    await this.reader.mustSee(caller, link.incidentId);
    const [item, incident] = await Promise.all([
      manager.findOneByOrFail(ItemRow, { id: itemId }),
      manager.findOneByOrFail(IncidentRow, { id: link.incidentId }),
    ]);
    const { url } = item;
    if (url === null) throw new RefusedAction('no_original');
    if (!mayAskForOriginal(caller, item, incident)) throw new RefusedAction('original_withheld');
    await this.database.transaction((inside) =>
      IncidentLog.append(inside, [
        {
          incident,
          type: 'original.revealed',
          at: this.clock.now(timelineOf(incident)),
          actor: actorOf(caller),
          data: { itemId, unit: caller.unit, reason },
        },
      ]),
    );
    return { url };
  }
}

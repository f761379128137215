import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { resend } from '#deliver/service';
import { Wakeups } from '#queue';
import type { DeliveryEvent, Page, ResentDelivery } from '../contract/index.js';
import { actorOf, Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { uuid } from '../http/schemas.js';
import { Valid } from '../http/valid.js';
import { IncidentReader } from '../incidents/incident-reader.js';
import { DeliveryReader } from './delivery-reader.js';

const id = new Valid(uuid);

/** 送达情况: what became of every message about a matter. */
@Controller('api/v1/incidents/:id/deliveries')
export class DeliveriesController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly incidents: IncidentReader,
    private readonly reader: DeliveryReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Messages about the incident and what became of each',
    needs: 'incidents.read',
    returns: 'Page<DeliveryEvent>',
  })
  async list(@Caller() caller: Principal, @Param('id', id) incidentId: string): Promise<Page<DeliveryEvent>> {
    return { items: await this.reader.of(caller, incidentId), next: null };
  }

  @Post(':notice/resend')
  @HttpCode(200)
  @Endpoint({ summary: 'Send a message again', needs: 'routing.decide', returns: 'ResentDelivery' })
  async again(
    @Caller() caller: Principal,
    @Param('id', id) incidentId: string,
    @Param('notice', id) noticeId: string,
  ): Promise<ResentDelivery> {
    await this.incidents.mustSee(caller, incidentId);
    const sent = await this.database.transaction((manager) =>
      resend(manager, { incidentId, noticeId, by: actorOf(caller) }, this.clock),
    );
    await this.wakeups.wake('deliver', { jurisdictionId: caller.jurisdictionId });
    return { id: sent };
  }
}

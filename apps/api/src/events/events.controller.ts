import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { bufferTime, filter } from 'rxjs';
import { DataSource } from 'typeorm';
import type { Principal } from '#access';
import { addVisibility, Conditions, type LogNotification } from '#incidents/service';
import type { IncidentEvent } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { RehearsalView } from '../session/rehearsal-view.js';
import { LogListener } from './log-listener.js';

const HEARTBEAT_MS = 20_000;
/** News of a quarter of a second go out together: one question of visibility for all of them. */
const GATHER_MS = 250;

/** Live news as server-sent events: what happened to which incident, never what it says. */
@Controller('events')
export class EventsController {
  constructor(
    private readonly listener: LogListener,
    private readonly database: DataSource,
    private readonly rehearsal: RehearsalView,
  ) {}

  @Get()
  @Endpoint({ summary: 'Live news (text/event-stream)', needs: 'incidents.read' })
  async stream(
    @Caller() caller: Principal,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 3000\n\n');
    const beat = setInterval(() => void this.beat(response), HEARTBEAT_MS);
    const news = this.listener.events
      .pipe(
        filter((event) => event.jurisdictionId === caller.jurisdictionId),
        bufferTime(GATHER_MS),
        filter((events) => events.length > 0),
      )
      .subscribe({
        next: (events) => void this.send(caller, response, events),
        complete: () => response.end(),
      });
    request.on('close', () => {
      clearInterval(beat);
      news.unsubscribe();
    });
    await this.beat(response);
  }

  private async beat(response: Response): Promise<void> {
    response.write(': still here\n\n');
    const clock = await this.rehearsal.current().catch(() => null);
    if (clock) response.write(`event: clock\ndata: ${JSON.stringify(clock)}\n\n`);
  }

  private async send(caller: Principal, response: Response, events: LogNotification[]): Promise<void> {
    const visible = await this.visible(caller, events).catch(() => new Set<string>());
    for (const { incidentId, number, type, rehearsal } of events) {
      if (!visible.has(incidentId)) continue;
      const event: IncidentEvent = { id: incidentId, number, type, rehearsal };
      response.write(`event: incident\ndata: ${JSON.stringify(event)}\n\n`);
    }
  }

  private async visible(caller: Principal, events: LogNotification[]): Promise<Set<string>> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(events.map((event) => event.incidentId))}::uuid[])`);
    const rows: { id: string }[] = await this.database.query(
      `select incident.id from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Set(rows.map((row) => row.id));
  }
}

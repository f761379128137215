import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { bufferTime, concatMap, filter } from 'rxjs';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import { addVisibility, Conditions, type LogNotification } from '#incidents/service';
import type { IncidentEvent } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { identify } from '../http/identify.js';
import type { SignedInRequest } from '../http/session.guard.js';
import { RehearsalView } from '../session/rehearsal-view.js';
import { EventStream } from './event-stream.js';
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
    private readonly clock: Clock,
  ) {}

  @Get()
  @Endpoint({ summary: 'Live news (text/event-stream)', needs: 'incidents.read' })
  async stream(
    @Caller() caller: Principal,
    @Req() request: SignedInRequest,
    @Res() response: Response,
  ): Promise<void> {
    const stream = new EventStream(response);
    // Who left while we looked up who it is has been closed already: no `close` comes that would end the beat.
    if (request.method === 'HEAD' || response.destroyed) return stream.end();
    const beat = setInterval(() => void this.beat(request, stream), HEARTBEAT_MS);
    const news = this.listener.events
      .pipe(
        filter((event) => event.jurisdictionId === caller.jurisdictionId),
        bufferTime(GATHER_MS),
        filter((events) => events.length > 0),
        concatMap((events) => this.send(request, stream, events)),
      )
      .subscribe({ complete: () => stream.end() });
    const gaps = this.listener.resumed.subscribe(() => stream.send('resumed', {}));
    response.on('close', () => {
      clearInterval(beat);
      news.unsubscribe();
      gaps.unsubscribe();
    });
    await this.beat(request, stream);
  }

  private async beat(request: SignedInRequest, stream: EventStream): Promise<void> {
    if (!(await this.stillThere(request))) return stream.end();
    stream.comment('still here');
    const clock = await this.rehearsal.current().catch(() => null);
    if (clock) stream.send('clock', clock);
  }

  private async send(
    request: SignedInRequest,
    stream: EventStream,
    events: LogNotification[],
  ): Promise<void> {
    const caller = await this.stillThere(request);
    if (!caller) return stream.end();
    const visible = await this.visible(caller, events).catch(() => null);
    // Rather opened anew, which reads everything again, than a gap nobody knows of.
    if (!visible) return stream.end();
    for (const { incidentId, number, type, rehearsal } of events) {
      if (!visible.has(incidentId)) continue;
      stream.send('incident', { id: incidentId, number, type, rehearsal } satisfies IncidentEvent);
    }
  }

  /** A stream outlives log-outs, changed roles and idle sessions: it asks again each time, without counting as use. */
  private async stillThere(request: SignedInRequest): Promise<Principal | null> {
    const { manager } = this.database;
    const identity = await identify(manager, request, this.clock.now(), false).catch(() => null);
    if (identity === null || identity === 'refused') return null;
    return mayDo(identity.principal, 'incidents.read') ? identity.principal : null;
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

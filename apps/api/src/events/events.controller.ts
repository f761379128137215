import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { bufferTime, concatMap, filter, mergeMap, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import { addVisibility, Conditions, type LogNotification } from '#incidents/service';
import type { IncidentEvent, SourceEvent } from '../contract/index.js';
import { Caller } from '../http/current.js';
import { Endpoint } from '../http/endpoint.js';
import { identify } from '../http/identify.js';
import type { SignedInRequest } from '../http/session.guard.js';
import { InboxReader, isPerson } from '../inbox/inbox-reader.js';
import { RehearsalView } from '../session/rehearsal-view.js';
import { EventStream } from './event-stream.js';
import { LogListener, type InboxNotification } from './log-listener.js';

const HEARTBEAT_MS = 20_000;
/** News of a quarter of a second go out together: one question of visibility for all of them. */
const GATHER_MS = 250;
/** Messages announced one by one at most. */
const AT_ONCE = 3;

/** Live news as server-sent events: what happened to which incident, never what it says; one's own messages; sources. */
@Controller('events')
export class EventsController {
  constructor(
    private readonly listener: LogListener,
    private readonly database: DataSource,
    private readonly rehearsal: RehearsalView,
    private readonly clock: Clock,
    private readonly inbox: InboxReader,
  ) {}

  @Get()
  @Endpoint({ summary: 'Live news (text/event-stream)', needs: 'signed-in' })
  async stream(
    @Caller() caller: Principal,
    @Req() request: SignedInRequest,
    @Res() response: Response,
  ): Promise<void> {
    const stream = new EventStream(response);
    // Who left while we looked up who it is has been closed already: no `close` comes that would end the beat.
    if (request.method === 'HEAD' || response.destroyed) return stream.end();
    const beat = setInterval(() => void this.beat(request, stream), HEARTBEAT_MS);
    const { events, inbox, sources } = this.listener;
    const ours = <T extends { jurisdictionId: string }>(all: Observable<T>) =>
      all.pipe(filter((one) => one.jurisdictionId === caller.jurisdictionId));
    const gathered = <T extends { jurisdictionId: string }>(all: Observable<T>) =>
      ours(all).pipe(
        bufferTime(GATHER_MS),
        filter((some) => some.length > 0),
      );
    const subscriptions = [
      gathered(events)
        .pipe(concatMap((some) => this.send(request, stream, some)))
        .subscribe({ complete: () => stream.end() }),
      gathered(inbox.pipe(filter((one) => one.accountId === caller.accountId)))
        .pipe(concatMap((some) => this.sendOwn(request, stream, some)))
        .subscribe(),
      gathered(sources)
        .pipe(mergeMap((some) => this.sendSources(request, stream, some)))
        .subscribe(),
      this.listener.resumed.subscribe(() => stream.send('resumed', {})),
    ];
    response.on('close', () => {
      clearInterval(beat);
      for (const subscription of subscriptions) subscription.unsubscribe();
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

  /** Messages of the caller's own inbox; what they may not know of any more is passed over. */
  private async sendOwn(
    request: SignedInRequest,
    stream: EventStream,
    news: InboxNotification[],
  ): Promise<void> {
    const caller = await this.stillThere(request);
    if (!caller) return stream.end();
    if (!isPerson(caller)) return;
    const fresh = news.filter((one) => one.fresh);
    // Of a storm the last few: the number of unread ones says the rest.
    const told = fresh.length > 0 ? fresh.slice(-AT_ONCE) : news.slice(-1);
    for (const { noticeId, fresh: isFresh } of told) {
      const event = await this.inbox.news(caller, noticeId, isFresh).catch(() => null);
      if (event) stream.send('notice', event);
    }
  }

  private async sendSources(
    request: SignedInRequest,
    stream: EventStream,
    changed: { sourceId: string }[],
  ): Promise<void> {
    const caller = await this.stillThere(request);
    if (!caller) return stream.end();
    if (!mayDo(caller, 'directory.read')) return;
    for (const id of new Set(changed.map(({ sourceId }) => sourceId)))
      stream.send('source', { id } satisfies SourceEvent);
  }

  /** A stream outlives log-outs, changed roles and idle sessions: it asks again each time, without counting as use. */
  private async stillThere(request: SignedInRequest): Promise<Principal | null> {
    const { manager } = this.database;
    const identity = await identify(manager, request, this.clock.now(), false).catch(() => null);
    if (identity === null || identity === 'refused') return null;
    return identity.principal;
  }

  private async visible(caller: Principal, events: LogNotification[]): Promise<Set<string>> {
    if (!mayDo(caller, 'incidents.read')) return new Set();
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add(`incident.id = any(${conditions.value(events.map((event) => event.incidentId))}::uuid[])`);
    const rows: { id: string }[] = await this.database.query(
      `select incident.id from incident where ${conditions.sql}`,
      conditions.values,
    );
    return new Set(rows.map((row) => row.id));
  }
}

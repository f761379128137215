import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { watchState } from '#escalate/service';
import { QueueService } from '#queue/service';
import { Endpoint } from '../http/endpoint.js';
import { Metrics } from './metrics.js';

/** For watchdogs: whether the process lives, whether what it needs answers, whether the clocks go round. */
@Controller()
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly queue: QueueService,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz')
  @Endpoint({ summary: 'The process lives', needs: 'public' })
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Asked by a monitor outside: the heartbeat of the last round in which everything was in its bounds. */
  @Get('healthz/escalation')
  @Endpoint({ summary: 'Nothing due is overdue, and somebody looks', needs: 'public' })
  async escalation(@Res() response: Response): Promise<void> {
    const { status, seconds, findings } = await watchState(this.database.manager);
    response
      .status(status === 'ok' ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
      .json({ status, seconds: seconds === null ? null : Math.round(seconds), findings });
  }

  @Get('readyz')
  @Endpoint({ summary: 'What the process needs answers', needs: 'public' })
  async ready(@Res() response: Response): Promise<void> {
    const [database, queue] = await Promise.all([
      answers(this.database.query('select 1')),
      answers(this.queue.ping()),
    ]);
    const ok = database && queue;
    response
      .status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
      .json({ status: ok ? 'ok' : 'unavailable', database, queue });
  }

  @Get('metrics')
  @Endpoint({ summary: 'Figures for Prometheus', needs: 'public' })
  async prometheus(@Res() response: Response): Promise<void> {
    const { contentType, text } = await this.metrics.text();
    response.type(contentType).send(text);
  }
}

const answers = (question: Promise<unknown>): Promise<boolean> =>
  question.then(
    () => true,
    () => false,
  );

import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { secondsSinceBeat } from '#clock/service';
import { QueueService } from '#queue/service';
import { SWEEPS } from '../../../worker/src/sweeps/sweeper.js';
import { Endpoint } from '../http/endpoint.js';
import { Metrics } from './metrics.js';

/** Sweeps go round every second; a minute without is a stopped clock. */
const HEARTBEAT_LIMIT_SECONDS = 60;

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

  @Get('healthz/escalation')
  @Endpoint({ summary: 'The sweeps go round', needs: 'public' })
  async escalation(@Res() response: Response): Promise<void> {
    const seconds = await secondsSinceBeat(this.database.manager, SWEEPS);
    const ok = seconds !== null && seconds < HEARTBEAT_LIMIT_SECONDS;
    response
      .status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
      .json({ status: ok ? 'ok' : 'stopped', seconds });
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

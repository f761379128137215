import type { Queue, Worker } from 'bullmq';
import type { Backend } from './backend.js';
import { JOB_NAMES, jobKey, jobSchemas, jobSettings } from './jobs.js';
import type { JobHandlers, JobName, JobPayload } from './jobs.js';
import { Wakeups, type Turn } from './wakeups.js';

/** How long (ms) a closing process waits for its running jobs, a feed that never answers among them. */
const PATIENCE = 5_000;

/** The store takes the smaller number first; zero would mean none. */
const PRIORITY: Record<Turn, number> = { first: 1, in_order: 2 };

/** Told of every job that failed; the next sweep finds its rows again, so nobody needs to act. */
export type FailureListener = (name: JobName, error: Error) => void;

/**
 * Wake-ups over BullMQ. Two for the same thing collapse into one; one that comes while the thing is being handled is
 * kept and runs after it, so nothing that was committed before a wake-up is overlooked.
 */
export class QueueService extends Wakeups {
  private readonly queues = new Map<JobName, Queue>();
  private readonly workers: Worker[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly backend: Backend,
    private readonly onFailure: FailureListener,
  ) {
    super();
  }

  /** Queues a wake-up. Never throws: when the queue cannot be reached the sweep finds the row. */
  async wake<N extends JobName>(name: N, payload: JobPayload<N>, turn: Turn = 'in_order'): Promise<void> {
    try {
      await this.add(name, payload, turn);
    } catch (error) {
      this.onFailure(name, error as Error);
    }
  }

  private async add<N extends JobName>(name: N, payload: JobPayload<N>, turn: Turn): Promise<void> {
    const data = jobSchemas[name].parse(payload);
    await this.queue(name).add(name, data, {
      // What waits in order must not swallow a wake-up for the same thing that goes first.
      deduplication: { id: `${jobKey(data)}${turn === 'first' ? '-first' : ''}`, keepLastIfActive: true },
      priority: PRIORITY[turn],
      attempts: 4,
      backoff: { type: 'exponential', delay: 500 },
      removeOnComplete: true,
      removeOnFail: true,
    });
  }

  /**
   * Starts working the jobs of the given roles in this process.
   * @param handlers one for every job; payloads are parsed here, at the edge of the queue
   */
  async startWorkers(handlers: JobHandlers, roles: ReadonlySet<string>): Promise<void> {
    for (const name of JOB_NAMES) {
      if (!roles.has(jobSettings[name].role)) continue;
      this.startWorker(name, handlers);
    }
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  private startWorker<N extends JobName>(name: N, handlers: JobHandlers): void {
    const work = async (job: { data: unknown }) => {
      const handled = handlers[name](jobSchemas[name].parse(job.data) as JobPayload<N>);
      this.running.add(handled);
      await handled.finally(() => this.running.delete(handled));
    };
    const worker = this.backend.worker(name, work, jobSettings[name].concurrency);
    worker.on('failed', (_job, error) => this.onFailure(name, error));
    worker.on('error', (error) => this.onFailure(name, error));
    this.workers.push(worker);
  }

  /** Jobs that wait, run or are put off, by name. */
  async counts(): Promise<Record<JobName, number>> {
    const entries = await Promise.all(
      JOB_NAMES.map(async (name) => {
        const counts = await this.queue(name).getJobCounts('waiting', 'prioritized', 'active', 'delayed');
        return [name, Object.values(counts).reduce((sum, count) => sum + count, 0)] as const;
      }),
    );
    return Object.fromEntries(entries) as Record<JobName, number>;
  }

  /** Whether the queue's store answers. @throws when it does not */
  ping(): Promise<void> {
    return this.backend.ping();
  }

  /** Takes no further job and waits for those that run, but not for ever: what is cut off here is done again later. */
  async stopWorkers(): Promise<void> {
    const workers = this.workers.splice(0);
    await Promise.all(workers.map((worker) => worker.pause(true)));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((done) => (timer = setTimeout(done, PATIENCE)));
    await Promise.race([Promise.allSettled(this.running), patience]);
    clearTimeout(timer);
    await Promise.all(workers.map((worker) => worker.close(this.running.size > 0)));
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.backend.close();
  }

  private queue(name: JobName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.backend.queue(name);
      queue.on('error', (error) => this.onFailure(name, error));
      this.queues.set(name, queue);
    }
    return queue;
  }
}

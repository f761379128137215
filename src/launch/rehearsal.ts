import type { SystemClock } from '#clock';
import { ClockAnchorRow } from '#clock/service';
import { ensureRehearsalSources } from '#collect/service';
import { AssignmentRow } from '#incidents/service';
import { createDataSource } from '#persistence';
import { loadKeys, verifyLink } from '#secrets';
import type { RunningConfig } from '../../apps/worker/src/core/options.js';
import { schema } from '../../apps/worker/src/core/schema.js';
import type { Worker } from '../../apps/worker/src/worker.js';
import { startCast } from '../rehearsal/cast.js';
import { loadRehearsal } from '../rehearsal/script.js';
import { startRehearsalServer } from '../rehearsal/server.js';

export interface RehearsalOptions {
  config: RunningConfig;
  clock: SystemClock;
  worker: Worker;
  apiUrl: string;
  on: boolean;
}

/**
 * Serves the rehearsal's feeds on loopback, switches its sources on, and lets its liaisons read their mail. Off: its
 * sources are switched off, what it brought stays and keeps its mark.
 * @returns null when there is none
 */
export async function startRehearsal(options: RehearsalOptions): Promise<{ stop(): Promise<void> } | null> {
  const { config, clock, worker } = options;
  const script = options.on ? loadRehearsal(config.profileDir) : null;
  const source = await createDataSource(config.databaseUrl, schema, 2).initialize();
  const { manager } = source;
  const { id } = worker.jurisdiction;
  if (!script) {
    await ensureRehearsalSources(manager, id, [], clock.now());
    await source.destroy();
    return null;
  }
  const anchor = await manager.findOneByOrFail(ClockAnchorRow, { timeline: 'rehearsal' });
  const server = await startRehearsalServer(script, clock, anchor.startedAt);
  const feeds = script.feeds.map(({ feed, name, tier, scope }) => ({
    name,
    url: server.url(feed),
    tier,
    scope,
  }));
  await ensureRehearsalSources(manager, id, feeds, clock.now());
  const { links } = loadKeys(config.keysDir);
  const { mailbox } = worker;
  const stopCast = mailbox
    ? startCast({
        mail: async () => {
          const mails = await mailbox.list(100);
          return (await Promise.all(mails.map((mail) => mailbox.read(mail.id)))).filter(
            (mail) => mail !== null,
          );
        },
        unitOfLink: async (token) => {
          const link = verifyLink(links, token, 'sign', clock.now());
          const duty = link.ok ? await manager.findOneBy(AssignmentRow, { id: link.assignmentId }) : null;
          return duty?.rehearsal ? duty.unit : null;
        },
        signs: script.signs,
        publicUrl: options.apiUrl,
        clock,
      })
    : () => undefined;
  return {
    stop: async () => {
      stopCast();
      await server.close();
      await source.destroy();
    },
  };
}

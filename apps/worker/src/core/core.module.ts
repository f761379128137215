import { join } from 'node:path';
import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '#clock';
import { ensureSources } from '#collect/service';
import { seedCases } from '#judge/service';
import { loadProfile } from '#jurisdiction';
import { ContactBook, ensureJurisdiction, type JurisdictionRow } from '#jurisdiction/service';
import { createDataSource } from '#persistence';
import { Wakeups } from '#queue';
import { QueueService, createBackend } from '#queue/service';
import { loadKeys, type Keys } from '#secrets';
import type { CoreOptions } from './options.js';
import { schema } from './schema.js';
import { steps } from './steps.js';
import { CONFIG, JURISDICTION, KEYS } from './tokens.js';

/**
 * What every process of ours stands on: database, clock, queue, keys, the jurisdiction (loaded from its profile the
 * first time) and the steps. The worker is this plus handlers and sweeps; the API is this plus HTTP.
 */
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(
    private readonly database: DataSource,
    private readonly queue: QueueService,
  ) {}

  static register(options: CoreOptions): DynamicModule {
    const providers = [...foundation(options), ...steps];
    return {
      module: CoreModule,
      global: true,
      providers,
      exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
    if (this.database.isInitialized) await this.database.destroy();
  }
}

function foundation(options: CoreOptions): Exclude<Provider, Function>[] {
  const { config } = options;
  return [
    { provide: CONFIG, useValue: config },
    { provide: Clock, useValue: options.clock ?? new SystemClock() },
    { provide: KEYS, useFactory: () => loadKeys(config.keysDir) },
    { provide: DataSource, useFactory: () => createDataSource(config.databaseUrl, schema).initialize() },
    { provide: QueueService, useFactory: () => new QueueService(createBackend(config), tellOfFailure) },
    { provide: Wakeups, useExisting: QueueService },
    { provide: ContactBook, inject: [KEYS], useFactory: (keys: Keys) => new ContactBook(keys.contacts) },
    {
      provide: JURISDICTION,
      inject: [DataSource, KEYS],
      useFactory: (source: DataSource, keys: Keys) => loadJurisdiction(source, keys, options),
    },
  ];
}

async function loadJurisdiction(
  source: DataSource,
  keys: Keys,
  { config, log }: CoreOptions,
): Promise<JurisdictionRow> {
  const profile = loadProfile(config.profileDir);
  const at = new Date();
  const row = await ensureJurisdiction(source.manager, profile, {
    contactsKey: keys.contacts,
    at,
    log,
  });
  await ensureSources(source.manager, row.id, profile);
  // Loaded just now: afterwards the cases are the city's own.
  if (row.loadedAt.getTime() === at.getTime())
    await seedCases(source.manager, row.id, join(config.profileDir, 'regression.jsonl'), at);
  return row;
}

const logger = new Logger('queue');
const tellOfFailure = (name: string, error: Error) => logger.warn(`${name}: ${error.message}`);

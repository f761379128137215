import type { Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#clock';
import { Briefs, Rewrites } from '#report/service';
import { API_SETTINGS, type ApiSettings } from '../settings.js';
import { BriefReader } from './brief-reader.js';
import { BriefsController } from './briefs.controller.js';
import { EffectsController } from './effects.controller.js';

export const briefControllers = [BriefsController, EffectsController];

export const briefProviders: Provider[] = [
  BriefReader,
  {
    provide: Briefs,
    inject: [DataSource, Clock],
    useFactory: (source: DataSource, clock: Clock) => new Briefs(source, clock),
  },
  {
    provide: Rewrites,
    inject: [DataSource, Clock, API_SETTINGS],
    useFactory: (source: DataSource, clock: Clock, { model }: ApiSettings) =>
      new Rewrites(source, clock, model),
  },
];

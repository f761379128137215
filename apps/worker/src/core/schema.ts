import type { Schema } from '#persistence';
import { accessEntities } from '#access/service';
import { clockEntities } from '#clock/service';
import { collectEntities } from '#collect/service';
import { watchEntities } from '#escalate/service';
import { deliverEntities } from '#deliver/service';
import { incidentEntities } from '#incidents/service';
import { judgeEntities } from '#judge/service';
import { jurisdictionEntities } from '#jurisdiction/service';
import { reportEntities } from '#report/service';
import { respondEntities } from '#respond/service';
import { migrations } from '../../../../migrations/index.js';

/** Every table of Huiyin, and the migrations that make them. */
export const schema: Schema = {
  entities: [
    ...clockEntities,
    ...jurisdictionEntities,
    ...accessEntities,
    ...collectEntities,
    ...incidentEntities,
    ...judgeEntities,
    ...deliverEntities,
    ...watchEntities,
    ...respondEntities,
    ...reportEntities,
  ],
  migrations,
};

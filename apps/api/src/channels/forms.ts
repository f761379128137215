import { z } from 'zod';
import { ENDPOINT_KINDS } from '#jurisdiction/service';
import { version } from '../http/schemas.js';

const name = z.string().trim().min(2, '请填写名称，如“市住建局联络群”').max(60);
const units = z.array(z.string().trim().min(1).max(100)).max(200);
/** What it is made of is checked by the schema of its kind (`settingsSchemas` of `#deliver/service`). */
const settings = z.record(z.string().max(40), z.unknown());

export const newEndpoint = z.object({
  kind: z.enum(ENDPOINT_KINDS),
  name,
  units: units.default([]),
  settings,
});
export const endpointChange = z.object({
  version,
  name: name.optional(),
  units: units.optional(),
  enabled: z.boolean().optional(),
  settings: settings.optional(),
});
export const testForm = z.object({ to: z.string().trim().max(200).optional() });

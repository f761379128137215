import { z } from 'zod';
import { DISPOSITIONS, INCIDENT_STATES, OPINION_LEVELS } from '#incidents';
import { paging, several, uuid } from '../http/schemas.js';

const inclusion = z.enum(['include', 'only', 'none']);
const filterShape = {
  state: several(z.enum(INCIDENT_STATES)),
  level: several(z.enum(OPINION_LEVELS)),
  disposition: several(z.enum(DISPOSITIONS)),
  unit: z.string().max(60).optional(),
  place: z.string().max(60).optional(),
  q: z.string().max(100).optional(),
  rehearsal: inclusion.default('include'),
  historic: inclusion.default('none'),
  watched: z.enum(['me', 'office']).optional(),
  /** 待核定等级 */
  provisional: z
    .literal('true')
    .transform(() => true)
    .optional(),
  late: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
};
/** What the list of incidents is asked by. */
export const incidentListQuery = z.object({
  ...filterShape,
  sort: z.enum(['urgency', 'heat']).default('urgency'),
  ...paging,
});
/** As many ids as an address can carry. */
export const incidentExportQuery = z.object({
  ...filterShape,
  ids: several(uuid).refine((ids) => !ids || ids.length <= 200, '一次最多导出所选的 200 起'),
});

import { z } from 'zod';
import { DISPOSITION_REASONS, DISPOSITIONS, type DispositionReason } from '#incidents';
import { moment, version } from '../http/schemas.js';

const REASONS: DispositionReason[] = Object.values(DISPOSITION_REASONS).flat();
/** What somebody decides about where judging ends, alone or as a proposal. */
export const decision = z.object({
  version,
  kind: z.enum(DISPOSITIONS),
  reason: z.enum(REASONS as [DispositionReason, ...DispositionReason[]], { error: '请选择理由' }),
  note: z.string().max(1000).default(''),
  unit: z.string().max(60).nullish(),
  dueAt: moment.nullish(),
  receiver: z.string().max(100).nullish(),
  number: z.string().max(60).nullish(),
});

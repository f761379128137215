import { z } from 'zod';
import { OPINION_LEVELS } from '#incidents';
import { CALL_OUTCOMES, NIGHT_MATTERS } from '#incidents/service';
import { version } from '../http/schemas.js';

const answeredBy = z.string().trim().max(40, '接听人过长，最多 40 个字');
/** As much as is said in a call. */
const said = z.string().trim().max(200, '通话内容过长，最多 200 个字');
const note = z.string().trim().max(500, '意见过长，最多 500 个字');

export const dialTonight = z.strictObject({
  unit: z.string().min(1).max(60),
  whom: z.enum(['room', 'leader']),
});
export const recordCall = z.strictObject({
  outcome: z.enum(CALL_OUTCOMES, '请选择通话结果'),
  answeredBy,
  said,
});
export const signByPhone = z.strictObject({
  answeredBy: answeredBy.min(1, '请写明接听并确认签收的人'),
  said,
});
export const dialContact = z.strictObject({ contactId: z.uuid().nullable() });
export const lowering = z.strictObject({
  version,
  level: z.enum(OPINION_LEVELS),
  reason: z.string().trim().min(1, '请写明降级的理由').max(1000, '理由过长，最多 1000 个字'),
});
export const loweringDecision = z.strictObject({ version, approve: z.boolean(), note });
export const nightSubject = z.object({ what: z.enum(NIGHT_MATTERS), subjectId: z.uuid() });
export const proceedAlone = z.strictObject({
  what: z.enum(NIGHT_MATTERS),
  subjectId: z.uuid(),
  version,
  secondId: z.uuid('请选择请示的人'),
  post: z.string().trim().min(1, '请写明请示对象的职务').max(40, '职务过长，最多 40 个字'),
  note,
});
export const nightQuery = z.object({ state: z.enum(['open', 'all']).default('open') });
export const countersign = z.strictObject({ agree: z.boolean(), note });

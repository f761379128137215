import { z } from 'zod';
import { moment, uuid, version } from '../http/schemas.js';

const count = z.number().int().min(0).max(1e12).default(0);
const names = z.array(z.string().max(60)).max(30);

export const beside = {
  changeId: uuid.nullable().default(null),
  modelId: uuid.nullable().default(null),
};

/** `WorkbenchForm` */
export const workbenchForm = z
  .object({
    itemId: uuid.nullable().default(null),
    title: z.string().max(500).default(''),
    text: z.string().max(20_000, '正文请控制在两万字以内').default(''),
    scope: z.enum(['local', 'open']).default('local'),
    tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']).default('self'),
    publishedAt: moment.nullable().default(null),
    views: count,
    comments: count,
    reposts: count,
    likes: count,
    hotSearch: z.enum(['none', 'local', 'national']).default('none'),
    assignedBySuperior: z.boolean().default(false),
    ...beside,
  })
  .refine(({ itemId, title, text }) => itemId !== null || (title + text).trim() !== '', {
    message: '请填写标题或正文',
    path: ['text'],
  });
export type JudgeForm = z.output<typeof workbenchForm>;

const choice = z.discriminatedUnion('aspect', [
  z.object({ aspect: z.literal('field'), fields: names }),
  z.object({ aspect: z.literal('topic'), topics: z.array(z.number().int()).max(20) }),
  z.object({ aspect: z.literal('place'), places: names }),
  z.object({ aspect: z.literal('event_kind'), eventRule: z.string().max(60).nullable() }),
  z.object({ aspect: z.literal('tone'), tone: z.enum(['negative', 'neutral', 'positive']) }),
]);
export const previewCorrection = z.object({ version, choice });
export const correctJudgement = z.object({
  version,
  choice,
  reason: z.string().trim().min(1, '请写明理由').max(1000),
});
export const undoCorrection = z.object({ version });

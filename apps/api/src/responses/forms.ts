import { z } from 'zod';
import { BLOCK_KINDS, CHECK_ITEMS } from '#respond';
import { OCCASIONS, QUOTE_LENGTH, REMARK_LENGTH, RESPONSE_KINDS } from '#respond/service';
import { paging, uuid, version } from '../http/schemas.js';

const unit = z.string().trim().min(1).max(60);

export const listQuery = z.object({
  state: z
    .enum(['open', 'drafting', 'aligning', 'in_approval', 'approved', 'published', 'withdrawn', 'all'])
    .default('open'),
  mine: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  incident: uuid.optional(),
  rehearsal: z.enum(['include', 'only', 'none']).default('include'),
  ...paging,
});
export const beginning = z.object({
  kind: z.enum(RESPONSE_KINDS),
  occasion: z.enum(OCCASIONS),
  unit,
  units: z.array(unit).max(30, '一份回应稿最多列 30 个单位').default([]),
  template: z.string().max(60).nullable().default(null),
  corrects: uuid.nullable().default(null),
});
export const words = z.object({
  version,
  title: z.string().max(300, '标题最多 100 字'),
  html: z.string().max(200_000, '正文过长，请精简或改用附件'),
  note: z.string().trim().max(100, '修改说明最多 100 字').default(''),
});
export const seen = z.object({ version });
export const restoring = z.object({ version, number: z.number().int().positive() });
export const giving = z.object({
  version,
  reason: z.string().trim().min(1, '请写明撤回的理由').max(500, '理由最多 500 字'),
});
export const checking = z.object({
  version,
  answers: z
    .array(
      z.object({
        item: z.enum(CHECK_ITEMS),
        answer: z.enum(['yes', 'not_applicable']),
        reason: z.string().trim().max(300, '理由最多 300 字').default(''),
      }),
    )
    .min(1, '请至少核对一项')
    .max(CHECK_ITEMS.length),
});
export const remark = z.object({
  text: z.string().trim().min(1, '请写明修改意见').max(REMARK_LENGTH, `修改意见最多 ${REMARK_LENGTH} 字`),
  quote: z.string().trim().max(QUOTE_LENGTH, `引用最多 ${QUOTE_LENGTH} 字`).nullable().default(null),
  answers: uuid.nullable().default(null),
});
export const settling = z.object({ resolved: z.boolean() });
export const file = z.object({ name: z.string().trim().max(200), base64: z.base64('附件内容不完整') });
/** What somebody says of words found in a file. */
export const finding = z.object({
  kind: z.enum(BLOCK_KINDS),
  words: z.string().min(1).max(200),
  personal: z.boolean(),
  reason: z.string().trim().max(200, '理由最多 200 字').default(''),
});
const number = z.coerce.number().int().positive();
export const sides = z.object({ from: number, to: number });
export const versionNumber = number;

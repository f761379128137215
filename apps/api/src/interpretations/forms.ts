import { z } from 'zod';
import { isDay } from '#jurisdiction/service';
import { INTERPRETATION_FORMS } from '#respond';
import { paging, version } from '../http/schemas.js';

const line = (most: number) => z.string().trim().max(most, `最多 ${most} 个字`);
const day = z.string().refine(isDay, '日期应写作 2026-11-23');
const unit = z.string().trim().min(1, '请选择单位').max(60);
const url = z
  .string()
  .trim()
  .max(500, '网址过长，最多 500 个字')
  .transform((text) => text || null)
  .pipe(z.url({ protocol: /^https?$/, error: '网址应以 http:// 或 https:// 开头' }).nullable())
  .nullable();
const empty = (text: string) => text || null;

const documentShape = {
  title: line(200).min(4, '请填写文件标题'),
  number: line(60).transform(empty).nullable(),
  issuer: line(100).min(2, '请填写发布机关'),
  drafters: z.array(unit).min(1, '请选择起草单位').max(10),
  publishedOn: day,
  effectiveOn: day.nullable(),
  abolishedOn: day.nullable(),
  url,
  keywords: z.array(line(20)).max(40, '关键词最多 40 个'),
  fields: z.array(line(20)).max(26),
  exempt: line(200).transform(empty).nullable(),
};
export const documentForm = z.strictObject(documentShape);
export const documentChange = z.strictObject({ ...documentShape, version });
export const interpretationForm = z.strictObject({
  version,
  title: line(200).min(2, '请填写解读标题'),
  form: z.enum(INTERPRETATION_FORMS, '请选择解读形式'),
  unit,
  publishedOn: day,
  url,
  text: line(20_000),
  questions: z
    .array(
      z.strictObject({ question: line(300).min(2, '请填写问题'), answer: line(5_000).min(1, '请填写答复') }),
    )
    .max(60, '问答最多 60 条'),
});
export const move = z.strictObject({ version, to: z.enum(['out', 'back']) });
export const matchText = z.strictObject({ text: z.string().max(20_000, '文字过长，最多 20000 个字') });
export const libraryQuery = z.object({
  q: z.string().max(100).optional(),
  unit: z.string().max(60).optional(),
  field: z.string().max(20).optional(),
  state: z.enum(['all', 'late', 'without', 'abolished', 'removed']).default('all'),
  ...paging,
});
export const libraryUpload = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        content: z.base64('文件没有完整上传，请重新选择'),
      }),
    )
    .min(1, '请选择文件')
    .max(10, '一次最多 10 个文件'),
  seen: z.string().max(100).optional(),
});

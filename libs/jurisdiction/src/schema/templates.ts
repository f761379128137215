import { z } from 'zod';
import { effective } from './common.js';

/** What a template is filled with from the record; never what citizens wrote. */
export const TEMPLATE_FIELDS = [
  '本市',
  '单位',
  '各单位',
  '地点',
  '主题',
  '发现日期',
  '今日',
  '编号',
] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

export const TEMPLATE_OCCASIONS = [
  'statement',
  'refutation',
  'interpretation',
  'advice',
  'progress',
  'apology',
] as const;

const known: ReadonlySet<string> = new Set(TEMPLATE_FIELDS);
const filled = z.string().superRefine((text, context) => {
  for (const [found, name = ''] of text.matchAll(/\{([^{}]*)\}/gu))
    if (!known.has(name))
      context.addIssue({
        code: 'custom',
        message: `不认识的填充项“${found}”，可用：${TEMPLATE_FIELDS.map((field) => `{${field}}`).join('')}`,
      });
});

/**
 * `templates.json`: texts to begin an answer with, by occasion (情况通报、辟谣、政策解读、温馨提示、进展通报、致歉). A line is
 * a paragraph, one that begins with `# ` a heading; `{地点}` is filled from the record, `〔请写明…〕` by the writer.
 */
export const templateSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号用小写字母、数字和短横线'),
  name: z.string().min(1),
  occasion: z.enum(TEMPLATE_OCCASIONS),
  title: filled.min(1),
  text: filled.min(1),
  basis: z.string(),
  note: z.string().optional(),
  ...effective,
});

import { z } from 'zod';

/** `YYYY-MM-DD`, a day in the jurisdiction's own time zone. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写作 YYYY-MM-DD');
/** When an entry is in force: from (inclusive) and to (inclusive); absent means always. */
export const effective = { validFrom: day.optional(), validTo: day.optional() };
/** ISO 8601 duration, natural time: `PT5H`, `PT30M`, `P5D`; `P5WD` counts working days. */
export const duration = z.string().regex(/^P(T?\d+[HM]|\d+D|\d+WD)$/, '时长应写作 PT5H、PT30M、P5D 或 P5WD');
export const byLevel = z.object({ 一般: duration, 较大: duration, 重大: duration, 特别重大: duration });
export const words = z.array(z.string().min(1));

import { z } from 'zod';

/** `?cursor=&limit=` of every list. */
export const paging = {
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const uuid = z.uuid('编号格式不正确');
export const version = z.number().int().positive();
export const moment = z.iso
  .datetime({ offset: true, error: '时间应带时区，如 2026-11-22T08:30:00+08:00' })
  .transform((text) => new Date(text))
  .refine((at) => at.getUTCFullYear() >= 2000 && at.getUTCFullYear() < 2200, '时间不正确，请核对年份');
/** A query may name a value once or several times. */
export const several = <T extends z.ZodType>(value: T) =>
  z
    .union([value, z.array(value)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[])
    .optional();

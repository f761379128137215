import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { badInput } from './problem.js';

/** Checks a body, query or parameter against its schema; the error names the field in Chinese. */
export class Valid<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.output<S> {
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    throw badInput(`${where ? `“${where}”` : '提交的内容'}不符合要求：${issue?.message ?? '格式不正确'}。`);
  }
}

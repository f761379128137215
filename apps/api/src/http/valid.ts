import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { badInput } from './problem.js';

/** Checks a body, query or parameter against its schema; the error says in Chinese what is wrong with which field. */
export class Valid<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.output<S> {
    if (holdsNul(value)) throw badInput('提交的内容含有无法识别的字符，请删除后重新提交。');
    const parsed = this.schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    throw badInput(`${parsed.error.issues[0]?.message ?? '提交的内容格式不正确'}。`);
  }
}

/** PostgreSQL stores no NUL character, and nobody types one. */
function holdsNul(value: unknown): boolean {
  const rest = [value];
  while (rest.length > 0) {
    const part = rest.pop();
    if (typeof part === 'string' && part.includes('\0')) return true;
    if (typeof part === 'object' && part !== null) rest.push(...Object.values(part));
  }
  return false;
}

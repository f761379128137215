import type { z } from 'zod';
import { BadCursor } from '#incidents/service';

/** The sort key of the last row shown, as an opaque word for an address. */
export const cursorOf = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws BadCursor for what the shape does not allow */
export function readCursorOf<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new BadCursor();
  }
}

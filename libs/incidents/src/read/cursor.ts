import { z } from 'zod';

/** A cursor that is not ours. */
export class BadCursor extends Error {}

/** The sort key of the last row shown, as an opaque word for an address. */
export const packCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws BadCursor for what the shape does not allow: a cursor comes from outside, and what it holds goes to the database */
export function unpackCursor<T>(cursor: string, shape: z.ZodType<T>): T {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw new BadCursor();
  }
  const parsed = shape.safeParse(given);
  if (!parsed.success) throw new BadCursor();
  return parsed.data;
}

/** A moment as `exactly` writes it, or as JavaScript does. */
export const cursorTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/)
  .refine((time) => !Number.isNaN(Date.parse(time)));
/** A `numeric` of seconds. */
export const cursorNumber = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/);

/** SQL of a moment with its microseconds: a shortened one would show the last row of a page again on the next. */
export const exactly = (time: string): string =>
  `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

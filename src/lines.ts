import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { UsageError } from './command.js';

/**
 * Lines of UTF-8 text, each as soon as it is whole. Only LF and CRLF end a line: the separators U+2028 and U+2029, which
 * `readline` takes for ends, may stand inside a string of JSON.
 */
export async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  const ended = (last: string): string => {
    const line = begun.length > 0 ? [...begun, last].join('') : last;
    begun = [];
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  };
  for await (const chunk of stream) {
    const parts = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    for (const part of parts.slice(0, -1)) yield ended(part);
    begun.push(parts.at(-1) ?? '');
  }
  const last = ended(decoder.end());
  if (last) yield last;
}

/** Lines of a stream that are not blank, with their number from 1. */
export async function* numberedLines(stream: NodeJS.ReadableStream): AsyncGenerator<[number, string]> {
  let number = 0;
  for await (const line of linesOf(stream)) {
    number++;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim()) yield [number, text];
  }
}

/**
 * Rows of a file of JSON lines.
 * @throws UsageError naming file and line
 */
export async function readRows(file: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  try {
    for await (const [number, line] of numberedLines(createReadStream(file, 'utf8'))) {
      const row = parseRow(line);
      if (!row) throw new UsageError(`${file}: line ${number}: is no JSON object`);
      rows.push(row);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file}: cannot be read: ${(error as Error).message}`);
  }
  if (rows.length === 0) throw new UsageError(`${file}: holds no rows`);
  return rows;
}

function parseRow(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Title and text of a row, in the order people read them; absent ones are left out. */
export const textOf = (row: Record<string, unknown>): string =>
  [row['title'], row['text']].filter((part): part is string => typeof part === 'string').join('\n');

export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

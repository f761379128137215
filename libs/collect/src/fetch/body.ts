import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchError } from './fetch-error.js';

/**
 * The decompressed content.
 * @returns null as soon as it would exceed `limit` bytes, however small it came over the wire
 * @throws whatever the connection or the decompressor throws
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const stream = decompressed(body, encoding);
  const stop = () => stream.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}

function decompressed(body: Readable, encoding: string | undefined): Readable {
  const names = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > 2) throw new FetchError('对方应答的压缩内容有误');
  return names.toReversed().reduce<Readable>((stream, name) => {
    // `pipeline` hands errors and the end of either side on to the other.
    return pipeline(stream, decompressor(name), () => undefined);
  }, body);
}

/** A stream cut short gives what came so far: a cut feed is still a feed. */
function decompressor(name: string) {
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
  if (name === 'gzip' || name === 'x-gzip') return createGunzip(lenient);
  if (name === 'br') return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  if (name === 'deflate') return createInflate(lenient);
  throw new FetchError('对方应答使用了不支持的压缩方式');
}

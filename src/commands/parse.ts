import { readFile } from 'node:fs/promises';
import { NotAFeedError, parseFeed } from '#collect';
import { readArgs, UsageError, type Command, type Io } from '../command.js';

/** Bytes of a document, as for fetched ones. */
const MAX_BYTES = 50 * 1024 * 1024;

export const command: Command = {
  name: 'parse',
  summary: 'parse one feed document (RSS, RDF, Atom, JSON Feed)',
  usage: `huiyin parse FILE|- [--content-type T] [--url U]

Prints {"title","items":[{"id","url","title","text","publishedAt"}]} as one line of JSON.
  --content-type T  HTTP header of the document, for its charset
  --url U           address of the document, for relative links
What is no feed gets exit 2.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      'content-type': { type: 'string' },
      url: { type: 'string' },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE, or - for standard input');
    const bytes = await readDocument(file, io);
    try {
      const feed = parseFeed(bytes, { contentType: values['content-type'], url: values.url });
      await io.out(JSON.stringify(feed));
      return 0;
    } catch (error) {
      if (error instanceof NotAFeedError) throw new UsageError(`${file}: no feed: ${error.message}`);
      throw error;
    }
  },
};

async function readDocument(file: string, io: Io): Promise<Buffer> {
  try {
    const bytes = file === '-' ? await readAll(io.stdin) : await readFile(file);
    if (bytes.length <= MAX_BYTES) return bytes;
  } catch (error) {
    throw new UsageError(`${file}: cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`${file}: larger than ${MAX_BYTES} bytes`);
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunks.at(-1)?.length ?? 0;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(chunks);
}

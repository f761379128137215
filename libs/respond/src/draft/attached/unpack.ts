import { Unzip, UnzipInflate } from 'fflate';

/** What is unpacked of a Word or Excel file at most, all wanted parts together, in bytes; a report of 100 pages has one million. */
const MOST_BYTES = 24_000_000;
const MOST_PARTS = 2_000;
/** Bytes handed over at once: packed data grows a thousandfold at most, so that never more than a megabyte comes of one. */
const SLICE = 1_024;

class TooMuch extends Error {}

/**
 * Parts of a ZIP archive, unpacked in memory. What an archive says of its sizes may be false, so that they are counted while
 * unpacking.
 * @param wanted which parts by their names; the others are passed over packed
 * @returns null when it is broken, encrypted, or larger than any paper
 */
export function unpack(content: Uint8Array, wanted: (name: string) => boolean): Map<string, Buffer> | null {
  const parts = new Map<string, Buffer[]>();
  let [bytes, count] = [0, 0];
  const archive = new Unzip((file) => {
    count += 1;
    if (count > MOST_PARTS) throw new TooMuch();
    if (!wanted(file.name)) return;
    const chunks: Buffer[] = [];
    parts.set(file.name, chunks);
    file.ondata = (error, chunk) => {
      if (error) throw error;
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw new TooMuch();
      chunks.push(Buffer.from(chunk));
    };
    file.start();
  });
  archive.register(UnzipInflate);
  try {
    for (let at = 0; at < content.length; at += SLICE)
      archive.push(content.subarray(at, at + SLICE), at + SLICE >= content.length);
  } catch {
    return null;
  }
  return new Map([...parts].map(([name, chunks]) => [name, Buffer.concat(chunks)]));
}

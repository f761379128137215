import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { PublicAnswer } from '#respond';
import { presentAnswer } from './present.js';
import { PublicReader, type PublicScene } from './public-reader.js';
import { staticSite } from './static-site.js';

/** Texts of one archive, the newest; older ones come by `export.json`, page by page, or by `huiyin export public`. */
const MOST = 2_000;
const BATCH = 100;
/** Milliseconds during which nobody looks again whether something has changed, as long as a browser keeps the page. */
const KEPT = 60_000;

/** The public pages as one file, for the portal's own column. */
export interface Archive {
  /** Changes with whatever is shown of any text. */
  etag: string;
  content: Buffer;
}

/**
 * Keeps the last archive: however many ask, it is read once a minute and built once a change, file by file, so that nobody
 * else waits for it.
 */
@Injectable()
export class PublicArchive {
  private kept: { archive: Promise<Archive>; until: number } | null = null;
  private last: Archive | null = null;

  constructor(private readonly reader: PublicReader) {}

  get(): Promise<Archive> {
    if (this.kept && this.kept.until > Date.now()) return this.kept.archive;
    const archive = this.build();
    this.kept = { archive, until: Date.now() + KEPT };
    archive.catch(() => (this.kept = null));
    return archive;
  }

  private async build(): Promise<Archive> {
    const scene = await this.reader.scene(false);
    const answers = await this.answers(scene);
    const shown = answers.map((answer) => presentAnswer(scene.site, answer));
    const { directory } = scene.ground;
    const etag = `"${createHash('sha256')
      .update(`${directory.version}\n${JSON.stringify(shown)}`)
      .digest('hex')}"`;
    if (this.last?.etag === etag) return this.last;
    const newest = answers[0]?.changedAt ?? scene.ground.now;
    this.last = { etag, content: await zipOf(staticSite(answers, directory, null), newest) };
    return this.last;
  }

  private async answers(scene: PublicScene): Promise<PublicAnswer[]> {
    const answers: PublicAnswer[] = [];
    while (answers.length < MOST) {
      const found = await this.reader.answers(scene, {}, answers.length, BATCH);
      answers.push(...found);
      if (found.length < BATCH) break;
    }
    return answers;
  }
}

/** One file after the other, with a pause between them. */
async function zipOf(files: ReadonlyMap<string, string>, mtime: Date): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, text] of files) {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = mtime;
    zip.add(file);
    file.push(strToU8(text), true);
    await new Promise((next) => setImmediate(next));
  }
  zip.end();
  return Buffer.concat(chunks);
}

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the files of the last writing; what is not named there is never touched. */
const MANIFEST = '.huiyin-export.json';

export interface Written {
  written: number;
  same: number;
  removed: number;
}

/**
 * Makes a folder hold exactly these files beside whatever else stands in it: each file is put in place whole, one that has
 * not changed stays untouched, and one of an earlier writing that is not among them any more is taken away.
 * @param files content by plain file name
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): Written {
  mkdirSync(folder, { recursive: true });
  const done: Written = { written: 0, same: 0, removed: 0 };
  const before = readManifest(folder);
  // Named before they are written: what a broken run leaves behind is found by the next.
  place(join(folder, MANIFEST), JSON.stringify([...new Set([...before, ...files.keys()])]));
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (readOrNull(path) === content) done.same += 1;
    else {
      place(path, content);
      done.written += 1;
    }
  }
  for (const name of before.filter((one) => !files.has(one))) {
    rmSync(join(folder, name), { force: true });
    done.removed += 1;
  }
  place(join(folder, MANIFEST), JSON.stringify([...files.keys()]));
  return done;
}

function place(path: string, content: string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

function readManifest(folder: string): string[] {
  const text = readOrNull(join(folder, MANIFEST));
  if (text === null) return [];
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names)
      ? names.filter((name) => typeof name === 'string' && /^[\w-]+\.\w+$/.test(name))
      : [];
  } catch {
    return [];
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

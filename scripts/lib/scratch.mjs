// Where the tests' PostgreSQL keeps its files. Plain Node only.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** A whole run writes some 700 MB at most; as much again is left to Chromium, which keeps its pictures there. */
const ROOM = 2 ** 31;

/**
 * A new folder in memory where there is room and root may start programs from there (the server's own lie beside its
 * data then), otherwise among the temporary files. Each test file copies a database of a thousand files: on disk that
 * takes up to ten times the CPU.
 */
export function scratchFolder(prefix) {
  const folder = inMemory(prefix) ?? mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

function inMemory(prefix) {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (Math.min(bavail * bsize, freemem()) < ROOM) return null;
    const folder = mkdtempSync(join(MEMORY, prefix));
    const program = join(folder, 'starts');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    const started = spawnSync(program).status === 0;
    rmSync(started ? program : folder, { recursive: true, force: true });
    return started ? folder : null;
  } catch {
    return null;
  }
}

import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { argv, execPath, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#config';
import { loadDirectory } from '#jurisdiction';
import { runAnalyse, runChain, type Material, type Run, type RunSize } from './runs.js';

/** What is run in a process of its own. */
export type Alone = RunSize & { what: 'chain' | 'analyse' };

export type RanAlone = Run & Partial<Pick<Material, 'compiled'>>;

/**
 * Runs it in a process of its own, so that what other measurements left in memory does not count.
 * @throws Error where the process fails
 */
export function runAlone(asked: Alone): RanAlone {
  const {
    status,
    stdout: told,
    stderr,
  } = spawnSync(execPath, [fileURLToPath(import.meta.url), JSON.stringify(asked)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  if (status !== 0) throw new Error(`a run by itself failed: ${stderr}`);
  return JSON.parse(told) as RanAlone;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { what, ...size } = JSON.parse(argv[2] ?? '') as Alone;
  // The shipped profile, whatever HUIYIN_PROFILE says: figures must compare.
  const directory = loadDirectory(readConfig({}).profileDir);
  const { testDataDir } = readConfig();
  const ran =
    what === 'chain' ? runChain(directory, testDataDir, size) : runAnalyse(directory, testDataDir, size);
  stdout.write(JSON.stringify(ran));
}

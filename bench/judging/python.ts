import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Directory } from '#jurisdiction';
import { feedOf, type Letter } from './corpus.js';

const SCRIPT = resolve('bench/judging/python-chain.py');
/** Debian's own first: another Python on the path seldom has the packages. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const BATCH = 100;

export interface PythonInput {
  letters: readonly Letter[];
  words: readonly string[];
  places: readonly string[];
  directory: Directory;
}

/** µs of CPU an item; the first fifth of the items is left out. */
export interface PythonChain {
  items: number;
  microseconds: number;
  steps: Record<string, number>;
}

/**
 * The same chain from the usual Python parts over the same letters; null where feedparser, jieba and scikit-learn are
 * not installed (Debian: python3-feedparser, python3-jieba, python3-sklearn).
 * @throws Error where they are and the chain fails
 */
export function pythonChain({ letters, words, places, directory }: PythonInput): PythonChain | null {
  const python = PYTHONS.find(
    (one) => spawnSync(one, ['-c', 'import feedparser, jieba, sklearn'], { stdio: 'ignore' }).status === 0,
  );
  if (!python) return null;
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-bench-python-'));
  try {
    mkdirSync(join(folder, 'documents'));
    for (let at = 0; at < letters.length; at += BATCH)
      writeFileSync(
        join(folder, 'documents', `${String(at).padStart(9, '0')}.xml`),
        feedOf(letters.slice(at, at + BATCH)),
      );
    writeFileSync(join(folder, 'words.txt'), words.join('\n'));
    writeFileSync(join(folder, 'places.txt'), places.join('\n'));
    const examples = directory.profile.examples.flatMap(({ text, label }) =>
      label === undefined ? [] : [JSON.stringify({ text, field: label })],
    );
    writeFileSync(join(folder, 'examples.jsonl'), examples.join('\n'));
    const { status, stdout, stderr } = spawnSync(python, [SCRIPT, folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the Python chain failed: ${stderr}`);
    return JSON.parse(stdout) as PythonChain;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { createHash } from 'node:crypto';
import type { Directory } from '#jurisdiction';
import { trainModels, type JudgeModels } from './judge-models.js';
import { wordExamples } from './word-examples.js';

const KEPT = 4;
const ofDirectory = new WeakMap<Directory, JudgeModels>();
/** By what they were trained on: most changes of a directory touch neither examples nor words. */
const trained = new Map<string, JudgeModels>();

/** What is learned from the directory's own examples and words, trained once for the same ones. */
export function modelsOf(directory: Directory): JudgeModels {
  const known = ofDirectory.get(directory);
  if (known) return known;
  const { examples } = directory.profile;
  const words = wordExamples(directory);
  const key = createHash('sha256')
    .update(JSON.stringify([examples, words]))
    .digest('base64');
  const models = trained.get(key) ?? trainModels(examples, words);
  trained.delete(key);
  trained.set(key, models);
  for (const oldest of [...trained.keys()].slice(0, -KEPT)) trained.delete(oldest);
  ofDirectory.set(directory, models);
  return models;
}

import type { Directory } from '#jurisdiction';
import { trainModels, type JudgeModels } from './judge-models.js';

const trained = new WeakMap<Directory, JudgeModels>();

/** What is learned from the directory's own examples, trained once. */
export function modelsOf(directory: Directory): JudgeModels {
  const known = trained.get(directory);
  if (known) return known;
  const models = trainModels(directory.profile.examples);
  trained.set(directory, models);
  return models;
}

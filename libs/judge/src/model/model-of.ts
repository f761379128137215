import type { Directory } from '#jurisdiction';
import { trainFieldModel, type FieldModel } from './field-model.js';

const trained = new WeakMap<Directory, FieldModel | null>();

/** The model of the 26 fields from the directory's own examples, trained once; none where there is nothing to tell apart. */
export function modelOf(directory: Directory): FieldModel | undefined {
  const known = trained.get(directory);
  if (known !== undefined) return known ?? undefined;
  const { examples } = directory.profile;
  const enough = new Set(examples.map(({ label }) => label)).size > 1;
  const model = enough ? trainFieldModel(examples) : null;
  trained.set(directory, model);
  return model ?? undefined;
}

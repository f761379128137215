import { gunzipSync, gzipSync } from 'node:zlib';
import type { EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';
import { JudgeModelRow } from '../entities/model.entity.js';
import { modelsOf } from '../model/model-of.js';
import { JudgeModels, type JudgeModelsJson } from '../model/judge-models.js';

/** Models as a process uses them, with the number of their version; null: trained on the directory alone. */
export interface UsedModels {
  number: number | null;
  models: JudgeModels;
}

/** Versions this process has unpacked, by id; a version never changes. A city uses one and now and then looks at another. */
const unpacked = new Map<string, JudgeModels>();
const MOST_UNPACKED = 6;

export const pack = (json: JudgeModelsJson): Buffer => gzipSync(JSON.stringify(json));

/**
 * The models in force for a city: the version a person activated, else what the directory's own examples teach. One
 * look at an index; weights are read once a process and version.
 */
export async function activeModels(
  manager: EntityManager,
  jurisdictionId: string,
  directory: Directory,
): Promise<UsedModels> {
  const [row]: { id: string; number: number }[] = await manager.query(
    `select id, number from judge_model where jurisdiction_id = $1 and state = 'active'`,
    [jurisdictionId],
  );
  if (!row) return { number: null, models: modelsOf(directory) };
  return { number: row.number, models: await modelsById(manager, row.id) };
}

/** @throws Error when the version has no weights */
export async function modelsById(manager: EntityManager, id: string): Promise<JudgeModels> {
  const known = unpacked.get(id);
  if (known) return known;
  const { number, json } = await keptModel(manager, id);
  const models = JudgeModels.fromJSON(json, number);
  const [oldest] = unpacked.keys();
  if (unpacked.size >= MOST_UNPACKED && oldest) unpacked.delete(oldest);
  unpacked.set(id, models);
  return models;
}

/** As `huiyin model export` writes it. */
export async function weightsOf(manager: EntityManager, id: string): Promise<JudgeModelsJson> {
  return (await keptModel(manager, id)).json;
}

async function keptModel(manager: EntityManager, id: string) {
  const select = { id: true, number: true, weights: true } as const;
  const row = await manager.findOne(JudgeModelRow, { where: { id }, select });
  if (!row?.weights) throw new Error(`model ${id} has no weights`);
  const json = JSON.parse(gunzipSync(row.weights).toString('utf8')) as JudgeModelsJson;
  return { number: row.number, json };
}

import type { Judgement, TopicHit } from '#incidents';
import type { FieldModel } from '../model/field-model.js';
import type { Reading } from '../text/reading.js';

/** The part of a learned model that judging asks. */
export type Learned = Pick<FieldModel, 'classify'> & Partial<Pick<FieldModel, 'explain'>>;

/** What was learned from examples (`JudgeModels`). */
export interface LearnedModels {
  /** Version a person put in force; null or absent: trained on the directory's own examples. */
  number?: number | null;
  fields: Learned | null;
  topics?: Learned | null;
}

/**
 * From this score on nine of ten answers are right: found by cross-validation in five parts on those of the shipped examples
 * in which no word of a topic stands (docs/decisions/0032).
 */
export const SURE_TOPIC = 0.97;
const SURE_FIELD = 0.97;

/** How reasons call the models. */
export const modelName = (models: LearnedModels | undefined): string =>
  typeof models?.number === 'number' ? `第${models.number}号模型` : '按例句训练的模型';

/** The topic the model is sure of; asked where the words of topics are silent. None where it is not sure. */
export function learnedTopics(reading: Reading, models: LearnedModels | undefined): TopicHit[] {
  const best = models?.topics?.classify(reading.full, SURE_TOPIC)[0];
  const topic = best && best.score >= SURE_TOPIC ? reading.directory.topic(Number(best.name)) : undefined;
  if (!best || !topic) return [];
  const today = (name: string) => reading.directory.dutyHolder(name, reading.at)?.unit.name ?? name;
  return [
    {
      no: topic.no,
      name: topic.name,
      unit: topic.unit === '属地' ? null : today(topic.unit),
      onDuty: [],
      assisting: topic.assisting.filter((name) => name !== '属地').map(today),
      score: best.score,
      words: models?.topics?.explain?.(reading.full, best.name) ?? [],
      learned: true,
    },
  ];
}

/** The fields the model is sure of, with the pieces of the text that speak for them. */
export function learnedFields(
  reading: Reading,
  models: LearnedModels | undefined,
): Pick<Judgement, 'fields' | 'fieldWords'> {
  const fields =
    models?.fields?.classify(reading.full, SURE_FIELD).filter(({ score }) => score >= SURE_FIELD) ?? [];
  const fieldWords = fields.map(({ name }) => ({
    field: name,
    words: models?.fields?.explain?.(reading.full, name) ?? [],
  }));
  return { fields, ...(fields.length > 0 && { fieldWords }) };
}

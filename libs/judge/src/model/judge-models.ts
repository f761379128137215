import { FieldModel, type FieldModelJson } from './field-model.js';
import { trainFieldModel } from './train-field-model.js';
import { trainNaiveModel } from './train-naive-model.js';

/** A text with what it teaches; a text that names nothing teaches what belongs to no field. */
export interface Example {
  text: string;
  /** Field of annex 1, by name. */
  label?: string | undefined;
  /** Topic, by number. */
  topic?: number | undefined;
}

/** As `huiyin model export` writes it. */
export interface JudgeModelsJson {
  format: 'huiyin-models/1';
  fields: FieldModelJson | null;
  topics: FieldModelJson | null;
}

/** What judging learns from examples. A part is null where the examples tell fewer than two of its kind apart. */
export class JudgeModels {
  constructor(
    readonly fields: FieldModel | null,
    /** Labels are the numbers of topics. */
    readonly topics: FieldModel | null,
    /** Version a person put in force; null: trained on the directory's own examples, or not kept. */
    readonly number: number | null = null,
  ) {}

  toJSON(): JudgeModelsJson {
    const { fields, topics } = this;
    return {
      format: 'huiyin-models/1',
      fields: fields?.toJSON() ?? null,
      topics: topics?.toJSON() ?? null,
    };
  }

  /** @throws Error when it is no model of this format */
  static fromJSON(json: JudgeModelsJson, number: number | null = null): JudgeModels {
    if (json?.format !== 'huiyin-models/1') throw new Error('not a model made by "huiyin model export"');
    const part = (model: FieldModelJson | null) => (model ? FieldModel.fromJSON(model) : null);
    return new JudgeModels(part(json.fields), part(json.topics), number);
  }
}

/** From so many examples on they are enough for the slower and finer training. */
const MANY = 3000;

/**
 * Trains on examples; the same examples in the same order give the same models.
 * @param words of topics as short texts (`wordExamples`)
 */
export function trainModels(examples: readonly Example[], words: readonly Example[] = []): JudgeModels {
  const train = trainerFor(examples);
  // Which of the topics of its field a text is about that names the field alone, nobody knows.
  const telling = examples.filter(({ label, topic }) => topic !== undefined || label === undefined);
  return new JudgeModels(
    trainFields(examples, words),
    train([...telling, ...words], ({ topic }) => topic?.toString()),
  );
}

/** The fields alone. */
export function trainFields(examples: readonly Example[], words: readonly Example[] = []): FieldModel | null {
  return trainerFor(examples)([...examples, ...words], ({ label }) => label);
}

function trainerFor(examples: readonly Example[]) {
  const train = examples.length < MANY ? trainNaiveModel : trainFieldModel;
  return (rows: readonly Example[], labelOf: (example: Example) => string | undefined): FieldModel | null => {
    const texts = rows.map((row) => ({ text: row.text, label: labelOf(row) ?? null }));
    return new Set(texts.flatMap(({ label }) => label ?? [])).size > 1 ? train(texts) : null;
  };
}

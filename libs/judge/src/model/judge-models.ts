import { FieldModel, trainFieldModel, type FieldModelJson } from './field-model.js';

/** A text with what it teaches; a text that names nothing teaches what belongs to no field. */
export interface Example {
  text: string;
  /** Field of annex 1, by name. */
  label?: string | undefined;
  /** Topic, by number. */
  topic?: number | undefined;
  /** Kind of emergency, by the id of its rule (EV-FIRE-TRAFFIC). */
  event?: string | undefined;
}

/** As `huiyin model export` writes it. */
export interface JudgeModelsJson {
  format: 'huiyin-models/1';
  fields: FieldModelJson | null;
  topics: FieldModelJson | null;
  events: FieldModelJson | null;
}

/** What judging learns from examples. A part is null where the examples tell fewer than two of its kind apart. */
export class JudgeModels {
  constructor(
    readonly fields: FieldModel | null,
    /** Labels are the numbers of topics. */
    readonly topics: FieldModel | null,
    /** Labels are the ids of event rules. */
    readonly events: FieldModel | null,
  ) {}

  toJSON(): JudgeModelsJson {
    const { fields, topics, events } = this;
    return {
      format: 'huiyin-models/1',
      fields: fields?.toJSON() ?? null,
      topics: topics?.toJSON() ?? null,
      events: events?.toJSON() ?? null,
    };
  }

  /** @throws Error when it is no model of this format */
  static fromJSON(json: JudgeModelsJson): JudgeModels {
    if (json?.format !== 'huiyin-models/1') throw new Error('not a model made by "huiyin model export"');
    const part = (model: FieldModelJson | null) => (model ? FieldModel.fromJSON(model) : null);
    return new JudgeModels(part(json.fields), part(json.topics), part(json.events));
  }
}

/** Trains on examples; the same examples in the same order give the same models. */
export function trainModels(examples: readonly Example[]): JudgeModels {
  const part = (labelOf: (example: Example) => string | null) => {
    const rows = examples.flatMap((example) => {
      const label = labelOf(example);
      return label === null ? [] : [{ text: example.text, label }];
    });
    return new Set(rows.map(({ label }) => label)).size > 1 ? trainFieldModel(rows) : null;
  };
  return new JudgeModels(
    part(({ label }) => label ?? null),
    part(({ topic }) => (topic === undefined ? null : String(topic))),
    part(({ event }) => event ?? null),
  );
}

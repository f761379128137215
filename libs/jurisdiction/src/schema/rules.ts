import { z } from 'zod';
import { byLevel, duration, effective, words } from './common.js';
import { deliverySchema } from './delivery.js';
import { MOODS, SIGNALS } from '#incidents';

/** `rules.json`: the routing rules RT-00…RT-55 as rows. What a rule does is code named by its id; whether it is on, its order, its text and whether a person must confirm are data. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(/^RT-\d{2}$/),
  order: z.number().int(),
  stage: z.enum(['intercept', 'place', 'body', 'responsibility', 'overlay']),
  when: z.string(),
  assign: z.string(),
  coordinator: z.string(),
  needsHuman: z.enum(['never', 'always', 'conditional']),
  enabled: z.boolean().default(true),
  basis: z.string(),
  ...effective,
});

/**
 * `exceptions.json`: what this city does otherwise than the table of rules says, as ordered rows. A row applies when of each
 * list it fills in (topics, units, places) one is in the matter, and its condition holds. Conditions see the matter as the
 * rules decided it, not what rows before have changed, so that a row can be tried by itself.
 */
export const exceptionSchema = z.strictObject({
  key: z.string().regex(/^EX-\d+$/, '编号应写作 EX-1'),
  name: z.string().min(1),
  order: z.number().int(),
  /** Numbers of topics, names of units the text names, names of townships and zones. */
  topics: z.array(z.number().int()).default([]),
  units: words.default([]),
  places: words.default([]),
  /** A CEL expression over `exceptionVariables` that gives true or false. */
  when: z.string().min(1).default('true'),
  /** What then holds; each part is optional. Units by name, `属地` for the townships and zones concerned. */
  then: z.strictObject({
    /** Answer instead of those the rules found, who then assist. */
    respondents: words.optional(),
    /** Added to those the rules found. */
    firstResponsible: words.optional(),
    assisting: words.optional(),
    informed: words.optional(),
    /** A question a person must answer before dispatch. */
    ask: z.string().optional(),
  }),
  /** No later row is looked at. */
  stop: z.boolean().default(false),
  enabled: z.boolean().default(true),
  /** Texts on which the row is tried whenever it is saved. */
  examples: z.array(z.strictObject({ text: z.string().min(1), applies: z.boolean() })).default([]),
  basis: z.string(),
  ...effective,
});

/** `deadlines.json`: DL-01…DL-20. Exactly one of `limit`, `byLevel` for those that run a clock. */
export const deadlineSchema = z.strictObject({
  id: z.string().regex(/^DL-\d{2}$/),
  name: z.string(),
  kind: z.enum(['statutory', 'internal', 'superior', 'external', 'other']),
  eventLevels: z.array(z.enum(['I', 'II', 'III', 'IV', 'none'])).optional(),
  limit: duration.nullable().default(null),
  byLevel: byLevel.nullable().default(null),
  /** Where counting starts. */
  from: z.enum(['discovered', 'learned_or_discovered', 'dispatched', 'judged', 'refused', 'other']),
  calendar: z.enum(['natural', 'workday', 'fixed', 'retention']),
  owner: z.string(),
  binding: z.string(),
  source: z.string(),
  note: z.string().optional(),
});

const figures = {
  dead: z.number().int().optional(),
  injured: z.number().int().optional(),
  /** Food poisoning and the like. */
  poisoned: z.number().int().optional(),
  missingOrTrapped: z.number().int().optional(),
  atRisk: z.number().int().optional(),
  /** 万元 */
  lossWan: z.number().optional(),
  evacuated: z.number().int().optional(),
  people: z.number().int().optional(),
  hectares: z.number().optional(),
};
const thresholds = z.strictObject({
  ...figures,
  /** All of these reached at once give the level too (中毒100人以上且有死亡). */
  together: z.strictObject(figures).optional(),
});

const points = z.int().min(0).max(24);

/** `levels.json`: axis 1 (event tables EV-*) and axis 2 (OP-*), thresholds inclusive ("以上"含本数). */
export const levelsSchema = z.strictObject({
  eventRules: z.array(
    z.strictObject({
      id: z.string().regex(/^EV-/),
      category: z.string(),
      /** Words that show this kind of emergency. `a+b`: both. */
      words,
      notWords: words.default([]),
      /** Any one reached gives the level; absent level: not defined there. IV needs an emergency of this kind and somebody hurt. */
      I: thresholds.optional(),
      II: thresholds.optional(),
      III: thresholds.optional(),
      IV: thresholds.optional(),
      /** Words that give a level without any figure (县级饮用水水源取水中断). */
      outright: z
        .strictObject({ I: words.optional(), II: words.optional(), III: words.optional() })
        .optional(),
      basis: z.string(),
    }),
  ),
  opinion: z.strictObject({
    /** OP-1 */ byEvent: z.record(z.enum(['I', 'II', 'III', 'IV']), z.string()),
    /** OP-2 */ byTier: z.record(z.enum(['self', 'local', 'municipal', 'provincial', 'central']), z.string()),
    /** OP-3 */ byHotSearch: z.record(z.enum(['national', 'local']), z.string()),
    /** OP-4, any reached */ bySpread: z.array(
      z.strictObject({ level: z.string(), views: z.number(), interactions: z.number() }),
    ),
    /** OP-5 */ superiorAtLeast: z.string(),
    /** OP-6: sensitive factors; each needs words of the factor and, where `needsHarm`, a stated harm, breach or conflict. */
    sensitive: z.array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        words,
        notWords: words.default([]),
        /** Words that state the harm for this factor; absent: the general `harmWords`. */
        harmWords: words.optional(),
      }),
    ),
    harmWords: words,
    /** Longer expressions that deny or only name the harm: 无死亡, 死亡证明. */ harmNotWords: words.default(
      [],
    ),
    /** OP-6 automatic ceiling. */ sensitiveCeiling: z.string(),
    /** OP-9 */ slowBurn: z.strictObject({
      days: z.number(),
      sources: z.number(),
      townships: z.number(),
      level: z.string(),
    }),
    /** Most points of each part of the sum within a level (热度); all together less than 25. */
    heat: z
      .strictObject({
        spread: points,
        rate: points,
        media: points,
        hotSearch: points,
        sources: points,
        townships: points,
        days: points,
        superior: points,
        sensitive: points,
        date: points,
      })
      .optional(),
  }),
  /** 异常增长: what is watched beside topics and places, and how many alarms without cause a week are borne. */
  spikes: z
    .strictObject({
      words: z.array(z.string().min(2)).default([]),
      alarmsPerWeek: z.number().positive().max(50),
      leastItems: z.int().min(3),
      leastSources: z.int().min(1),
      baselineDays: z.int().min(7).max(90),
    })
    .optional(),
  /** MR-1…MR-6 with the words or conditions that show them. */
  mustRespond: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      words: words.default([]),
      notWords: words.default([]),
      enabled: z.boolean(),
      basis: z.string(),
    }),
  ),
});

/** `signals.json`: words for each circumstance that rules ask for, and for what a writer feels (sorting only). */
export const signalsSchema = z.array(
  z.strictObject({
    kind: z.enum([...SIGNALS, ...MOODS]),
    /** `a+b`: both words in the text, in any order. */
    words,
    notWords: words.default([]),
    basis: z.string(),
  }),
);

/** `examples.jsonl`: texts written for this project that train the small models; one that names nothing belongs to no field. */
export const exampleSchema = z.strictObject({
  text: z.string().min(1),
  /** Field of annex 1, by name. */
  label: z.string().optional(),
  /** Topic, by number. */
  topic: z.number().int().optional(),
  /** Kind of emergency, by the id of its rule: says what the text is, and teaches nothing (docs/decisions/0032). */
  event: z.string().optional(),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时刻应写作 18:00');

/** `settings.json` of clocks. */
export const clocksSchema = z.strictObject({
  /** Internal deadlines of these levels rest from..to (domain (f)5), `HH:MM`. */
  rest: z.strictObject({ levels: z.array(z.string()), from: z.string(), to: z.string() }),
  watch: z.strictObject({ hours: z.number(), sources: z.number() }),
  /** What is 一般 is closed and archived by itself after so many days in which nothing happened. */
  closing: z
    .strictObject({
      quietDays: z.number().positive().default(7),
      archiveDays: z.number().positive().default(7),
    })
    .prefault({}),
  /** When people are at work, for clocks that count working time; a limit in working days ends at the last `to`. */
  work: z
    .strictObject({
      hours: z
        .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
        .min(1)
        .default([
          { from: '08:00', to: '12:00' },
          { from: '14:30', to: '18:00' },
        ]),
    })
    .prefault({}),
  /** What after an answer counts as a new turn of the matter (回应后又有新情况): so many independent items within so many hours. */
  rounds: z
    .strictObject({
      items: z.number().int().min(1).default(3),
      hours: z.number().positive().default(24),
    })
    .prefault({}),
  linkTtl: duration,
  /** Coordinators outside this installation (RT-55): by when a letter should be confirmed. */
  coordination: z
    .strictObject({
      confirmWithin: byLevel.default({ 一般: 'PT8H', 较大: 'PT4H', 重大: 'PT2H', 特别重大: 'PT1H' }),
    })
    .prefault({}),
  /** Upkeep of the roster (annex 2). */
  roster: z
    .strictObject({
      /** How often each unit confirms its entries: quarterly. */
      confirmEvery: duration.default('P90D'),
      /** Days after which somebody whom no notice has reached since shows red. */
      unreachedDays: z.number().int().positive().default(3),
      /** When one shift hands over to the next, `HH:MM`. */
      handover: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .default('08:00'),
    })
    .prefault({}),
  /** Texts for the public: how long a department has to agree on the wording, and a leader to sign (推定). */
  response: z
    .strictObject({
      agreeWithin: byLevel.default({ 一般: 'PT4H', 较大: 'PT2H', 重大: 'PT1H', 特别重大: 'PT30M' }),
      signWithin: byLevel.default({ 一般: 'PT4H', 较大: 'PT2H', 重大: 'PT30M', 特别重大: 'PT20M' }),
      /** Before DL-01 runs out, when a grave matter may be published first and signed later (紧急发布). */
      emergencyBefore: duration.default('PT30M'),
    })
    .prefault({}),
  /** Approved texts: how long the owner of the outlet has; how long before a commitment is due its unit is reminded (推定). */
  publication: z
    .strictObject({
      within: byLevel.default({ 一般: 'PT4H', 较大: 'PT2H', 重大: 'PT30M', 特别重大: 'PT20M' }),
      remindBefore: duration.default('P1D'),
    })
    .prefault({}),
  /** When nobody is in the office, and what may be done alone then. */
  night: z
    .strictObject({
      from: timeOfDay.default('18:00'),
      to: timeOfDay.default('08:00'),
      /** By when the person asked by telephone signs what was done alone (补签). */
      countersignBy: timeOfDay.default('10:00'),
      /** Calls nobody answers before the next person is told. */
      callAttempts: z.number().int().min(1).max(10).default(3),
      /** How long a unit may say that it never signed by telephone (代签). */
      objectWithin: duration.default('PT24H'),
    })
    .prefault({}),
  /** Attempts, other ways, bundling and quiet hours of messages. */
  delivery: deliverySchema,
});

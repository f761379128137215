import { z } from 'zod';
import { CONFERENCE_HOSTS, CONFERENCE_STEPS, FORMS, NATURES } from '#respond';
import { moment, version } from '../http/schemas.js';

const unit = z.string().trim().min(1, '请选择单位').max(60);
const reason = z.string().trim().min(1, '请写明理由').max(1000, '理由最多 1000 字');
const address = z.string().trim().min(1, '请填写网址').max(2000);
const formOf = z.enum(FORMS, '请选择发布形式');
const nature = z.enum(NATURES).nullable().default(null);

const commitment = z.strictObject({
  what: z.string().trim().min(4, '请写明承诺的事项').max(300, '承诺事项最多 300 字'),
  dueAt: moment,
  unit,
});
/** What an answer promises, as a person has confirmed it. */
export const newCommitments = z.array(commitment).max(20, '一次最多登记 20 项承诺');

export const registering = z.strictObject({
  version,
  url: address,
  at: moment,
  nature,
  commitments: newCommitments.default([]),
});
export const adding = z.strictObject({ version, outletKey: z.string().min(1).max(60), form: formOf });
export const reasoned = z.strictObject({ version, reason });
export const listing = z.strictObject({ version, listed: z.boolean() });
export const takingOver = z.strictObject({
  version,
  publisher: z.enum(['superior', 'command'], '请选择由谁统一发布'),
  name: z.string().trim().min(2, '请写明统一发布的单位').max(60),
  basis: z.string().trim().min(2, '请写明依据').max(300),
  since: moment,
});
export const others = z.strictObject({
  version,
  form: formOf,
  url: address,
  at: moment,
  /** Key of our outlet on which we forward it; null: as that body published it itself. */
  forwardedOn: z.string().max(60).nullable().default(null),
  nature,
  commitments: newCommitments.default([]),
});

export const making = commitment.extend({ version });
export const moving = z.strictObject({
  version,
  dueAt: moment,
  reason,
  url: z.string().max(2000).nullable(),
});
export const settling = z.discriminatedUnion('as', [
  z.strictObject({
    version,
    as: z.literal('kept'),
    proofUrl: z.string().max(2000).nullable(),
    text: z.string().trim().max(1000),
  }),
  z.strictObject({ version, as: z.literal('broken'), reason }),
  z.strictObject({ version, as: z.literal('withdrawn'), reason }),
]);

const plan = {
  form: z.enum(['press_conference', 'briefing']),
  startsAt: moment,
  place: z.string().trim().min(2, '请写明地点').max(100),
  host: z.enum(CONFERENCE_HOSTS, '请选择由谁出席'),
  hostUnit: unit,
  units: z.array(unit).max(30),
  points: z.string().trim().max(4000, '发布要点最多 4000 字'),
  media: z.number().int().min(0).max(500).nullable(),
  done: z.array(z.enum(CONFERENCE_STEPS)).max(CONFERENCE_STEPS.length),
};
export const planning = z.strictObject({ version, ...plan });
export const holding = z.strictObject({
  version,
  at: moment,
  url: z.string().trim().max(2000).nullable(),
  commitments: newCommitments.default([]),
});

export const publicationFilter = {
  state: z.enum(['due', 'held', 'published', 'withdrawn']).optional(),
  proof: z.enum(['wrong']).optional(),
};
export const commitmentFilter = {
  state: z.enum(['open', 'kept', 'broken', 'withdrawn']).optional(),
  late: z.enum(['true']).optional(),
};

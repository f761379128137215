import { z } from 'zod';
import { EVENT_LEVELS, OPINION_LEVELS } from '#incidents';
import { editList } from '../directory/schemas.js';
import { uuid } from '../http/schemas.js';
import { beside, workbenchForm } from '../workbench/forms.js';

const names = z.array(z.string().max(100)).max(60).nullish();

/** What must come out (interfaces.md, "A routing case", and our own parts). */
export const expectation = z.object({
  relevant: z.boolean().nullish(),
  places: names,
  topics: names,
  fields: names,
  eventRule: z.string().max(60).nullish(),
  eventLevel: z.enum(EVENT_LEVELS).nullish(),
  opinionLevel: z.enum(OPINION_LEVELS).nullish(),
  firstResponsible: names,
  respondents: names,
  coordinators: z
    .array(z.tuple([z.string().max(100), z.string().max(100).nullable()]))
    .max(20)
    .nullish(),
  deadlines: names,
  flags: names,
  rules: names,
});
export const newCase = z.object({
  name: z.string().trim().min(1, '请给样例起个名').max(100),
  form: workbenchForm,
  expect: expectation,
  reason: z.string().trim().max(500, '理由请控制在500字以内').default(''),
});
export const caseFromCorrection = z.object({ correctionId: uuid });
export const setCase = z.object({ active: z.boolean() });
export const importCases = z.object({ lines: z.string().max(5_000_000, '文件过大，请分次导入') });
export const runForm = editList.partial().extend(beside);

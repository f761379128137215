import { z } from 'zod';
import { OPINION_LEVELS } from '#incidents';
import { moment, paging, uuid } from '../http/schemas.js';

const level = z.enum(OPINION_LEVELS);

export const previewForm = z.strictObject({
  policy: z.record(z.string(), z.unknown()),
  level,
  startsAt: moment.transform((at) => at.toISOString()),
  unit: z.string().max(100).nullable(),
  dueAt: moment.transform((at) => at.toISOString()).nullable(),
});

/** Natural durations a person would say: 30 minutes to some weeks. */
const after = z
  .string()
  .regex(/^P(?=.)(?:\d{1,2}D)?(?:T(?=\d)(?:\d{1,3}H)?(?:\d{1,4}M)?)?$/, '时间应写作 PT30M、PT2H 或 P1D')
  .nullable();
const email = z.string().trim().toLowerCase().max(200).nullable();

export const trialForm = z
  .strictObject({
    speed: z
      .number('请填写快进倍数')
      .min(1, '快进倍数应在1到86400之间')
      .max(86_400, '快进倍数应在1到86400之间'),
    level: level.nullable(),
    startsAt: moment.nullable(),
    signAfter: after,
    reportAfter: after,
    answerAfter: after,
    sendTo: z.enum(['none', 'me', 'address']),
    address: email,
    repeated: email,
    changeId: uuid.nullish().transform((id) => id ?? null),
  })
  .refine(
    ({ sendTo, address }) => sendTo !== 'address' || z.email().safeParse(address).success,
    '邮箱格式不正确，如 name@example.cn',
  )
  .refine(
    ({ sendTo, address, repeated }) => sendTo !== 'address' || address === repeated,
    '两次填写的邮箱不一致，请核对',
  );

export const trialQuery = z.object({ incidentId: uuid.optional(), ...paging });

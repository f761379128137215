import { z } from 'zod';
import { FACT_KINDS, SEATS } from '#respond/service';
import { moment, uuid, version } from '../http/schemas.js';

const unit = z.string().min(1, '请选择单位').max(60);
const label = z.string().trim().min(2, '请写明核对的事项').max(30, '事项名称最多 30 个字');
const value = z.string().trim().min(1, '请填写内容').max(100, '内容最多 100 个字');
const source = z.string().trim().max(200, '依据最多 200 个字');
const reason = z.string().trim().min(1, '请写明理由').max(500, '理由最多 500 个字');
const note = z.string().trim().max(500, '意见最多 500 个字');
const post = z.string().trim().min(1, '请写明职务').max(40, '职务最多 40 个字');
/** Which text, as it stood on the screen. */
const seen = { version, edition: z.number().int().positive() };

export const addFact = z.strictObject({
  kind: z.enum(FACT_KINDS, '请选择类别'),
  label,
  unit: unit.nullable(),
  value: value.nullable(),
  source,
});
export const stateFact = z.strictObject({ unit, value, source });
export const confirmFacts = z.strictObject({
  unit,
  seen: z
    .array(z.strictObject({ factId: uuid, value }))
    .min(1, '没有可以确认的事项')
    .max(100),
});
export const ruleFact = z.strictObject({ value, reason });
export const reasoned = z.strictObject({ reason });

export const sayAgreement = z.strictObject({ ...seen, unit, agrees: z.boolean(), comment: note });
export const ruleWording = z.strictObject({ ...seen, reason });
export const signResponse = z.strictObject({ ...seen, agree: z.boolean(), note });
export const signByTelephone = z.strictObject({
  ...seen,
  seat: z.enum(SEATS),
  secondId: z.uuid('请选择请示的人'),
  post,
  said: z.string().trim().min(1, '请写明请示时的答复').max(500, '答复最多 500 个字'),
  calledAt: moment,
});
export const signOnPaper = z.strictObject({
  ...seen,
  seat: z.enum(SEATS),
  name: z.string().trim().min(2, '请写明签字人姓名').max(20, '姓名最多 20 个字'),
  post,
  signedAt: moment,
  fileName: z.string().trim().max(200),
  base64: z.base64('附件内容不完整'),
});
export const openEmergency = z.strictObject({ ...seen, reason });
export const seatQuery = z.object({ seat: z.enum(SEATS) });
export const approvalsQuery = z.object({ state: z.enum(['mine', 'all']).default('mine') });

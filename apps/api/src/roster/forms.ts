import { z } from 'zod';
import { isDay, maskEmail, maskPhone, readContact, readName } from '#jurisdiction/service';

const name = z.string().max(40).transform(readName).pipe(z.string().min(1, '请填写姓名（机构名称）'));
/** One or several numbers; what is shown masked is never taken for a number. */
export const phone = z
  .string()
  .max(60)
  .transform((text, context) => {
    const { phone: read, rest } = readContact(text);
    if (text.trim() === '') return null;
    if (read !== null && rest === '') return read;
    context.addIssue({ code: 'custom', message: '电话应为手机号或带区号的固定电话，如 0358-7654321' });
    return z.NEVER;
  })
  .nullable();
const email = z
  .string()
  .max(120)
  .transform((text) => text.trim().toLowerCase() || null)
  .pipe(z.email('邮箱格式不正确，如 name@example.cn').nullable())
  .nullable();
const person = z.strictObject({ name, phone: phone.optional(), email: email.optional() }).nullable();
export const day = z.string().refine(isDay, '日期应写作 2026-11-23');
const channel = z.enum(['pdf', 'paper', 'file', 'page']).nullable();
export const reason = z
  .string('请写明事由')
  .transform((text) => text.trim())
  .pipe(z.string().min(2, '请写明事由，至少 2 个字').max(100, '事由过长，最多 100 个字'));
const version = z.number().int().positive();

export const edit = z.strictObject({
  version,
  set: z.strictObject({
    charge_leader: person.optional(),
    office: person.optional(),
    handler: person.optional(),
    liaison: person.optional(),
    handler_b: person.optional(),
    liaison_b: person.optional(),
  }),
  sealed: z.boolean().optional(),
  submittedAt: day.nullable().optional(),
  submitChannel: channel.optional(),
});
export const seenVersion = z.strictObject({ version });
export const absence = z
  .strictObject({ contactId: z.uuid(), from: day, to: day, substituteId: z.uuid().nullable() })
  .refine(({ from, to }) => from <= to, '离岗的结束日期早于开始日期，请核对');
export const reveal = z.strictObject({ reason });
export const exportForm = z.strictObject({
  units: z.array(z.string().max(60)).max(500),
  reason: reason.nullable(),
});

const file = z.strictObject({
  name: z.string().min(1).max(200),
  content: z.base64('文件没有完整上传，请重新选择'),
});
const files = z.array(file).min(1, '请选择文件').max(40, '一次最多 40 个文件，更多请打包为 zip');
export const upload = z.strictObject({
  files,
  as: z
    .array(z.strictObject({ written: z.string().max(60), unit: z.string().max(60) }))
    .max(500)
    .default([])
    .transform((pairs) => Object.fromEntries(pairs.map(({ written, unit }) => [written, unit]))),
  removeBlank: z.boolean().default(false),
  sealed: z.array(z.string().max(60)).max(500).default([]),
  seen: z.string().max(100).optional(),
});
export const shiftUpload = z.strictObject({
  unit: z.string().min(1).max(60),
  files,
  seen: z.string().max(100).optional(),
});

export const shift = z.strictObject({
  unit: z.string().min(1).max(60),
  day,
  person: z.string().max(40).transform(readName),
  phone: phone.optional(),
  leader: z.string().max(40).transform(readName).nullable(),
  leaderPhone: phone.optional(),
});
export const monthQuery = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写作 2026-11')
    .optional(),
  unit: z.string().max(60).optional(),
});
export const unitQuery = z.object({ unit: z.string().max(60).optional() });
export const handover = z.strictObject({
  unit: z.string().min(1).max(60),
  day,
  notes: z.string().max(4000, '交班事项过长，最多 4000 个字'),
});
export const acceptance = z.strictObject({
  note: z.string().max(300, '说明过长，最多 300 个字').default(''),
});

export const uploadsOf = (given: z.output<typeof files>) =>
  given.map(({ name: fileName, content }) => ({ name: fileName, bytes: Buffer.from(content, 'base64') }));

/** For the page: what a number or address looks like to others. */
export const maskedPerson = (
  given: { name: string; phone: string | null; email: string | null } | null,
): { name: string; phone: string | null; email: string | null } | null =>
  given && {
    name: given.name,
    phone: given.phone === null ? null : maskPhone(given.phone),
    email: given.email === null ? null : maskEmail(given.email),
  };

import { z } from 'zod';
import { ROLES } from '#access';
import { uuid } from '../http/schemas.js';

const displayName = z.string().trim().min(2, '请填写姓名').max(40);
const unit = z.string().trim().min(1).max(100).nullable();
const role = z.enum(ROLES);

export const search = z.object({ q: z.string().trim().max(40).default('') });
export const newAccount = z.object({
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,39}$/, '登录名为 3 至 40 位小写字母、数字或 . _ -，以字母开头'),
  displayName,
  role,
  unit,
  contactId: uuid.nullable().default(null),
});
export const accountChange = z.object({
  displayName: displayName.optional(),
  role: role.optional(),
  unit: unit.optional(),
  disabled: z.boolean().optional(),
  contactId: uuid.nullable().optional(),
});

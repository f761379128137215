import { z } from 'zod';
import { DIRECTORY_KINDS, type DirectoryKind } from '#jurisdiction';
import { uuid, version } from '../http/schemas.js';

/** Entries one change may hold. */
const MOST_EDITS = 500;

export const kind = z.enum(DIRECTORY_KINDS as [DirectoryKind, ...DirectoryKind[]], '没有这一类条目');
export const key = z.string().min(1).max(200);
const body = z.record(z.string(), z.unknown());
const edit = z.strictObject({
  kind,
  key: z.string().max(200).nullable(),
  body: body.nullable(),
  expectedRevision: z.number().int().positive().nullable(),
});
const edits = z.array(edit).max(MOST_EDITS, `一次修改最多 ${MOST_EDITS} 个条目，请分几次提交`);
const note = z.string().trim().max(2000).default('');
const reason = z.string().trim().max(2000, '理由不能超过 2000 字');
/** Why to go on although regression cases would come out wrong; empty: not asked. */
const acceptBroken = z.string().trim().max(1000).default('');
const day = z.iso.date('日期应写作 2026-11-22');

export const changeForm = z.strictObject({
  title: z.string().trim().min(1, '请写明这项修改的名称').max(200, '名称不能超过 200 字'),
  reason,
  edits,
  submit: z.boolean(),
  dryRunId: uuid.nullable().default(null),
  acceptBroken,
});
export const changeUpdate = changeForm.extend({ version });
export const editList = z.strictObject({ edits });
export const decision = z.strictObject({ version, note, acceptBroken });
export const takeBack = z.strictObject({
  version,
  reason: reason.min(1, '请写明撤回的理由'),
  dryRunId: uuid.nullable().default(null),
  acceptBroken,
});
export const rename = z.strictObject({
  kind: z.enum(['units', 'places']),
  key,
  name: z.string().trim().min(1, '请写明新的名称').max(60, '名称不能超过 60 字'),
  code: z.string().trim().min(1).max(40).nullable().default(null),
  from: day,
  basis: z.string().trim().min(1, '请写明更名的依据').max(500),
  moveReferences: z.boolean().default(true),
});
export const dryRunForm = z.strictObject({
  edits,
  changeId: uuid.nullable().default(null),
  rehearsal: z.boolean().default(false),
  historic: z.boolean().default(false),
});
export const tryForm = z.strictObject({
  body,
  text: z.string().max(20_000, '文本不能超过 20000 字').nullable().default(null),
  past: z.boolean().default(false),
});

import { z } from 'zod';
import { readContact } from '#jurisdiction/service';

/** The forms of the page of a duty, told apart by a hidden field; a script's empty POST signs. */
export const STEPS = [
  'sign',
  'code',
  'refuse',
  'withdraw',
  'report',
  'extend',
  'hand_on',
  'take_back',
] as const;
export type Step = (typeof STEPS)[number];

export const signForm = z.object({ code: z.string().trim().max(10).default('') });

const listed = z
  .union([z.string(), z.array(z.string())])
  .default('')
  .transform((given) => (Array.isArray(given) ? given : [given]).filter(Boolean));
export const refuseForm = z.looseObject({ proposed: listed });

export const extendForm = z.object({
  until: z.iso.datetime('请选择延至的时间').transform((text) => new Date(text)),
  reason: z.string().trim().min(1, '请写明理由').max(300, '理由最多 300 个字'),
});

const words = z.string().trim().max(100, '附言最多 100 个字').default('');

/** A colleague of the roster, or somebody whose name and one way to reach them are given. */
export const handOnForm = z
  .object({
    to: z.union([z.literal('other'), z.uuid()], '请选择同事'),
    person: z.string().trim().max(20, '姓名最多 20 个字').default(''),
    contact: z.string().trim().max(80).default(''),
    words,
  })
  .transform((given, context) => {
    if (given.to !== 'other') return { to: { contactId: given.to }, words: given.words };
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (!given.person) return refuse('请填写同事的姓名');
    const { phone, email, rest } = readContact(given.contact);
    if (rest || (!phone && !email)) return refuse('请填写同事的手机号或邮箱');
    return { to: { person: given.person, phone, email }, words: given.words };
  });

const WORDS: Record<Step, { failed: string; done: string; next: string }> = {
  sign: { failed: '没有签收', done: '已签收', next: '' },
  code: { failed: '没有发送验证码', done: '验证码已发出', next: '请填写收到的 6 位数字后签收。' },
  refuse: { failed: '没有退单', done: '退单已提出', next: '裁定前仍由贵单位先行核查，各项时限照常计算。' },
  withdraw: { failed: '没有撤回', done: '退单已撤回', next: '由贵单位继续办理。' },
  report: { failed: '没有报送', done: '核实初报已报送', next: '' },
  extend: { failed: '没有提出延期申请', done: '延期申请已提出', next: '未答复前时限不变。' },
  hand_on: { failed: '没有转交', done: '已转交', next: '' },
  take_back: { failed: '没有收回', done: '已收回', next: '由您继续办理。' },
};
export const wordsOf = (step: Step) => WORDS[step];

/** What was filled in, to be shown again; neither the token nor a code. */
export function keptOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !['form', 'step', 'code'].includes(entry[0]),
    ),
  );
}

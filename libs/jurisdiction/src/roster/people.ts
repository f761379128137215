/**
 * What annex 2 asks for of each role, and the deputies (B 角) that domain part (d) recommends. A slot holds one person or,
 * for `office`, one office.
 */
export const SLOTS = {
  charge_leader: { role: 'charge_leader', standby: false, label: '分管负责人' },
  office: { role: 'office', standby: false, label: '政务舆情协调机构（承办股室）' },
  handler: { role: 'handler', standby: false, label: '承办人' },
  liaison: { role: 'liaison', standby: false, label: '联络人' },
  handler_b: { role: 'handler', standby: true, label: '承办人（B角）' },
  liaison_b: { role: 'liaison', standby: true, label: '联络人（B角）' },
} as const;
export type Slot = keyof typeof SLOTS;
export const SLOT_KEYS = Object.keys(SLOTS) as Slot[];

/** In plain text; lives only as long as it is being worked with. */
export interface Person {
  name: string;
  phone: string | null;
  email: string | null;
}
export type Entries = Partial<Record<Slot, Person>>;

/** Full-width digits and letters, odd spaces and line breaks as people type them. */
export const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** 张 三 → 张三; spaces between other letters stay. Official brackets are full-width. */
export const readName = (text: string): string =>
  tidy(text)
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
    .replace(/\(([^()]*)\)/g, '（$1）');

const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/;
const NUMBER = /(?:\+?86[- ]?)?\d(?:[\d -]*\d)?/g;

/** A cell 联系方式: numbers in any form, an address, or both. What is neither comes back as `rest`. */
export function readContact(text: string): { phone: string | null; email: string | null; rest: string } {
  const plain = tidy(text)
    .replace(/[‐‑–—－]/g, '-')
    .replace(/\((0\d{2,3})\) ?/g, '$1-');
  const email = EMAIL.exec(plain)?.[0].toLowerCase() ?? null;
  const without = plain.replace(new RegExp(EMAIL, 'g'), ' ');
  const numbers = (without.match(NUMBER) ?? []).flatMap(splitNumbers);
  const known = numbers.map(readPhone).filter((phone) => phone !== null);
  const rest = without
    .replace(NUMBER, ' ')
    .replace(/手机|电话|座机|办公|固话|邮箱|电子邮件|微信|[:：,，;；、/()（）|]/g, ' ')
    .trim();
  const unread = numbers.filter((number) => readPhone(number) === null);
  return {
    phone: known.length > 0 ? [...new Set(known)].join('、') : null,
    email,
    rest: [rest, ...unread].filter(Boolean).join(' '),
  };
}

/** `13800000000 0358-7654321` is two numbers, `138 0000 0000` one. */
function splitNumbers(run: string): string[] {
  const digits = run.replace(/\D/g, '');
  if (digits.length <= 12) return [run];
  const parts = run.split(' ').filter(Boolean);
  return parts.every((part) => part.replace(/\D/g, '').length >= 7) ? parts : [run];
}

/** A mobile number as 11 digits, a fixed one as `0358-7654321`; null when it is no number to call. */
export function readPhone(text: string): string | null {
  const plain = tidy(text).replace(/^\+?86[- ]?(?=1\d)/, '');
  const digits = plain.replace(/\D/g, '');
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  if (/^1\d{10}$/.test(digits)) return null;
  const fixed = /^(010|02\d|0[3-9]\d{2})(\d{7,8})$/.exec(digits);
  if (fixed) {
    // A number grouped by its owner stays grouped: 0358-0000-001.
    const [, ...grouped] = plain.replaceAll(' ', '').split('-');
    return `${fixed[1]}-${grouped.length > 1 ? grouped.join('-') : fixed[2]}`;
  }
  return /^[2-9]\d{6,7}$/.test(digits) ? digits : null;
}

/** 138****0000, 0358-***4321: enough to recognise, not enough to call. */
export function maskPhone(phone: string): string {
  return phone
    .split('、')
    .map((number) => {
      const [area, local] = /^0\d{2,3}-/.test(number)
        ? [number.slice(0, number.indexOf('-') + 1), number.slice(number.indexOf('-') + 1)]
        : ['', number];
      const head = area === '' && local.length >= 11 ? 3 : 0;
      const hidden = Math.max(3, local.length - head - 4);
      return `${area}${local.slice(0, head)}${'*'.repeat(hidden)}${local.slice(head + hidden)}`;
    })
    .join('、');
}

/** l***@qinglan.example */
export const maskEmail = (email: string): string => email.replace(/^(.).*(?=@)/u, '$1***');

/** What the form of a unit still lacks, in the words of the form; `liaison` needs an address because mail is the channel. */
export function missingOf(entries: Entries, sealed: boolean): string[] {
  const missing = (['charge_leader', 'office', 'handler', 'liaison'] as const).flatMap((slot) => {
    const { label } = SLOTS[slot];
    const person = entries[slot];
    if (!person) return [slot === 'office' ? label : `${label}姓名`, `${label}联系方式`];
    return person.phone === null && person.email === null ? [`${label}联系方式`] : [];
  });
  if (entries.liaison && entries.liaison.email === null) missing.push('联络人邮箱');
  return sealed ? missing : [...missing, '盖章'];
}

import { maskNames } from './names.js';

const stars = (count: number): string => '*'.repeat(count);
/** Digits as people type them, in full width too. */
const D = '[0-9０-９]';
const GAP = '[\\s\\-－—.]?';
const NOT_BEFORE = `(?<![0-9０-９])`;
const NOT_AFTER = `(?![0-9０-９])`;

const IDENTITY = new RegExp(
  `${NOT_BEFORE}[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx](?![0-9A-Za-z])`,
  'g',
);
const CARD = new RegExp(
  `${NOT_BEFORE}[3-6]${D}{3}(?:[\\s-]?${D}{4}){3}(?:[\\s-]?${D}{1,3})?${NOT_AFTER}`,
  'g',
);
const MOBILE = new RegExp(
  `${NOT_BEFORE}(?:(?:\\+|00)?86${GAP})?([1１][3-9３-９]${D})${GAP}${D}{4}${GAP}${D}{4}${NOT_AFTER}`,
  'g',
);
const LANDLINE = new RegExp(`${NOT_BEFORE}(0${D}{2,3})[)）]?[\\s\\-－—]?${D}{7,8}${NOT_AFTER}`, 'g');
const LOCAL_NUMBER = new RegExp(
  `((?:电话|手机|座机|号码|联系方式|致电)[是为:：\\s]{0,3})${D}{7,8}${NOT_AFTER}`,
  'g',
);
const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
const CONTACT_ID =
  /((?:微信号?|薇信|[Vv][Xx]|QQ号?|qq号?|扣扣号?|微博号|抖音号|快手号)[是为:：\s]{1,3})[A-Za-z0-9_-]{5,20}/g;
/** 晋A12345, 晋AD12345 (new energy), also written 晋A·12345. */
const PLATE =
  /([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z])[·•\s]?(?=[A-HJ-NP-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])/g;

/**
 * Takes personal details out of a text before it is stored: identity and bank card numbers, telephone numbers, mail
 * addresses, number plates, account names given as contact, and names people give as theirs (surname stays: 张某). Short public
 * numbers (12345, 110) stay. Masking twice changes nothing.
 */
export function maskPersonal(text: string): string {
  const numbers = text
    .replace(MAIL, '***@***')
    .replace(IDENTITY, (found) => stars(found.length))
    .replace(CARD, (found, offset: number, whole: string) =>
      isCard(found, whole, offset) ? stars(16) : found,
    )
    .replace(MOBILE, (_found, first: string) => first + stars(8))
    .replace(LANDLINE, (_found, area: string) => `${area}-${stars(7)}`)
    .replace(LOCAL_NUMBER, (_found, label: string) => label + stars(7))
    .replace(PLATE, (_found, head: string) => head + stars(5))
    .replace(CONTACT_ID, (_found, label: string) => label + stars(6));
  return maskNames(numbers);
}

/** A long number is a card where its check digit says so or the words before it do; else it may be an order's number. */
function isCard(found: string, whole: string, offset: number): boolean {
  if (/(?:卡号|账号|帐号|银行)[^，。；\n]{0,12}$/.test(whole.slice(Math.max(0, offset - 20), offset)))
    return true;
  const digits = Array.from(found.normalize('NFKC').replace(/\D/g, ''), Number).toReversed();
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

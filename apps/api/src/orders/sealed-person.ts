import { seal, unseal } from '#secrets';

/** 王**: enough to recognise, not enough to name. */
export const maskName = (name: string): string => `${name.slice(0, 1)}**`;

/** 138****0000; of a short number only its last four digits stay. */
export function maskNumber(phone: string): string {
  const head = phone.length >= 11 ? 3 : 0;
  return `${phone.slice(0, head)}${'*'.repeat(Math.max(3, phone.length - head - 4))}${phone.slice(-4)}`;
}

/** Null for nothing said. */
export const sealText = (key: Buffer, text: string | null): Buffer | null =>
  text?.trim() ? seal(key, text.trim()) : null;

export const openText = (key: Buffer, sealed: Buffer | null): string | null => sealed && unseal(key, sealed);

/** A duration as the directory holds it: `PT30M`, `PT4H`, `P7D`, `P5WD`. */
export const DURATION_UNITS = { M: '分钟', H: '小时', D: '天', WD: '个工作日' } as const;
export type DurationUnit = keyof typeof DURATION_UNITS;

export interface DurationParts {
  amount: number | null;
  unit: DurationUnit;
}

/** What a form shows of a duration; one that is none has no amount. */
export function durationParts(iso: string): DurationParts {
  const [, amount, unit] = /^PT?(\d+)(H|M|D|WD)$/.exec(iso) ?? [];
  return { amount: amount === undefined ? null : Number(amount), unit: (unit ?? 'H') as DurationUnit };
}

/** The duration a form stands for; empty without an amount. */
export const durationOf = ({ amount, unit }: DurationParts): string =>
  amount === null || !Number.isInteger(amount) || amount <= 0
    ? ''
    : `P${unit === 'M' || unit === 'H' ? 'T' : ''}${amount}${unit}`;

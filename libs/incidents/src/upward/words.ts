import { DateTime } from 'luxon';
import type { UpwardDuty } from './facts.js';

export const minuteWords = (iso: string): string =>
  DateTime.fromISO(iso, { zone: 'Asia/Shanghai' }).toFormat('M月d日H时mm分');

export const dutyWords = ({ state, signedAt, reportedAt }: Omit<UpwardDuty, 'report'>): string => {
  if (state === 'sent') return '尚未签收';
  if (state === 'refused') return '已提出退单，裁定前先行核查';
  if (state === 'withdrawn') return '任务已撤回';
  const signed = signedAt ? `${minuteWords(signedAt)}签收` : '已签收';
  return reportedAt ? `${signed}，${minuteWords(reportedAt)}报送核实初报` : signed;
};

/** 首报, 续报2, 终报. */
export const upwardName = (kind: 'first' | 'follow' | 'final', number: number): string =>
  kind === 'first' ? '首报' : kind === 'final' ? (number > 1 ? `终报${number}` : '终报') : `续报${number}`;

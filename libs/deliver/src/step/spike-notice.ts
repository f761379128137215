import type { Address, Message } from '../channels/carrier.js';
import { escape } from '../mail/page.js';
import type { Desk } from './desk.js';
import { envelopeOf } from './letter.js';
import type { Opened } from './opened.js';

/** 异常增长, for the duty room of the publicity department; about no incident. */
export const SPIKE = 'spike_found';

/** What rises, how much, and where it is shown. */
export function spikeOf(opened: Opened, to: Address, desk: Desk): Message {
  const { data, rehearsal } = opened.notice;
  const label = typeof data['label'] === 'string' ? data['label'] : '';
  const usual = typeof data['expected'] === 'string' ? data['expected'] : '0';
  const link = `${desk.publicUrl}/spikes`;
  const line = `${label}相关信息一小时内${Number(data['observed'])}条，平时约${usual}条，请查看是否需要处置。`;
  const brief = {
    number: label,
    unit: null,
    level: '异常增长',
    due: null,
    link,
    title: `${label}相关信息异常增长`,
    rehearsal,
  };
  return {
    ...envelopeOf(opened, to, desk),
    subject: `${rehearsal ? '【演练】' : ''}异常增长：${label}`,
    text: [line, '', `异常增长：${link}`].join('\n'),
    html:
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body><p>${escape(line)}</p>` +
      `<p><a href="${escape(link)}">查看异常增长</a></p></body></html>`,
    brief,
  };
}

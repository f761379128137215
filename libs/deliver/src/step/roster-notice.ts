import type { EntityManager } from 'typeorm';
import type { NoticeRow } from '#incidents/service';
import { RosterUnitRow } from '#jurisdiction/service';
import type { Address, Message } from '../channels/carrier.js';
import { escape } from '../mail/page.js';
import type { Desk } from './desk.js';
import { envelopeOf } from './letter.js';
import { moment } from './moment.js';
import type { Opened } from './opened.js';

interface Words {
  title: string;
  line(units: string, due: string): string;
  /** The date of the unit's state it speaks of: once that has changed, it has been overtaken. */
  of?: 'confirmDueAt' | 'filingDueAt';
}

/** What is told about the roster of annex 2; about no incident. */
const WORDS: Record<string, Words> = {
  roster_confirm: {
    title: '请核对联络人名单',
    line: (units, due) =>
      `${units}的政务舆情联络人名单应在${due}前再次确认。请逐项核对姓名和联系方式，无误的点“确认名单无误”，有变动的直接修改。`,
    of: 'confirmDueAt',
  },
  roster_confirm_late: {
    title: '联络人名单逾期未确认',
    line: (units, due) =>
      `${units}的政务舆情联络人名单应在${due}前确认，至今尚未确认，请督促联络人核对。人员变动未更新的，交办可能送不到人。`,
    of: 'confirmDueAt',
  },
  roster_filing: {
    title: '请报送盖章的名单',
    line: (units, due) =>
      `${units}的联络人名单有变动，须在${due}前将加盖公章的名单（附件2）报送市政府办公室。名单页可以导出填好的表格。`,
    of: 'filingDueAt',
  },
  roster_unreachable: {
    title: '本单位联络人联系不上',
    line: (units) =>
      `发给${units}联络人、承办人的消息目前都送不到，交办和催办将直接发给您。请尽快更新联系方式，人员离岗的请确定替岗人。`,
  },
  roster_unreachable_office: {
    title: '有单位无人可以送达',
    line: (units) =>
      `下列单位的联络人、承办人和分管负责人目前都送不到：${units}。交办将转由办公室联系，请督促这些单位更新名单。`,
  },
};
/** Units named in one message. */
const NAMED = 10;

export const isAboutRoster = ({
  incidentId,
  template,
}: Pick<NoticeRow, 'incidentId' | 'template'>): boolean =>
  incidentId === null && Object.hasOwn(WORDS, template);

/** The message of it: what is to be done by when, and where. @returns null when it has been done meanwhile */
export async function rosterOf(
  manager: EntityManager,
  opened: Opened,
  to: Address,
  desk: Desk,
): Promise<Message | null> {
  const { notice } = opened;
  const words = WORDS[notice.template];
  const units = listOf(notice.data['units']);
  const dueAt = typeof notice.data['dueAt'] === 'string' ? new Date(notice.data['dueAt']) : null;
  if (!words) return null;
  if (words.of) {
    const where = { jurisdictionId: notice.jurisdictionId, unit: units[0] ?? '' };
    const state = await manager.findOneBy(RosterUnitRow, where);
    if (state?.[words.of]?.getTime() !== dueAt?.getTime()) return null;
  }
  const due = dueAt ? moment(dueAt) : null;
  const page = units.length === 1 ? `/${encodeURIComponent(units[0] ?? '')}` : '';
  const link = `${desk.publicUrl}/roster${page}`;
  const named = units.slice(0, NAMED).join('、') + (units.length > NAMED ? `等${units.length}个单位` : '');
  const line = words.line(named, due ?? '');
  return {
    ...envelopeOf(opened, to, desk),
    subject: `${words.title}：${units.length > 1 ? `${units.length}个单位` : named}`,
    text: [line, '', `联络人名单：${link}`].join('\n'),
    html:
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body><p>${escape(line)}</p>` +
      `<p><a href="${escape(link)}">打开联络人名单</a></p></body></html>`,
    brief: {
      number: '联络人名单',
      unit: units.length === 1 ? named : null,
      level: words.title,
      due,
      link,
      title: words.title,
      rehearsal: notice.rehearsal,
    },
  };
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

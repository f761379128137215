import type { EntityManager } from 'typeorm';
import { NightApprovalRow, type NoticeRow } from '#incidents/service';
import type { Address, Message } from '../channels/carrier.js';
import { escape } from '../mail/page.js';
import type { Desk } from './desk.js';
import { envelopeOf } from './letter.js';
import { moment } from './moment.js';
import type { Opened } from './opened.js';

interface Words {
  /** What the approval must be waiting for, else the message has been overtaken. */
  states: readonly NightApprovalRow['state'][];
  title: string;
  line(label: string, due: string): string;
}

/** 补签 of what is about no incident: a change of the directory. Those about one are templates like any other. */
const WORDS: Record<string, Words> = {
  countersign_due: {
    states: ['waiting'],
    title: '请补签',
    line: (label, due) => `${label}已于夜间经电话向您请示后生效，请在${due}前补签；如不同意，请登录说明。`,
  },
  countersign_unsigned: {
    states: ['unsigned'],
    title: '未按时补签',
    line: (label, due) => `${label}系夜间电话请示后生效，应在${due}前补签，至今尚未补签，请尽快补签或说明。`,
  },
  countersign_denied: {
    states: ['denied'],
    title: '补签人不同意',
    line: (label) => `${label}系夜间电话请示后生效，补签人表示不同意，请核对名录是否需要更正。`,
  },
};

export const isAboutDirectory = ({ incidentId, template }: NoticeRow): boolean =>
  incidentId === null && Object.hasOwn(WORDS, template);

/** The mail of it: which change, by when, and where it is signed. @returns null when it has been settled meanwhile */
export async function countersignOf(
  manager: EntityManager,
  opened: Opened,
  to: Address,
  desk: Desk,
): Promise<Message | null> {
  const { template, data } = opened.notice;
  const words = WORDS[template];
  const row = await manager.findOneBy(NightApprovalRow, { id: String(data['nightId']) });
  if (!words || !row || !words.states.includes(row.state)) return null;
  const due = moment(row.dueAt);
  const link = `${desk.publicUrl}/countersign`;
  const line = words.line(row.label, due);
  const brief = {
    number: row.label,
    unit: null,
    level: '夜间请示',
    due: template === 'countersign_due' ? due : null,
    link,
    title: words.title,
    rehearsal: row.rehearsal,
  };
  return {
    ...envelopeOf(opened, to, desk),
    subject: `${row.rehearsal ? '【演练】' : ''}${words.title}：${row.label}`,
    text: [line, '', `夜间请示与补签：${link}`].join('\n'),
    html:
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body><p>${escape(line)}</p>` +
      `<p><a href="${escape(link)}">查看并补签</a></p></body></html>`,
    brief,
  };
}

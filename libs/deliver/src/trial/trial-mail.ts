import { AUDIENCE_WORDS, CHANNEL_WORDS, CLOCK_WORDS } from '#incidents';
import type { PolicyTrialRow, PolicyTrialStepRow } from '#incidents/service';
import type { Message } from '../channels/carrier.js';
import { isTemplate, templates, type NoticeFacts } from '../mail/templates.js';
import type { Template } from '../mail/template.js';

/** Begins every message of a trial; nothing else of ours does. */
export const TRIAL_MARK = '【推演】';
const NO_ORDER = '这是催办规则的推演，不是正式通知，请勿据此办理。有关单位和人员没有收到任何消息。';

export interface TrialMailFacts {
  trial: PolicyTrialRow;
  step: PolicyTrialStepRow;
  /** Number of the incident: 2026-0143. */
  number: string;
  /** Where the trial is shown. */
  link: string;
  /** Moments as people read them. */
  moment: (at: Date) => string;
}

/** What the test address gets of one step: the real message's subject, and who would have had it by which ways. */
export function writeTrialMail(facts: TrialMailFacts): Pick<Message, 'subject' | 'text' | 'html' | 'brief'> {
  const { trial, step, link, moment } = facts;
  const notice = noticeFacts(facts);
  const lines = [
    NO_ORDER,
    ...(trial.changeId ? ['本次推演按尚未生效的规则进行，不是现行规则。'] : []),
    `推演时刻：${moment(step.plannedAt)}`,
    `催办规则：${step.policyName}，${step.repeat ? '重复催办' : `第${step.stepIndex + 1}步`}（${CLOCK_WORDS[step.clock]}）`,
    ...(step.unit ? [`所涉单位：${step.unit}`] : []),
    `应通知：${AUDIENCE_WORDS[step.audience] ?? step.audience}${step.reach === 'any' ? '（一人即可）' : ''}`,
    `届时能收到的：${readersOf(step)}`,
  ];
  return {
    subject: `${TRIAL_MARK}${subjectOf(step.template, notice)}`,
    text: [...lines, '', `查看推演：${link}`].join('\n'),
    html: htmlOf(lines, link),
    brief: {
      number: facts.number,
      unit: step.unit,
      level: trial.level,
      due: notice.signDue ?? notice.statutoryDue,
      link,
      title: TRIAL_MARK,
      rehearsal: true,
    },
  };
}

function subjectOf(template: string, notice: NoticeFacts): string {
  if (!isTemplate(template)) return `${notice.number}（${notice.level}）`;
  const words: Template = templates[template];
  return words.subject(notice);
}

function noticeFacts({ trial, step, number, moment }: TrialMailFacts): NoticeFacts {
  const due = step.clockDueAt ? moment(step.clockDueAt) : null;
  return {
    number,
    unit: step.unit,
    level: trial.level,
    signDue: step.clock === 'sign' ? due : null,
    statutoryDue: step.clock === 'statutory' ? due : null,
    rehearsal: false,
  };
}

/** 市教科局联络人（邮件、短信）、…; roles only, no names leave the house. */
function readersOf({ readers }: PolicyTrialStepRow): string {
  if (readers.length === 0) return '没有，名单上无可联系的人';
  return readers
    .map(
      ({ unit, role, channels, count }) =>
        `${unit ?? ''}${AUDIENCE_WORDS[role] ?? role}${count > 1 ? `${count}个` : ''}（${channels.map((one) => CHANNEL_WORDS[one] ?? one).join('、')}）`,
    )
    .join('、');
}

function htmlOf(lines: string[], link: string): string {
  const paragraphs = lines.map((line) => `<p>${escape(line)}</p>`).join('');
  return (
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif">` +
    `${paragraphs}<p><a href="${escape(link)}">查看推演</a></p></body></html>`
  );
}

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0) ?? 0};`);

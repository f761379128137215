import type { DocumentFacts } from './facts.js';
import { levelWords } from './parts.js';
import { list, minuteWords, plain } from './words.js';

/** What messengers carry in one piece. */
export const GROUP_TEXT_LENGTH = 300;

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const next = (facts: DocumentFacts) => facts.deadlines.find(({ state }) => state === 'open');

/**
 * What the office sends into its working group today: number, what, where, level, who, until when; at most 300 characters.
 * Nobody is named, no link is given.
 */
export function groupText(facts: DocumentFacts): string {
  const due = next(facts);
  const fixed = [
    `【${facts.opinionLevel}】${facts.number}`,
    `地点：${list(facts.places)}`,
    levelWords(facts),
    `回应主体：${list(facts.respondents)}`,
    `协调：${list(facts.coordinators)}`,
    due ? `${due.name}：${minuteWords(due.dueAt)}前` : '',
    '请就事办事，不得寻找发帖人、不得要求删帖。',
  ].filter(Boolean);
  const room = GROUP_TEXT_LENGTH - fixed.join('；').length - 1;
  const [head = '', ...rest] = fixed;
  const what = room > 10 ? cut(plain(facts.title), Math.min(room, 60)) : '';
  return cut([head, what, ...rest].filter(Boolean).join('；'), GROUP_TEXT_LENGTH);
}

/** What somebody reads out on the telephone, a sentence a line, with what to ask back. */
export function phoneScript(facts: DocumentFacts, unit: string): string[] {
  const due = next(facts);
  const duty = facts.duties.find((one) => one.unit === unit && one.state !== 'withdrawn');
  return [
    `您好，这里是${facts.roles.office}。`,
    `有一件政务舆情需要${unit}办理，编号${facts.number.replace('-', '杠')}。`,
    `内容是：${plain(facts.title)}。`,
    `地点：${list(facts.places)}。${levelWords(facts)}。`,
    duty?.state === 'sent' ? '目前系统里还没有签收，请尽快签收。' : '',
    due ? `${due.name}，截止${minuteWords(due.dueAt)}。` : '',
    '请核实情况，拟写回应口径，并就事办事，不得寻找发帖人、不得要求删帖。',
    '请问您贵姓、什么职务？现在能否确认收到？预计什么时候报送核实情况？',
    '（通话结束后，请在系统“登记通话”中记下接听人、时间和答复。）',
  ].filter(Boolean);
}

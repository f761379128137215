import type { CheckSpec } from './checklist.js';
import type { Review } from './review.js';
import type { Block, BlockKind } from './personal.js';

/** What is found, in words a writer knows. */
export const BLOCK_WORDS: Record<BlockKind, string> = {
  phone: '电话号码',
  identity: '身份证号',
  card: '银行卡号或其他长号码',
  mail: '邮箱地址',
  plate: '车牌号',
  account: '网络账号',
  name: '姓名',
  masked_name: '可认出本人的称呼',
  unfilled: '模板中没有填写的内容',
  post_link: '群众帖文的链接',
};

/** What to write in its place. */
export const BLOCK_ADVICE: Record<BlockKind, string> = {
  phone: '请删去；需要公布咨询方式的，写12345。',
  identity: '请删去。',
  card: '请删去。',
  mail: '请删去；需要公布咨询方式的，写12345。',
  plate: '请改为“涉事车辆”等说法。',
  account: '请改为“有网民”等说法。',
  name: '请改为“患者”“一名学生”“举报人”等说法，不写姓名。',
  masked_name: '姓氏连同时间、地点仍能认出本人，请改为“患者”“一名学生”等说法。',
  unfilled: '请填写，或删去这一处。',
  post_link: '请删去链接，用文字说明。',
};

const SHOWN = 5;

/** `（电话号码“0358-…”，姓名“李大海”）`, beside the refusal. */
export const blockWords = (blocks: readonly Block[]): string =>
  `（${blocks
    .slice(0, SHOWN)
    .map(({ kind, words }) => `${BLOCK_WORDS[kind]}“${words}”`)
    .join('，')}${blocks.length > SHOWN ? `等 ${blocks.length} 处` : ''}）`;

/** `（附件“名单.xlsx”表“名单”第3行的电话号码“138…”）` */
export const fileWords = (found: Review['found']): string =>
  `（${found
    .slice(0, SHOWN)
    .map(
      ({ file, finding }) => `附件“${file}”${finding.place}的${BLOCK_WORDS[finding.kind]}“${finding.words}”`,
    )
    .join('，')}${found.length > SHOWN ? `等 ${found.length} 处` : ''}）`;

export const itemWords = (items: readonly CheckSpec[]): string =>
  `（${items.map(({ text }) => text).join('；')}）`;

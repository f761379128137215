import type { LogType } from '#incidents/service';
import { BLOCK_WORDS } from '#respond';

type Data = Record<string, unknown>;
const text = (data: Data, key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};

/** `市应急管理局填3人，市卫体局填2人` */
function said(data: Data): string {
  const rows = Array.isArray(data['said']) ? (data['said'] as { unit: string; value: string | null }[]) : [];
  return rows.map(({ unit, value }) => (value === null ? `${unit}未填报` : `${unit}填${value}`)).join('，');
}

const blockWord = (data: Data): string =>
  (BLOCK_WORDS as Record<string, string>)[text(data, 'kind')] ?? '内容';

export const seatWords: Record<string, string> = {
  unit: '拟稿单位分管负责人',
  city: '市政府办公室会同市委宣传部',
};
export const wayWords: Record<string, string> = {
  dashboard: '系统内审签',
  link: '手机链接审签',
  phone: '电话请示',
  paper: '纸质签字',
  emergency: '紧急发布',
};

/** What became of the code that a link asks for from 重大 on. */
export const codeWords: Record<string, string> = {
  checked: '，短信验证码已核对',
  unavailable: '，短信未能发出，未核对验证码',
};

/** Sentences of the facts table, of the wording and of signatures. */
export const approvalSentences = {
  'fact.added': (data) => `核对表增列“${text(data, 'label')}”`,
  'fact.stated': (data) => `${text(data, 'unit')}填报“${text(data, 'label')}”：${text(data, 'value')}`,
  'fact.confirmed': (data) => `${text(data, 'unit')}确认“${text(data, 'label')}”：${text(data, 'value')}`,
  'fact.ruled': (data) =>
    `${text(data, 'unit')}裁定“${text(data, 'label')}”为${text(data, 'value')}（${said(data)}）：${text(data, 'reason')}`,
  'fact.removed': (data) => `核对表删去“${text(data, 'label')}”：${text(data, 'reason')}`,
  'fact.changed': (data) => `“${text(data, 'label')}”有变，已审签的回应稿退回重拟`,
  'response.finding_cleared': (data) =>
    `说明${text(data, 'unit')}回应稿附件中的一处${blockWord(data)}不是个人信息：${text(data, 'reason')}`,
  'response.finding_restored': (data) =>
    `撤回对${text(data, 'unit')}回应稿附件中一处${blockWord(data)}的说明`,
  'response.agreed': (data) => `${text(data, 'unit')}同意回应稿第${Number(data['number'])}版`,
  'response.objected': (data) =>
    `${text(data, 'unit')}不同意回应稿第${Number(data['number'])}版，退回修改：${text(data, 'comment')}`,
  'response.wording_ruled': (data) => `${text(data, 'unit')}裁定口径：${text(data, 'reason')}`,
  'approval.signed': (data) =>
    `回应稿第${Number(data['number'])}版已审签（${seatWords[text(data, 'seat')] ?? ''}，${wayWords[text(data, 'way')] ?? ''}${codeWords[text(data, 'code')] ?? ''}）`,
  'approval.returned': (data) =>
    `回应稿第${Number(data['number'])}版审签未同意${data['way'] === 'link' ? `（${wayWords['link']}）` : ''}，退回修改：${text(data, 'note')}`,
  'approval.denied': (data) =>
    `${seatWords[text(data, 'seat')] ?? ''}说明未同意电话请示的回应稿${data['undone'] === false ? '，该稿已发布，请核对是否更正' : '，审签作废'}`,
  'approval.emergency': (data) =>
    `按紧急发布办理回应稿第${Number(data['number'])}版，待补签：${text(data, 'reason')}`,
  'approval.settled': () => '紧急发布的回应稿已补签',
  'approval.unsigned': () => '紧急发布的回应稿到时仍未补签',
} satisfies Partial<Record<LogType, (data: Data) => string>>;

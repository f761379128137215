import { CHANNEL_WORDS } from '#incidents';
import type { NoticeRow } from '#incidents/service';
import { TEMPLATE_WORDS } from '#jurisdiction';
import type { DeliveryTry } from '../contract/index.js';

/** What a message is, in a few words, by its template. */
export const titleWords: Record<string, string> = {
  ...TEMPLATE_WORDS,
  informed: '知会',
  merged: '事件归并告知',
  merge_undone: '撤销归并告知',
  disposed: '无需再办告知',
  disposition_to_confirm: '处置意见待确认',
  disposed_undone: '请继续办理',
  unreachable: '承办人员联系不上，请协助',
  phone_unreached: '电话无人接听，请协助',
  needs_confirmation: '待确认承办单位',
  nothing_ahead: '无人跟进，请安排',
  coordination_recalled: '撤回协调函',
  coordination_by_hand: '请送达协调函',
  coordination_recalled_by_hand: '请告知撤回协调函',
  coordination_declined: '协调函被退回',
  refusal_to_confirm: '再次退单待批准',
  refusal_returned: '裁定意见退回',
  refusal_upheld: '退单裁定：维持原派',
  refusal_joint: '退单裁定：共同办理',
  refusal_moved: '退单裁定：改派',
  extension_asked: '延期申请',
  extension_granted: '延期已同意',
  extension_declined: '延期未获同意',
  round_opened: '新一轮回应开始',
  handed_on: '任务转交',
  hand_on_declined: '转交未登记',
  hand_on_to_register: '转交待登记名册',
  urged: '催办',
  urged_leader: '催办，报分管负责人',
  supervised: '督办单',
  supervision_near: '督办时限将到',
  supervision_overdue: '督办逾期',
  supervision_overdue_office: '督办逾期，报市政府办公室',
  supervision_answered: '督办已报送',
  supervision_returned: '督办退回重报',
  supervision_withdrawn: '督办撤回',
  instructed: '领导批示交办',
  instruction_near: '批示回告将到期',
  instruction_overdue: '批示逾期未回告',
  instruction_reported: '批示办理已报齐',
  super_again: '再次研判特别重大',
  spike_found: '异常增长',
  roster_confirm: '请核对联络人名单',
  roster_confirm_late: '联络人名单逾期未确认',
  roster_filing: '请报送盖章的名单',
  roster_unreachable: '本单位联络人联系不上',
  roster_unreachable_office: '有单位无人可以送达',
  emergency_at_night: '夜间突发情况',
  level_to_settle: '核定疑似等级',
  progress_due: '请报送办理进展',
  signed_by_phone: '电话代签告知',
  phone_sign_denied: '单位否认电话代签',
  countersign_due: '待补签',
  countersign_unsigned: '逾期未补签',
  countersign_denied: '电话请示未获认可',
  response_to_agree: '请核对口径',
  response_agree_reminder: '口径尚未确认',
  response_agree_overdue: '口径逾期未确认，请协调',
  response_to_sign: '回应稿请审签',
  response_sign_reminder: '回应稿尚未审签',
  response_sign_overdue: '回应稿逾期未审签，请督促',
  response_returned: '回应稿退回修改',
  response_approved: '回应稿已审签',
  response_remarked: '回应稿有修改意见',
  facts_differ: '各部门口径不一致',
  emergency_to_sign: '紧急发布待补签',
  emergency_unsigned: '紧急发布未按时补签',
  publication_due: '请发布回应稿',
  publication_near: '发布时限将到',
  publication_overdue: '逾期未发布',
  publication_stopped: '暂不发布',
  proof_differs: '请核对发布页面',
  commitment_made: '公开承诺',
  commitment_near: '公开承诺即将到期',
  commitment_due: '公开承诺到期',
  commitment_overdue: '公开承诺逾期',
  code: '签收验证码',
};

const OVER: Record<string, string> = {
  mail: '对方邮件服务器已接收',
  sms: '短信通道已接收',
  wecom: '已发到企业微信群',
  dingtalk: '已发到钉钉群',
  webhook: '对方系统已接收',
  app: '已放入站内消息',
  phone: '已电话告知',
};
const ARRIVED: Record<string, string> = {
  mail: '已送达',
  sms: '已送到手机',
  app: '已查看',
  phone: '已电话告知',
};
const HELD: Record<string, string> = {
  quiet: '夜间免打扰，早晨送出',
  muted: '接收人已静音，静音结束后送出',
  storm: '消息较多，稍后汇总送出',
};

const STATES: Record<NoticeRow['state'], DeliveryTry['state']> = {
  pending: 'waiting',
  bundled: 'waiting',
  sending: 'sending',
  committing: 'sending',
  accepted: 'accepted',
  delivered: 'delivered',
  failed: 'failed',
  cancelled: 'cancelled',
  to_call: 'to_call',
};

export const stateOf = ({ state }: NoticeRow): DeliveryTry['state'] => STATES[state];

/** Where a message stands, as the office would say it. */
export function stateWords(notice: NoticeRow): string {
  const { state, channel, bundledIn } = notice;
  if (state === 'pending') return waitingWords(notice);
  if (state === 'accepted') return `${bundledIn ? '已随汇总消息送出，' : ''}${OVER[channel] ?? '对方已接收'}`;
  if (state === 'delivered') return ARRIVED[channel] ?? '已送达';
  return PLAIN[state];
}

const PLAIN = {
  bundled: '随汇总消息发送',
  sending: '正在发送',
  committing: '正在发送',
  failed: '未能送达',
  cancelled: '事项已有进展，未再发送',
  to_call: '等待电话通知',
} as const;

function waitingWords({ held, attempts }: NoticeRow): string {
  if (held) return HELD[held] ?? '等待发送';
  return attempts > 0 ? '尚未成功，将再次发送' : '等待发送';
}

export const wayWords = (channel: string): string => CHANNEL_WORDS[channel] ?? channel;

import type { EscalationClock } from './stamped.js';

/** The clocks of the policies in the words of the notice. */
export const CLOCK_WORDS: Record<EscalationClock, string> = {
  sign: '签收',
  report: '核实初报',
  ruling: '退单裁定',
  statutory: '法定时限',
  order: '上级交办',
  letter: '协调函',
  pool: '待分派',
  incident: '交办知会',
  closing: '办结评估',
};

/** Who hears a step, in the words of the notice and its annex 2; roles of the roster among them. */
export const AUDIENCE_WORDS: Record<string, string> = {
  liaison: '联络人',
  handler: '承办人',
  liaison_and_handler: '联络人和承办人',
  charge_leader: '分管负责人',
  coordinator: '协调主体',
  duty: '值班人员',
  office: '市政府办公室',
  office_leader: '市政府办公室负责人',
  leadership: '市领导',
  outside: '协调函对方联络人',
  publicity: '市委宣传部',
  discipline: '纪检监察机关',
  endpoint: '机器人或接口',
  account: '账号',
};

export const CHANNEL_WORDS: Record<string, string> = {
  mail: '邮件',
  sms: '短信',
  wecom: '企业微信',
  dingtalk: '钉钉',
  webhook: '接口推送',
  app: '站内消息',
  phone: '电话',
};

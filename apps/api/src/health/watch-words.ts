/** What each finding of the watchdog is called on the page. */
const KINDS: Record<string, string> = {
  escalation_overdue: '到时未催办',
  announcement_waiting: '应告知未告知',
  notice_overdue: '消息到时未发出',
  notice_not_going: '消息反复发送不成',
  deadline_unmarked: '过时未标记逾期',
  routing_waiting: '研判后未分派',
  item_unjudged: '采集后未研判',
  duty_unwatched: '已交办而无催办安排',
  nobody_responsible: '办理中而无责任单位',
  unconfirmed_without_time: '待确认而无时限',
  nothing_ahead: '未办结而无后续安排',
  check_slow: '巡检本身超时',
  part_stopped: '有环节停顿',
};
const PARTS: Record<string, string> = {
  sweeps: '到时催办和补发',
  escalation: '上次各项均按时',
  'lease:sweeps': '当前负责催办',
  'lease:watch': '当前负责巡检',
};

export const kindTitle = (kind: string): string => KINDS[kind] ?? kind;
export const partTitle = (name: string): string => PARTS[name] ?? name;

/** What a call about a notice is to say, in a few words; the notice's template tells. */
const ABOUT: Record<string, string> = {
  assigned: '有新交办，请签收',
  informed: '有关事项知会',
  merged: '承办的事件已归并，请到新编号办理',
  merge_undone: '归并已撤销，请仍到原编号办理',
  reminder: '尚未签收，请尽快签收',
  overdue_leader: '逾期未签收，请督促签收',
  overdue_office: '承办单位逾期未签收，请督办',
  overdue_leadership: '承办单位长时间未签收，报请阅示',
  unreachable: '承办人员联系不上，请协助通知',
  phone_unreached: '联络人电话无人接听，请转告并督促',
  deadline_half: '回应时限已过半，请抓紧办理',
  deadline_near: '回应时限将到，请尽快回应',
  deadline_missed: '已过回应时限，请督办',
  deadline_missed_unit: '已过回应时限，请立即办理',
  report_reminder: '核实初报将到时限，请报送',
  report_overdue: '核实初报已逾期，请报送',
  report_overdue_leader: '核实初报逾期，请督促报送',
  needs_confirmation: '有事件待确认承办单位',
  response_to_agree: '有回应稿请核对口径',
  response_agree_reminder: '回应稿口径尚未确认，请尽快确认',
  response_to_sign: '有回应稿请审签',
  response_sign_reminder: '回应稿尚未审签，请尽快审签',
  emergency_to_sign: '紧急发布的回应稿请补签',
};

export const aboutCall = (template: string): string => ABOUT[template] ?? '有事项须您知悉，请登录查看';

/** The row has changed since the caller saw it; `current` is its version now (HTTP 409, code `stale`). */
export class StaleError extends Error {
  constructor(readonly current: number) {
    super(`stale: the version is now ${current}`);
  }
}

/** Reasons for which an action is refused; a closed list, stable as codes of the API. */
export const REFUSALS = {
  not_found: '没有这一事件或任务。',
  nothing_to_confirm: '这一事件还没有可以确认的交办方案。',
  no_respondent: '至少要有一个回应主体。',
  unknown_unit: '名录中没有这个单位，或该单位不能承担交办任务。',
  unknown_place: '名录中没有这个地点。',
  recused_unit: '该单位应当回避，不能承担这一事件的任务。',
  reason_missing: '请写明理由。',
  lowering_needs_two: '降低等级须写明理由并由两人复核，这里不能办理。',
  duty_withdrawn: '这项任务已经撤回，无须签收。',
  duty_informed_only: '这项任务只是知会，无须签收。',
  incident_closed: '这一事件已经办结。',
  duty_refused: '这项任务已提出退单，正待裁定；如愿承办，请先撤回退单。',
  refusal_off: '本市没有启用退单，如有异议请联系市政府办公室。',
  refusal_not_for_role: '这项任务不能退单，如有异议请联系市政府办公室。',
  refused_already: '本单位对这一事件已提出过一次退单，不能再次提出；如有新的情况请联系市政府办公室。',
  refusal_final: '这一事件的退单已由办公室负责人作出最终裁定，不能再次退单；如有新的情况请联系市政府办公室。',
  refusal_too_late: '已过提出退单的时限，请先行办理；如有异议请联系市政府办公室。',
  refusal_settled: '这项退单已经有了结果，请刷新后查看。',
  refusal_not_prepared: '这项退单还没有拟好的裁定意见。',
  proposed_itself: '拟派单位不能是本单位。',
  proposal_missing: '请选择拟派单位。',
  ruling_units_missing: '请选择改派或共同办理的单位。',
  ruling_itself: '改派或共同办理的单位不能是提出退单的单位。',
  report_empty: '请写明核实的情况。',
  sign_first: '请先签收，再报送核实初报。',
  reported_already: '核实初报已经报送。',
  deadline_fixed: '法定时限、上级时限和退单时限不能延长，只有签收和核实初报的内部时限可以申请延期。',
  no_such_clock: '这项时限没有在计时，无须延期。',
  extension_too_late: '这项时限已过，不能再申请延期，请尽快办理。',
  extension_not_later: '申请的时间应晚于现在的时限。',
  beyond_statutory: '申请的时间晚于法定时限或上级时限，不能延到那以后。',
  extension_waiting: '这项时限已有一份延期申请等待答复。',
  extension_settled: '这份延期申请已经答复，请刷新后查看。',
  not_in_pool: '这一事件已有责任单位，不在待分派之列。',
  must_respond: '这一事件属于必须回应的情形，登记首次回应以后才能办结。',
  in_the_future: '时间晚于现在，请核对。',
  order_open: '还有上级交办没有回告，请先登记回告，或登记撤销交办。',
  order_settled: '这件上级交办已经回告或撤销。',
  due_before_received: '上级要求的时限早于收到时间，请核对。',
  report_before_received: '回告时间早于收到时间，请核对。',
  letter_settled: '这封协调函已经确认、退回或撤回。',
  no_address: '该单位没有登记可用的邮箱，请改用其他方式送达并登记。',
  restricted_matter: '限权事件不直接派单。请先拆出公众诉求；如不属举报公职人员，请先认定后再派单。',
  split_first: '文中可能另有公众诉求，请先拆出，或写明没有可拆的诉求。',
  no_report: '这一事件不是举报公职人员的限权事件。',
  split_text_missing: '请至少选择一段拆出的内容并写明标题；没有可拆的诉求时，请写明理由。',
  still_accusing: '拆出的内容仍含指控，请去掉后重新提交。',
  split_out_already: '拆出的诉求已经交办，不能撤回。',
  no_split: '没有可以撤回的拆件。',
  unknown_person: '没有这名人员。',
  no_original: '这条信息没有原文链接。',
  original_withheld: '这一事件的原文不对承办单位开放，请与市政府办公室联系。',
  bad_url: '请填写以 http 或 https 开头的网址。',
} as const;
export type Refusal = keyof typeof REFUSALS;

/** An action that the rules do not allow; `message` is Chinese and may be shown. */
export class RefusedAction extends Error {
  constructor(
    readonly code: Refusal,
    detail = '',
  ) {
    super(`${REFUSALS[code]}${detail}`);
  }
}

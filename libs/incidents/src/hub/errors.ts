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
  must_respond: '这一事件属于必须回应的情形，登记首次回应以后才能办结。',
  in_the_future: '时间晚于现在，请核对。',
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

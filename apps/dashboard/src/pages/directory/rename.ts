/** `YYYY-MM-DD` of the day before; the text itself when it is no day. */
export function dayBefore(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) ? new Date(at - 86_400_000).toISOString().slice(0, 10) : day;
}

/** What keeps a rename from being looked at; empty when nothing does. */
export function newNameProblem(
  old: string,
  form: { name: string; code: string; from: string; basis: string },
  needsCode: boolean,
): string {
  const name = form.name.trim();
  if (!name) return '请填写新名称';
  if (name === old) return '新名称与原名称相同';
  if (needsCode && !form.code.trim()) return '请填写新编码';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(form.from)) return '请填写自何日起';
  return form.basis.trim() ? '' : '请填写依据';
}

import type { AssignmentRow, RefusalRow } from '#incidents/service';
import { escapeHtml } from '../http/page.js';
import { groundWords } from '../incidents/words.js';

/** What the signed page offers beside the signature. */
export interface CarePart {
  /** The unit's own refusal that nobody has ruled on yet. */
  waiting: RefusalRow | null;
  /** Until when it may be refused; null when it may not. */
  refuseBy: Date | null;
  /** Why not, where that is worth a word. */
  hint: string | null;
  /** Units that may be proposed. */
  units: string[];
  mayReport: boolean;
}

const STYLE = `<style>
label,fieldset{display:block;margin:0 0 12px;padding:0;border:0}legend{padding:0}
select,textarea{box-sizing:border-box;width:100%;min-height:48px;margin-top:4px;padding:8px;font:inherit;background:#fff;border:1px solid #6b7684;border-radius:6px}
.choice{display:flex;align-items:center;gap:8px;min-height:44px;margin:0}.choice input{width:20px;height:20px}
summary{min-height:44px;line-height:44px;font-weight:500;cursor:pointer}
button.plain{color:#1f5fbf;background:#fff;border:1px solid #1f5fbf}
</style>`;

/** First report and refusal on a telephone: a few taps, no script. */
export function carePart(care: CarePart, duty: AssignmentRow, when: (at: Date) => string): string {
  const parts = [
    care.waiting ? waitingPart(care.waiting, when) : '',
    care.mayReport ? reportPart(duty, when) : reportedPart(duty, when),
    care.refuseBy ? refusePart(care, care.refuseBy, when) : '',
    care.hint && duty.mustSign ? `<section class="note"><p>${escapeHtml(care.hint)}</p></section>` : '',
  ].join('');
  return parts ? `${STYLE}${parts}` : '';
}

function waitingPart(refusal: RefusalRow, when: (at: Date) => string): string {
  return `<section><h2>退单待裁定</h2>
<p>已于 ${when(refusal.raisedAt)} 提出退单（${groundWords[refusal.ground] ?? ''}），建议由${escapeHtml(refusal.proposed.join('、'))}承办。${escapeHtml(refusal.ruler)}应于 ${when(refusal.dueAt)} 前裁定。</p>
<p>裁定前仍由贵单位先行核查，各项时限照常计算。</p>
<form method="post"><input type="hidden" name="step" value="withdraw"><button type="submit" class="plain">撤回退单，由本单位承办</button></form></section>`;
}

function reportPart(duty: AssignmentRow, when: (at: Date) => string): string {
  const due = duty.reportDueAt ? `请于 ${when(duty.reportDueAt)} 前报送。` : '';
  return `<section><h2>核实初报</h2><form method="post"><input type="hidden" name="step" value="report">
<label>核实到的情况（500 字以内，不写个人信息）<textarea name="text" rows="4" maxlength="500" required></textarea></label>
<button type="submit">报送核实初报</button></form><p class="note">${due}</p></section>`;
}

const reportedPart = (duty: AssignmentRow, when: (at: Date) => string): string =>
  duty.reportedAt ? `<section><h2>核实初报</h2><p>已于 ${when(duty.reportedAt)} 报送。</p></section>` : '';

function refusePart(care: CarePart, by: Date, when: (at: Date) => string): string {
  const options = care.units.map((unit) => `<option>${escapeHtml(unit)}</option>`).join('');
  const ground = (value: string, means: string) =>
    `<label class="choice"><input type="radio" name="ground" value="${value}" required>${groundWords[value] ?? ''}（${means}）</label>`;
  return `<section><details><summary>不属本单位承办，提出退单</summary><form method="post">
<input type="hidden" name="step" value="refuse">
<fieldset><legend>理由</legend>${ground('wrong_place', '不在本辖区')}${ground('wrong_function', '不是本单位职责')}</fieldset>
<label>应由哪个单位承办<select name="proposed" required><option value="">请选择</option>${options}</select></label>
<label>依据<textarea name="note" rows="3" maxlength="500" required placeholder="如：该小区在某某街道，门牌为……"></textarea></label>
<button type="submit" class="plain">提出退单</button></form>
<p class="note">请于 ${when(by)} 前提出，同一事件只能提出一次。裁定前仍由贵单位先行核查，各项时限不变。</p></details></section>`;
}

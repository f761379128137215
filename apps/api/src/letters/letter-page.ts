import { DateTime } from 'luxon';
import type { LetterParts } from '#deliver/service';
import type { CoordinationRow } from '#incidents/service';
import { escapeHtml, page } from '../http/page.js';

const when = (at: Date) => DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日 HH:mm');

const STYLE = `<style>
.letter p{text-indent:2em}.letter h1{text-align:center}.letter .to,.letter .no{text-indent:0}.letter .end{text-align:right;text-indent:0}
label{display:block;margin:0 0 12px}input,textarea{box-sizing:border-box;width:100%;min-height:44px;margin-top:4px;padding:8px;font:inherit;border:1px solid #8993a4;border-radius:6px}
button.plain{color:#1f2329;background:#fff;border:1px solid #8993a4}.fault{color:#b3261e}
@media print{form,.note,.state{display:none}section{border:0}}
</style>`;

/** The letter behind its link: to read, to confirm, to name somebody, to send back. */
export function letterPage(letter: CoordinationRow, text: LetterParts, fault: string | null): string {
  const paragraphs = text.paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`).join('');
  return page(
    `${text.number} 协调函`,
    `${STYLE}${fault ? `<section role="alert"><p class="fault">${escapeHtml(fault)}</p></section>` : ''}
<section class="letter"><p class="no">${escapeHtml(text.number)}</p><h1>${escapeHtml(text.title)}</h1>
<p class="to">${escapeHtml(text.to)}：</p>${paragraphs}
<p class="end">${escapeHtml(text.from)}</p><p class="end">${escapeHtml(text.date)}</p></section>
${answerPart(letter)}
<section class="note"><p>本页仅限收函单位使用，请勿转发。函件不含个人信息。</p></section>`,
  );
}

function answerPart({ state, settledAt, reason }: CoordinationRow): string {
  if (state === 'confirmed')
    return `<section class="state"><h2>已确认</h2><p>确认时间：${settledAt ? when(settledAt) : ''}。谢谢支持，有变化请直接联系市政府办公室。</p></section>`;
  if (state === 'declined')
    return `<section class="state"><h2>已退回</h2><p>退回理由：${escapeHtml(reason ?? '')}。市政府办公室将另行联系。</p></section>`;
  return `<section><h2>确认协调</h2><form method="post">
<input type="hidden" name="step" value="confirm">
<label>协调联络人（不填则为收函人）<input name="person" maxlength="40" autocomplete="name"></label>
<label>联系电话<input name="phone" type="tel" maxlength="30" autocomplete="tel"></label>
<button type="submit">确认协调</button></form></section>
<section><h2>不属我单位</h2><form method="post">
<input type="hidden" name="step" value="decline">
<label>请说明理由，知道应由谁协调的请写明<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
<button type="submit" class="plain">退回市政府办公室</button></form></section>`;
}

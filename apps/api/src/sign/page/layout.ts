import { DateTime } from 'luxon';
import { escapeHtml } from '../../http/page.js';

/**
 * One file, no script, nothing loaded from elsewhere, no rule newer than the browsers built into messengers of ten years
 * ago (no grid, no gap, no custom properties). Targets are 48 px high at least; colours keep 4.5:1 and more.
 */
const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:#1f2329;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;-webkit-text-size-adjust:100%}
main{max-width:640px;margin:0 auto;padding:12px}
section,details{display:block;background:#fff;border:1px solid #dfe1e6;border-radius:8px;padding:16px;margin:0 0 12px}
h1{font-size:20px;line-height:1.4;margin:4px 0 8px}h2{font-size:17px;margin:0 0 8px}p{margin:0 0 8px}
table{width:100%;border-collapse:collapse}th{width:5.5em;font-weight:400;color:#5e6673;text-align:left;vertical-align:top;padding:4px 8px 4px 0;white-space:nowrap}td{padding:4px 0;vertical-align:top;word-wrap:break-word;word-break:break-word}
blockquote{margin:0 0 12px;padding-left:12px;border-left:3px solid #c1c7d0;white-space:pre-wrap;word-wrap:break-word}
ol,ul{margin:0 0 8px;padding-left:1.4em}
a{color:#1a56b0}
label,fieldset{display:block;margin:0 0 14px;padding:0;border:0}legend{padding:0}
input,select,textarea{display:block;width:100%;min-height:48px;margin-top:4px;padding:8px;font:inherit;color:#1f2329;background:#fff;border:1px solid #6b7684;border-radius:6px}
label.choice{position:relative;min-height:48px;line-height:24px;margin:0;padding:12px 0 12px 36px}
label.choice input{position:absolute;left:4px;top:14px;display:inline-block;width:20px;height:20px;min-height:0;margin:0}
button,a.button{display:block;width:100%;min-height:52px;line-height:1.5;padding:12px;font:inherit;font-weight:500;text-align:center;text-decoration:none;color:#fff;background:#1f5fbf;border:1px solid #1f5fbf;border-radius:8px}
button.plain,a.plain{color:#1a56b0;background:#fff}
button:focus,a:focus,input:focus,select:focus,textarea:focus,summary:focus{outline:3px solid #1a56b0;outline-offset:2px}
summary{margin:-16px;padding:14px 16px;min-height:52px;font-weight:500;color:#1a56b0}
details[open] summary{margin-bottom:0}
.ask{border-color:#1f5fbf;border-width:2px}.ask strong{font-size:18px}
.done{background:#eaf6ee;border-color:#3f8f5a}.fault{background:#fdf0ee;border-color:#b3261e}.drill{background:#fff7e0;border-color:#b98a1d}
form+.note,form+form{margin-top:10px}.note{color:#5e6673;font-size:14px}.late{color:#b3261e;font-weight:600}
ins{background:#e3f1e6;color:#14532d}del{background:#fbe9e7;color:#8c1d18}.prose p{white-space:pre-wrap;word-wrap:break-word}.prose{font-size:17px}
.level{font-weight:600}.l4{color:#b3261e}.l3{color:#a34a00}.l2{color:#7a5c00}.l1{color:#1f5fbf}`;

/** `body` is HTML made with `escapeHtml`. */
export const lightPage = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><meta name="format-detection" content="telephone=no"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;

/** `2026年11月23日 12:30`, Asia/Shanghai. */
export const when = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日 HH:mm');

/** `还有 3 小时 20 分`, `已超 15 分钟`. */
export function left(due: Date, now: Date): string {
  const minutes = Math.round((due.getTime() - now.getTime()) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const span = hours === 0 ? `${rest} 分钟` : rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
  return minutes >= 0 ? `还有 ${span}` : `已超 ${span}`;
}

/** A due time with what is left of it; what is over stands out. */
export const due = (at: Date, now: Date): string =>
  `${when(at)}（${at < now ? `<span class="late">${left(at, now)}</span>` : left(at, now)}）`;

/** A form of the page: its step, its token, its fields and its one button. */
export const form = (
  token: string,
  step: string,
  fields: string,
  button: string,
  kind: '' | 'plain' = '',
): string =>
  `<form method="post" autocomplete="off"><input type="hidden" name="form" value="${token}"><input type="hidden" name="step" value="${step}">${fields}<button type="submit"${kind ? ` class="${kind}"` : ''}>${button}</button></form>`;

/** Rows of a table with a name on the left; values are HTML. */
export const rows = (facts: readonly (readonly [string, string])[]): string =>
  `<table>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`).join('')}</table>`;

/** A field of several lines, with what had been filled in when it was not taken. */
export const area = (
  label: string,
  name: string,
  kept: Kept,
  more: { max: number; rows?: number; hint?: string; optional?: boolean },
): string =>
  `<label>${label}<textarea name="${name}" rows="${more.rows ?? 3}" maxlength="${more.max}" autocomplete="off"${more.optional ? '' : ' required'}${more.hint ? ` placeholder="${escapeHtml(more.hint)}"` : ''}>${escapeHtml(kept[name] ?? '')}</textarea></label>`;

/** A choice among a few, one below the other. */
export const choice = (name: string, value: string, words: string, kept: Kept): string =>
  `<label class="choice"><input type="radio" name="${name}" value="${value}" required${kept[name] === value ? ' checked' : ''}>${words}</label>`;

/** What had been filled in, by field. */
export type Kept = Readonly<Record<string, string>>;

/** Behind a line to tap, unless it has just been tried. */
export const fold = (summary: string, body: string, open: boolean): string =>
  `<details${open ? ' open' : ''}><summary>${summary}</summary>${body}</details>`;

import { escapeHtml } from '../../http/page.js';
import { drillPart, LEVELS, outcomePart, quote } from '../page/head-part.js';
import { area, due, fold, form, lightPage, when } from '../page/layout.js';
import { taskAsked, type InstructScene } from './instruct-scene.js';

/** One task of a leader's instruction on a telephone: the words, what is asked of the unit, what it reports. */
export function instructPage(scene: InstructScene): string {
  const { open } = taskAsked(scene);
  const parts = [
    headPart(scene),
    wordsPart(scene),
    saidPart(scene),
    open ? formsPart(scene) : '',
    matterPart(scene),
    lastPart(scene),
  ];
  return lightPage(`${scene.incident.number} 领导批示`, parts.join('\n'));
}

function headPart(scene: InstructScene): string {
  const { incident, task, now } = scene;
  const asked = taskAsked(scene);
  const by = asked.open ? `<p>回告时限：${due(task.dueAt, now)}</p>` : '';
  const lines = asked.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return `${drillPart(incident)}${outcomePart(scene)}<section><p>${LEVELS[incident.opinionLevel]} ${escapeHtml(incident.number)}</p><h1>${escapeHtml(incident.title)}</h1></section>
<section class="ask"><p><strong>${escapeHtml(asked.title)}</strong></p>${by}${lines}</section>`;
}

/** What was written and what it asks of the unit; who wrote it stays with the office (decision 30). */
function wordsPart({ instruction, task }: InstructScene): string {
  return `<section><h2>市领导批示</h2><blockquote>${escapeHtml(instruction.words)}\n<span class="note">${when(instruction.givenAt)}，批于${escapeHtml(instruction.paper)}</span></blockquote>
<h2>对${escapeHtml(task.unit)}的要求</h2><p>${escapeHtml(task.requirement)}</p></section>`;
}

function saidPart({ task, progress }: InstructScene): string {
  const said = [
    ...progress.map(({ at, text }) => ['办理进展', at, text] as const),
    ...(task.reportedAt ? [['办理结果', task.reportedAt, task.report ?? ''] as const] : []),
  ];
  const entries = said.map(
    ([what, at, text]) =>
      `<blockquote><strong>${what}</strong>\n${escapeHtml(text)}\n<span class="note">${when(at)}</span></blockquote>`,
  );
  return entries.length > 0 ? `<section><h2>本单位已报送</h2>${entries.join('')}</section>` : '';
}

function formsPart(scene: InstructScene): string {
  const { form: token, kept, outcome } = scene;
  const report = area('办理结果', 'report', kept, {
    max: 2000,
    rows: 5,
    hint: '如：今晚 20 时已恢复供水，入户回访 120 户，均无异议',
  });
  const progress = area('办理进展', 'progress', kept, {
    max: 2000,
    hint: '如：管道已挖开，预计今晚 20 时修复',
  });
  const again = outcome?.step === 'progress';
  return `${fold('报送进展（还在办理）', `${form(token, 'progress', progress, '报送进展', 'plain')}<p class="note">报送进展不改变回告时限。</p>`, again && !outcome.ok)}
<section><h2>回告办理结果</h2>${form(token, 'report', report, '报送办理结果')}<p class="note">不写群众个人信息。报送后不能修改。</p></section>`;
}

function matterPart({ items, now }: InstructScene): string {
  return `<section><h2>反映的内容</h2>${items.map(quote).join('') || '<p>人工登记的事件，暂无原文。</p>'}<p class="note">现在是 ${when(now)}。请围绕群众关切核实处理，不得寻找发帖人、不得要求删帖。</p></section>`;
}

const lastPart = ({ publicUrl }: InstructScene): string =>
  `<section><p><a class="button plain" href="${escapeHtml(publicUrl)}/instructions">登录系统查看全部批示</a></p><p class="note">本链接只供您本人使用，请不要转发。</p></section>`;

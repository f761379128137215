import type { SignatureView } from '../../contract/index.js';
import { escapeHtml } from '../../http/page.js';
import { drillPart, LEVELS, outcomePart } from '../page/head-part.js';
import { area, due, fold, form, lightPage, rows, when } from '../page/layout.js';
import { standOf, type ApproveScene, type Stand } from './approve-scene.js';

/** One text on a leader's telephone: what is asked, the whole text, what it rests on, and the two buttons. */
export function approvePage(scene: ApproveScene): string {
  const stand = standOf(scene);
  const parts = [headPart(scene, stand), ...(stand.shows ? shownParts(scene, stand) : []), lastPart(scene)];
  return lightPage(`${scene.view.number} 回应稿审签`, parts.join('\n'));
}

const shownParts = (scene: ApproveScene, stand: Stand): string[] => [
  textPart(scene),
  changesPart(scene, stand.acts),
  factsPart(scene),
  checklistPart(scene),
  filesPart(scene),
  signaturesPart(scene),
  stand.acts ? actsPart(scene) : '',
  matterPart(scene),
];

function headPart(scene: ApproveScene, stand: Stand): string {
  const { view, now } = scene;
  const dueAt = view.dueAt === null ? null : new Date(view.dueAt);
  const by = stand.acts && dueAt ? `<p>审签时限：${due(dueAt, now)}</p>` : '';
  const clock = scene.clocks[0];
  const law = stand.acts && clock ? `<p>${escapeHtml(clock.name)}：${due(clock.dueAt, now)}</p>` : '';
  const jump = stand.acts ? '<p><a class="button plain" href="#act">看完了，到审签处</a></p>' : '';
  const lines = stand.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return `${drillPart(view)}${outcomePart(scene)}<section><p>${LEVELS[view.level]} ${escapeHtml(view.number)}</p><h1>${escapeHtml(view.title)}</h1><p class="note">${escapeHtml(scene.writers)} 拟稿，第 ${view.edition} 版</p></section>
<section class="ask"><p><strong>${escapeHtml(stand.title)}</strong></p>${by}${law}${lines}${jump}</section>`;
}

function textPart({ view }: ApproveScene): string {
  const paragraphs = view.text.split('\n').filter((line) => line.trim() !== '');
  return `<section class="prose"><h2>文稿全文</h2>${paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</section>`;
}

const TAGS = { same: '', added: 'ins', removed: 'del' } as const;

function changesPart({ changes }: ApproveScene, open: boolean): string {
  if (!changes) return '';
  const words = changes.parts
    .map(({ kind, text }) => {
      const tag = TAGS[kind];
      return tag ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text);
    })
    .join('');
  const key = '<p class="note"><ins>绿底下划线</ins>为增加，<del>红底删除线</del>为删去。</p>';
  return fold(`与第 ${changes.from} 版的差别`, `<div class="prose"><p>${words}</p></div>${key}`, open);
}

function factsPart({ view }: ApproveScene): string {
  if (view.facts.length === 0 && view.agreements.length === 0) return '';
  const facts = view.facts.map(({ label, value, open }): [string, string] => [
    escapeHtml(label),
    open
      ? `<span class="late">${escapeHtml(value ?? '尚未一致')}（尚未一致）</span>`
      : escapeHtml(value ?? ''),
  ]);
  const open = view.facts.filter((fact) => fact.open).length;
  const said =
    facts.length === 0
      ? ''
      : `${rows(facts)}<p class="note">${open > 0 ? `${open} 项不一致或未确认，一致以前不能签发。` : '各部门口径一致。'}</p>`;
  const agreed = view.agreements.map(({ unit, agrees, comment }): [string, string] => [
    escapeHtml(unit),
    `${agrees === null ? '尚未确认' : agrees ? '同意' : '不同意'}${comment ? `：${escapeHtml(comment)}` : ''}`,
  ]);
  return `<section><h2>口径核对</h2>${said}${agreed.length > 0 ? rows(agreed) : ''}</section>`;
}

function checklistPart({ view }: ApproveScene): string {
  if (view.checklist.length === 0) return '';
  const items = view.checklist.map(
    ({ text, answer }) => `<p>${escapeHtml(text)}：<strong>${escapeHtml(answer)}</strong></p>`,
  );
  return fold(`审签清单 ${items.length} 项，拟稿人已逐项填写`, items.join(''), false);
}

/** What goes out with it; opened where somebody has said that what looks like a person's is not. */
function filesPart({ view: { files } }: ApproveScene): string {
  if (files.length === 0) return '';
  const items = files.map(({ name, checkedBy, cleared }) => {
    const checked = checkedBy ? `，${escapeHtml(checkedBy)}已人工核对` : '';
    const said = cleared.map(
      ({ what, words, place, reason, by }) =>
        `<p class="note">${escapeHtml(place)}的“${escapeHtml(words)}”形似${escapeHtml(what)}，${escapeHtml(by)}说明不是个人信息：${escapeHtml(reason)}</p>`,
    );
    return `<p>${escapeHtml(name)}${checked}</p>${said.join('')}`;
  });
  const count = files.reduce((sum, { cleared }) => sum + cleared.length, 0);
  const note = '<p class="note">附件全文请登录系统查看。</p>';
  const title = `附件 ${files.length} 个${count > 0 ? `，${count} 处经说明不是个人信息` : ''}`;
  return fold(title, items.join('') + note, count > 0);
}

function signaturesPart({ view }: ApproveScene): string {
  const seats = view.seats.map(
    ({ words, signed }) =>
      `<p>${escapeHtml(words)}：${signed ? signature(signed) : '<strong>待审签</strong>'}</p>`,
  );
  const past = view.history.filter((one) => !one.holds || one.decision === 'returned').map(pastWords);
  const earlier = past.length > 0 ? `<section><h2>此前的审签意见</h2>${past.join('')}</section>` : '';
  return `<section><h2>审签</h2>${seats.join('')}</section>${earlier}`;
}

const signature = ({ signer, wayWords, signedAt, note }: SignatureView): string =>
  `${escapeHtml(signer)}，${escapeHtml(wayWords)}，${when(new Date(signedAt))}${note ? `：${escapeHtml(note)}` : ''}`;

function pastWords({ number, signer, by, denied, decision, note, at }: SignatureView): string {
  const what = denied ? '说明未曾同意' : decision === 'returned' ? '退回' : '同意，已作废';
  return `<p>第 ${number} 版，${escapeHtml(signer || by)}${what}${note ? `：${escapeHtml(note)}` : ''}<span class="note">（${when(new Date(at))}）</span></p>`;
}

const hidden = (name: string, value: number) => `<input type="hidden" name="${name}" value="${value}">`;

function actsPart(scene: ApproveScene): string {
  const { view, form: token, kept, outcome } = scene;
  const seen = hidden('version', view.version) + hidden('edition', view.edition);
  const comment = area('修改意见', 'comment', kept, { max: 500, hint: '写明需要修改的内容' });
  const what =
    view.state === 'published'
      ? '文稿已经发布，不能退回；您的意见记录在案，由市政府办公室决定是否更正。'
      : '退回以后，已有的签字作废，拟稿单位修改后重新送审。';
  const back = fold(
    view.state === 'published' ? '不同意' : '退回修改',
    `${form(token, 'return', seen + comment, view.state === 'published' ? '提交意见' : '退回修改', 'plain')}<p class="note">${what}</p>`,
    outcome?.ok === false && outcome.step === 'return',
  );
  return `<section id="act"><h2>您的意见</h2>${agreePart(scene, seen)}</section>${back}`;
}

/** One tap; from 重大 on with a code, where there is a gateway for short messages. */
function agreePart({ view, code, phone, form: token, kept }: ApproveScene, seen: string): string {
  const missing = view.seats.filter(({ signed }) => !signed).length;
  const word = missing > 1 ? '同意（还需另一人审签）' : '同意';
  const note = area('审签意见（可以不填）', 'note', kept, { max: 500, rows: 2, optional: true });
  const means = `<p class="note">同意表示您已看过第 ${view.edition} 版全文。审签记录会注明由手机链接作出。</p>`;
  const number = escapeHtml(phone);
  if (code.kind === 'ask')
    return `${form(token, 'code', '', '获取短信验证码')}<p class="note">本件等级较高，同意须填写发到 ${number} 的验证码。</p>`;
  if (code.kind === 'sent') {
    const field =
      '<label>短信验证码（6 位数字）<input name="code" inputmode="numeric" pattern="[0-9]*" maxlength="6" autocomplete="off" required></label>';
    return `${form(token, 'approve', seen + note + field, word)}<p class="note">已发到 ${number}，${when(code.expiresAt)} 前有效。</p>${means}
${form(token, 'code', '', '重新获取验证码', 'plain')}<p class="note">收不到短信的，请登录系统审签，或由值班人员电话请示登记。</p>`;
  }
  const unsent =
    code.kind === 'unavailable' ? '<p class="note">短信暂时不能发出，可以直接审签，记录会注明。</p>' : '';
  return `${unsent}${form(token, 'approve', seen + note, word)}${means}`;
}

function matterPart({ view, clocks, now }: ApproveScene): string {
  const lines = view.matter.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const times = clocks.map(({ name, dueAt }): [string, string] => [escapeHtml(name), due(dueAt, now)]);
  return `<section><h2>事件</h2>${lines}${times.length > 1 ? rows(times) : ''}<p class="note">现在是 ${when(now)}。</p></section>`;
}

const lastPart = ({ publicUrl }: ApproveScene): string =>
  `<section><p><a class="button plain" href="${escapeHtml(publicUrl)}/approvals">登录系统查看全部待办</a></p><p class="note">本链接只供您本人使用，请不要转发。</p></section>`;

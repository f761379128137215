import { maskPhone } from '#jurisdiction/service';
import { escapeHtml } from '../../http/page.js';
import { contactRoleWords } from '../../incidents/link-words.js';
import { groundWords } from '../../incidents/words.js';
import { isLeaderView, isOver, onlyLooks, type SignScene } from '../scene.js';
import { area, choice, fold, form, left, when } from './layout.js';
import { isSigned } from '#incidents';

/** The buttons: what may be done now, the likeliest first. */
export function stepParts(scene: SignScene): string {
  if (isOver(scene)) return '';
  if (onlyLooks(scene))
    return `<section>${form(scene.form, 'take_back', '', '收回，由我办理', 'plain')}</section>`;
  return [
    scene.duty.state === 'sent' ? signPart(scene) : '',
    waitingPart(scene),
    reportPart(scene),
    refusePart(scene),
    extendPart(scene),
    handOnPart(scene),
    draftPart(scene),
  ].join('');
}

const tried = ({ outcome }: SignScene, step: string): boolean =>
  outcome?.ok === false && outcome.step === step;

function signPart(scene: SignScene): string {
  const { code, reader, form: token } = scene;
  const means = '<p class="note">签收表示贵单位已知悉并开始办理，不表示认定事实。</p>';
  const word = isLeaderView(scene) ? '由我签收' : '签收';
  const phone = reader?.phone ? escapeHtml(maskPhone(reader.phone)) : '';
  if (code.kind === 'ask')
    return `<section>${form(token, 'code', '', '获取短信验证码')}<p class="note">本件等级较高，签收须填写发到 ${phone} 的验证码。</p>${means}</section>`;
  if (code.kind === 'sent') {
    const field =
      '<label>短信验证码（6 位数字）<input name="code" inputmode="numeric" pattern="[0-9]*" maxlength="6" autocomplete="off" required></label>';
    return `<section>${form(token, 'sign', field, word)}<p class="note">已发到 ${phone}，${when(code.expiresAt)} 前有效。</p>${means}
${form(token, 'code', '', '重新获取验证码', 'plain')}<p class="note">收不到短信的，请登录系统签收，或与市政府值班室联系。</p></section>`;
  }
  const unsent =
    code.kind === 'unavailable' ? '<p class="note">短信暂时不能发出，可以直接签收，签收记录会注明。</p>' : '';
  return `<section>${unsent}${form(token, 'sign', '', word)}${means}</section>`;
}

function waitingPart({ care, form: token }: SignScene): string {
  const { waiting, ruled } = care;
  if (waiting)
    return `<section><h2>退单待裁定</h2>
<p>已于 ${when(waiting.raisedAt)} 提出退单（${groundWords[waiting.ground] ?? ''}），建议由${escapeHtml(waiting.proposed.join('、'))}承办。${escapeHtml(waiting.ruler)}应于 ${when(waiting.dueAt)} 前裁定。</p>
<p>裁定前仍由贵单位先行核查，各项时限照常计算。</p>${form(token, 'withdraw', '', '撤回退单，由本单位承办', 'plain')}</section>`;
  if (!ruled?.ruling) return '';
  const words = {
    upheld: '维持原派，请继续办理',
    joint: '由贵单位与其他单位共同办理',
    reassigned: '改派其他单位',
  };
  return `<section><h2>退单已裁定</h2><p>${words[ruled.ruling.outcome]}。</p><p>理由：${escapeHtml(ruled.ruling.reason)}</p></section>`;
}

const TRUTHS: [string, string][] = [
  ['true', '属实'],
  ['partly', '部分属实'],
  ['false', '不属实'],
  ['checking', '正在核实'],
];

function reportPart(scene: SignScene): string {
  const { care, duty, form: token, kept, now } = scene;
  if (!care.mayReport) return '';
  const by = duty.reportDueAt
    ? `<p>请于 ${when(duty.reportDueAt)} 前报送（${left(duty.reportDueAt, now)}）。</p>`
    : '';
  const fields = `<fieldset><legend>一、是否属实</legend>${TRUTHS.map(([value, words]) => choice('truth', value, words, kept)).join('')}</fieldset>
${area('核实到的情况（可以不填）', 'found', kept, { max: 300, optional: true, hint: '如：三栋楼停水，涉及 120 户' })}
${area('二、已采取的措施', 'measures', kept, { max: 300, hint: '如：已派人抢修，送水车到位' })}
${area('三、下一步安排及时间', 'next', kept, { max: 300, hint: '如：今晚 22 时前恢复供水，随后入户回访' })}`;
  return `<section><h2>核实初报</h2>${by}${form(token, 'report', fields, '报送核实初报')}<p class="note">不写群众个人信息。报送后不能修改。</p></section>`;
}

function refusePart(scene: SignScene): string {
  const { care, form: token, kept } = scene;
  if (!care.refuseBy)
    return care.hint ? `<section class="note"><p>${escapeHtml(care.hint)}</p></section>` : '';
  const options = care.units
    .map((unit) => `<option${kept['proposed'] === unit ? ' selected' : ''}>${escapeHtml(unit)}</option>`)
    .join('');
  const ground = (value: string, means: string) =>
    choice('ground', value, `${groundWords[value] ?? ''}（${means}）`, kept);
  const fields = `<fieldset><legend>理由</legend>${ground('wrong_place', '不在本辖区')}${ground('wrong_function', '不是本单位职责')}</fieldset>
<label>应由哪个单位承办<select name="proposed" required><option value="">请选择</option>${options}</select></label>
${area('依据', 'note', kept, { max: 500, hint: '如：该小区在某某街道，门牌为……' })}`;
  const note = `<p class="note">请于 ${when(care.refuseBy)} 前提出，同一事件只能提出一次。裁定前仍由贵单位先行核查，各项时限不变。</p>`;
  return fold(
    '退单（不属本单位承办）',
    form(token, 'refuse', fields, '提出退单', 'plain') + note,
    tried(scene, 'refuse'),
  );
}

const CLOCKS: Record<string, string> = { 'DL-06': '签收时限', 'DL-07': '核实初报时限' };

function extendPart(scene: SignScene): string {
  const { care, form: token, kept, now } = scene;
  const { extendable, extension } = care;
  const clock = CLOCKS[extension?.rule ?? ''] ?? '时限';
  const said = extension
    ? {
        waiting: `已申请将${clock}延至 ${when(extension.askedUntil)}，等待${escapeHtml(extension.ruler)}答复。未答复前时限不变。`,
        granted: `已同意将${clock}延至 ${when(extension.askedUntil)}。`,
        declined: `未同意延长${clock}，请按原时限办理。${extension.decisionNote ? `理由：${escapeHtml(extension.decisionNote)}` : ''}`,
        lapsed: '',
      }[extension.state]
    : '';
  const state = said ? `<section><h2>延期申请</h2><p>${said}</p></section>` : '';
  if (!extendable) return state;
  const options = extendable.until
    .map((at) => {
      const value = at.toISOString();
      return `<option value="${value}"${kept['until'] === value ? ' selected' : ''}>${when(at)}（${left(at, now)}）</option>`;
    })
    .join('');
  const fields = `<label>延至<select name="until" required><option value="">请选择</option>${options}</select></label>
${area('理由', 'reason', kept, { max: 300, hint: '如：正在现场核实，需要再等检测结果' })}`;
  const words = CLOCKS[extendable.rule] ?? '时限';
  const note = `<p class="note">现在的${words}是 ${when(extendable.dueAt)}。未答复前时限不变；法定时限和上级时限不能延长。</p>`;
  return (
    state +
    fold(
      `申请延期（${words}）`,
      form(token, 'extend', fields, '提出延期申请', 'plain') + note,
      tried(scene, 'extend'),
    )
  );
}

function handOnPart(scene: SignScene): string {
  const { mates, handedOn, form: token, kept } = scene;
  if (handedOn && !handedOn.to)
    return `<section><h2>转交</h2><p>已请市政府办公室登记您填写的同事，登记后发送链接。登记前仍由您办理。</p>${form(token, 'take_back', '', '取消转交', 'plain')}</section>`;
  if (!mates) return '';
  const known = mates
    .map(({ id, name, role }) => choice('to', id, `${escapeHtml(name)}（${contactRoleWords(role)}）`, kept))
    .join('');
  const input = (label: string, name: string, more: string) =>
    `<label>${label}<input name="${name}" value="${escapeHtml(kept[name] ?? '')}" autocomplete="off" ${more}></label>`;
  const fields = `<fieldset><legend>转给本单位的哪位同事</legend>${known}${choice('to', 'other', '名册上没有的同事', kept)}</fieldset>
<p class="note">选“名册上没有的同事”时填写下面两项，由市政府办公室登记后发送链接。</p>
${input('姓名', 'person', 'maxlength="20"')}${input('手机号或邮箱', 'contact', 'maxlength="80"')}
${area('附言（可以不填）', 'words', kept, { max: 100, rows: 2, optional: true })}`;
  const note = '<p class="note">同事会收到自己的链接，本链接仍可查看。单位的任务和各项时限不变。</p>';
  return fold('转交同事', form(token, 'hand_on', fields, '转交', 'plain') + note, tried(scene, 'hand_on'));
}

/** After the report the draft is written in the system; a telephone is not the place for it. */
function draftPart({ duty, loaded, publicUrl }: SignScene): string {
  if (!isSigned(duty) || !duty.roles.includes('respondent')) return '';
  return `<section><h2>拟写回应</h2><p><a class="button plain" href="${escapeHtml(publicUrl)}/incidents/${loaded.row.id}">登录系统拟写回应</a></p></section>`;
}

import type { Claim, Signal } from '#incidents';
import { isBulletin, speakerAt } from './facts/speakers.js';

const REFUTED = new RegExp(
  [
    '(?:经查|经核实|核实|核查|查明|通报|辟谣|澄清|声明)[^。]{0,30}(?:不实|不属实|谣言|虚假|没有此事|并无此事|未发生|子虚乌有)|已辟谣',
    '网传[^。]{2,40}(?:为|系|属)(?:谣言|不实信息|虚假信息|误读|误传|旧闻|旧视频|移花接木)|(?:并非|不是)网传',
    '(?:传言|传闻|网传|谣传)[^。]{0,12}(?:说明|回应|澄清|答复)[^。]{0,12}(?:仍|并未|没有|不会|不涉及|未作|不存在|无此)',
    '(?:[局委厅]|警方|公安|疾控|官方|政府)[^。]{0,20}(?:回应|通报|说明|答复)[^。]{0,24}(?:未见异常|未发现(?:异常|问题|此类)|检测[^。，]{0,6}(?:合格|达标|正常)|不存在)',
  ].join('|'),
  'u',
);
const VERIFIED =
  /(?:官方|警方|公安|交警|消防|派出所|应急|政府|市委|宣传部|卫健|卫体|疾控|市场监管|生态环境|环保|住建|水利|教科|教育|能源|自然资源|气象|指挥部|调查组|(?:市|县|镇|乡)[\u4e00-\u9fa5]{2,6}局|通报)[^。，；]{0,12}(?:通报|证实|确认|公布|查明|核实)|情况属实|经核实[^。不]{0,10}属实/gu;
/** Waited for, asked for or missing: "等待官方通报", "警方尚未证实", "请政府公布". */
const NOT_YET =
  /(?:尚未|还未|仍未|未经?|没有?|未获|未得到|未予|拒不|迟迟不|等待?|静待|期待|希望|请求?|盼|要求|呼吁|建议|何时|为什么不|为何不|是否|能否|应该|应当|会不会|有没有)[^。；]{0,10}$/u;
const NOT_YET_INSIDE =
  /尚未|还未|仍未|未(?:予|经|曾)?(?:证实|通报|确认|公布)|没有?(?:通报|证实|确认|公布)|拒绝|不予|迟迟/u;
/** A statement that something is false is itself denied: "并非谣言", "不是不实信息". */
const TRUE_AFTER_ALL = /(?:并非|不是|绝非)(?:谣言|不实|虚假|假)/u;

/**
 * How far the text's statement is established, by its words. Whoever has an interest denies and never refutes
 * (domain.zh.md (f)2); a bulletin that is only waited for verifies nothing.
 * @param tells whether it tells of an emergency or of people harmed, which an office's own bulletin establishes
 */
export function claimOf(
  text: string,
  signals: readonly Signal[],
  tells: { harm: boolean } = { harm: false },
): Claim {
  const has = (kind: Signal['kind']) => signals.some((signal) => signal.kind === kind);
  const refuted = TRUE_AFTER_ALL.test(text) ? null : REFUTED.exec(text);
  if (refuted)
    return speakerAt(text, refuted.index + 2, refuted.index + 2) === 'party' ? 'denied_by_party' : 'refuted';
  if (has('denied_by_party')) return 'denied_by_party';
  if (isVerified(text) || (tells.harm && isBulletin(text))) return 'verified';
  return has('hearsay') || has('rumour') ? 'unverified' : 'none';
}

function isVerified(text: string): boolean {
  for (const match of text.matchAll(VERIFIED)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (!NOT_YET.test(before) && !NOT_YET_INSIDE.test(match[0])) return true;
  }
  return false;
}

const RANK: Record<Claim, number> = { none: 0, unverified: 1, denied_by_party: 2, verified: 3, refuted: 3 };

/** Of two items of one matter: what is established stands against later hearsay and denials, the newer of equals counts. */
export const mergedClaim = (current: Claim, added: Claim): Claim =>
  RANK[added] >= RANK[current] ? added : current;

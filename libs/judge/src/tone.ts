import type { Claim, Signal, Tone } from '#incidents';

const NEGATIVE =
  /投诉|举报|反映|质疑|不满|气愤|愤怒|寒心|失望|无人管|没人管|不管|不作为|推诿|敷衍|态度恶劣|恶劣|拖欠|强拆|污染|异味|刺鼻|爆炸|死亡|遇难|受伤|中毒|呕吐|停电|停水|不热|坏了|破损|塌陷|坍塌|起火|火灾|事故|被骗|诈骗|乱收费|重复收费|收费高|脏乱差|堵|噪音|扰民|求助|难|差|慢|拒绝|违法|违规|受贿|贪污|困扰|影响生活|何时|为什么|怎么办|无法|不合理|不公|黑心|坑人|憋气|憋屈|无语|心寒|窝火|闹心|气人|受不了|无奈|离谱|吐槽|痛心|绝望|过分|欺负|糟心|心累|隐患|危险|迟迟|至今/gu;
const POSITIVE =
  /感谢|点赞|表扬|赞扬|好评|满意|暖心|锦旗|致谢|高效|贴心|获奖|喜报|荣获|开通|竣工|圆满|解决了|修好了|恢复正常|顺利|热情|周到|便民|称赞|好消息|提升/gu;

/** Plain count of words of complaint and of praise; neutral when neither prevails. */
export function toneOf(text: string): Tone {
  const negative = text.match(NEGATIVE)?.length ?? 0;
  const positive = text.match(POSITIVE)?.length ?? 0;
  if (negative > positive) return 'negative';
  return positive > negative ? 'positive' : 'neutral';
}

const REFUTED =
  /(?:经查|经核实|核实|通报|辟谣)[^。]{0,30}(?:不实|不属实|谣言|虚假|没有此事|并无此事|未发生)|已辟谣/u;
const VERIFIED =
  /(?:官方|警方|公安|应急|政府|市委|宣传部|卫健|卫体|消防|通报)[^。]{0,12}(?:通报|证实|确认|公布)|情况属实|经核实[^。不]{0,10}属实/u;

/** How far the text's statement is established. A denial by the party concerned refutes nothing (domain.zh.md (f)2). */
export function claimOf(text: string, signals: readonly Signal[]): Claim {
  const has = (kind: Signal['kind']) => signals.some((signal) => signal.kind === kind);
  if (REFUTED.test(text)) return 'refuted';
  if (has('denied_by_party')) return 'denied_by_party';
  if (VERIFIED.test(text)) return 'verified';
  return has('hearsay') || has('rumour') ? 'unverified' : 'none';
}

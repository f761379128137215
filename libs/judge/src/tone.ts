import { MOODS, type Mood, type Tone } from '#incidents';
import type { WordMatch } from '#jurisdiction';

const NEGATIVE =
  /投诉|举报|反映|质疑|不满|气愤|愤怒|寒心|失望|无人管|没人管|不管|不作为|推诿|敷衍|态度恶劣|恶劣|拖欠|强拆|污染|异味|刺鼻|爆炸|死亡|遇难|受伤|中毒|呕吐|停电|停水|不热|坏了|破损|塌陷|坍塌|起火|火灾|事故|被骗|诈骗|乱收费|重复收费|收费高|脏乱差|堵|噪音|扰民|求助|难|差|慢|拒绝|违法|违规|受贿|贪污|困扰|影响生活|何时|为什么|怎么办|无法|不合理|不公|黑心|坑人|憋气|憋屈|无语|心寒|窝火|闹心|气人|受不了|无奈|离谱|吐槽|痛心|绝望|过分|欺负|糟心|心累|隐患|危险|迟迟|至今/gu;
const POSITIVE =
  /感谢|(?<![获评转收])点赞(?![量数超近过约破达共]|\s*[:：]?\s*[\d一二三四五六七八九十百千几上多])|表扬|赞扬|好评|满意|暖心|锦旗|致谢|高效|贴心|获奖|喜报|荣获|开通|竣工|圆满|解决了|修好了|恢复正常|顺利|热情|周到|便民|称赞|好消息|提升/gu;
/** What stands before a word and takes it back: "不难", "没有堵", "不满意"; a plea does not ("难道不难吗" stays one). */
const NOT = /(?:不|没|没有|未|毫无|并无|并不|不再|不会|不太|不够|谈不上|无)$/u;
/** Words that begin with a denial themselves. */
const OF_DENIAL = /^[不没无未]/u;

const count = (text: string, pattern: RegExp): { plain: number; denied: number } => {
  const found = { plain: 0, denied: 0 };
  for (const match of text.matchAll(pattern)) {
    const denied =
      !OF_DENIAL.test(match[0]) && NOT.test(text.slice(Math.max(0, match.index - 3), match.index));
    found[denied ? 'denied' : 'plain']++;
  }
  return found;
};

/**
 * Words of complaint against words of praise; neutral when neither prevails. Praise that is denied complains ("不满意"); a
 * complaint that is denied praises nothing. For sorting only.
 */
export function toneOf(text: string): Tone {
  const bad = count(text, NEGATIVE);
  const good = count(text, POSITIVE);
  const negative = bad.plain + good.denied;
  if (negative > good.plain) return 'negative';
  return good.plain > negative ? 'positive' : 'neutral';
}

/** What the writer feels, by the words of the directory (愤怒、担忧、求助), unless denied. For sorting only. */
export function moodsOf(text: string, found: readonly WordMatch<string>[]): Mood[] {
  return MOODS.filter((mood) =>
    found.some(
      ({ key, spots }) =>
        key === mood &&
        spots.some(
          ({ word, start }) => OF_DENIAL.test(word) || !NOT.test(text.slice(Math.max(0, start - 3), start)),
        ),
    ),
  );
}

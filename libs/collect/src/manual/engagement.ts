import type { Engagement } from '#incidents';

const NUMBER = String.raw`(\d[\d,，]*(?:\.\d+)?)\s*(万|亿|w|W)?\+?`;
const KINDS: [keyof Engagement, string][] = [
  ['views', '播放量?|浏览量?|阅读量?|观看量?|点击量?'],
  ['likes', '点赞量?|获赞'],
  ['comments', '评论量?|跟帖|留言'],
  ['reposts', '转发量?|转载'],
];
const PATTERNS = KINDS.map(
  ([kind, words]) =>
    [
      kind,
      new RegExp(
        String.raw`(?:${words})(?:数|次数)?(?:过|了|已|达到?|约|超过?|为|共|有|:|：|\s){0,3}${NUMBER}`,
      ),
      new RegExp(String.raw`${NUMBER}\s*(?:次|人次|条|个|余次|余条)?\s*(?:${words})`),
    ] as const,
);

/** Counts a text states: 播放2300次, 点赞1.2万, 评论35条. The first of each kind counts. */
export function engagementIn(text: string): Engagement {
  const result: Engagement = {};
  for (const [kind, after, before] of PATTERNS) {
    const found = after.exec(text) ?? before.exec(text);
    if (found) result[kind] = toNumber(found[1] as string, found[2]);
  }
  return result;
}

function toNumber(digits: string, unit: string | undefined): number {
  const factor = unit === '亿' ? 100_000_000 : unit ? 10_000 : 1;
  return Math.min(Math.round(Number(digits.replace(/[,，]/g, '')) * factor), 2_000_000_000);
}

import { numberOf } from './due-words.js';

/** What people count first; the parts of `Facts` of a judgement. */
export const CASUALTIES = { dead: '死亡', injured: '受伤', missing: '失联', trapped: '被困' } as const;
export type Casualty = keyof typeof CASUALTIES;

const WORDS: Record<Casualty, string> = {
  dead: '死亡|遇难|身亡|丧生',
  injured: '受伤|轻伤|重伤|伤者',
  missing: '失联|失踪|下落不明',
  trapped: '被困',
};
const N = '(\\d{1,5}|[一二两三四五六七八九十]{1,3})';

/** Numbers of people a text names, by what befell them; 3人死亡, 造成3死5伤, 受伤5人. */
export function casualtiesIn(text: string): Partial<Record<Casualty, number>> {
  const plain = text.normalize('NFKC');
  const found: Partial<Record<Casualty, number>> = {};
  for (const [kind, words] of Object.entries(WORDS) as [Casualty, string][]) {
    const short = { dead: '死', injured: '伤', missing: '', trapped: '' }[kind];
    const match =
      new RegExp(`${N}\\s*[人名](?:[^\\d,.;，。；、]{0,4})(?:${words})`, 'u').exec(plain) ??
      new RegExp(`(?:${words})(?:人数)?[^\\d,.;，。；、一二两三四五六七八九十]{0,2}${N}\\s*[人名]`, 'u').exec(
        plain,
      ) ??
      (short ? new RegExp(`${N}${short}(?![者员情势])`, 'u').exec(plain) : null);
    const count = match ? numberOf(match[1] ?? '') : Number.NaN;
    if (Number.isFinite(count)) found[kind] = count;
  }
  return found;
}

/** A number with its measure and what stands beside it: 影响（约）320户居民. */
interface Figure {
  words: string;
  value: number;
  unit: string;
  before: string;
  after: string;
}

const UNITS = '万元|亿元|元|户|人|名|辆|栋|幢|米|公里|千米|亩|吨|家|处|个|台|次|度|℃|小时|天|%|立方米|平方米';
const FIGURE = new RegExp(
  `(?<before>[\\u4e00-\\u9fff]{0,4})(?<about>[约近超过达为共的]{0,2})(?<value>\\d+(?:\\.\\d+)?)\\s*(?<unit>余?(?:${UNITS}))(?<after>[\\u4e00-\\u9fff]{0,3})`,
  'gu',
);
const ABOUT = /[约近超过达为共的有计]+$/u;

function figuresIn(text: string): Figure[] {
  return [...text.normalize('NFKC').matchAll(FIGURE)].flatMap((found) => {
    const { before = '', value = '', unit = '', after = '' } = found.groups ?? {};
    // The dead and injured are compared by what befell them.
    if (Object.keys(casualtiesIn(found[0])).length > 0) return [];
    return [
      {
        words: `${value}${unit}`,
        value: Number(value),
        unit: unit.replace('余', ''),
        before: before.replace(ABOUT, '').slice(-2),
        after: after.slice(0, 2),
      },
    ];
  });
}

/**
 * Numbers of a text that another text gives otherwise: the same measure beside the same word.
 * @returns the words of each
 */
export function otherFigures(text: string, other: string): { ours: string; theirs: string }[] {
  const theirs = figuresIn(other);
  return figuresIn(text).flatMap((ours) => {
    const like = theirs.filter(
      (figure) =>
        figure.unit === ours.unit &&
        ((ours.before.length === 2 && figure.before === ours.before) ||
          (ours.after.length === 2 && figure.after === ours.after)),
    );
    const differs = like.length > 0 && !like.some(({ value }) => value === ours.value);
    return differs ? [{ ours: ours.words, theirs: like[0]?.words ?? '' }] : [];
  });
}

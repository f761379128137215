import type { Effect } from './types.js';

const COURSE = { down: '明显减少', level: '没有明显变化', up: '明显增多' } as const;

/** The effect in words of the matter; what cannot be told is called 资料不足. */
export function sentenceOf(effect: Omit<Effect, 'sentence'>): string {
  return [courseWords(effect), flareWords(effect), questionWords(effect), promiseWords(effect)]
    .filter(Boolean)
    .join('');
}

function courseWords({ course, hours, before, after }: Omit<Effect, 'sentence'>): string {
  if (course === 'too_early') return '资料不足：回应时间尚短，还不能比较前后变化。';
  const counts = `回应后 ${hours} 小时收到信息 ${after.items} 条，回应前同样时长 ${before.items} 条`;
  if (course === 'too_few') return `资料不足：${counts}，数量太少，不能判断升降。`;
  return `${counts}，${COURSE[course]}${toneWords(before, after)}。`;
}

function toneWords(before: Effect['before'], after: Effect['after']): string {
  if (before.items === 0 || after.items === 0) return '';
  const share = ({ items, negative }: Effect['before']) => `${Math.round((negative / items) * 100)}%`;
  return `；负面信息占比由 ${share(before)} 变为 ${share(after)}`;
}

const flareWords = ({ flare }: Omit<Effect, 'sentence'>): string =>
  flare
    ? `最近 24 小时再度升温：${flare.sources} 个来源共 ${flare.seen} 条，超出通常的约 ${Math.max(1, Math.round(flare.expected))} 条。`
    : '';

function questionWords({ openQuestions, askedSince }: Omit<Effect, 'sentence'>): string {
  if (askedSince === 0) return '';
  if (openQuestions === null)
    return `回应后群众仍提出 ${askedSince} 类问题；未存回应全文，不能核对是否已答。`;
  if (openQuestions.length === 0) return `回应后提出的 ${askedSince} 类问题，公开内容均已涉及。`;
  return `回应后提出的 ${askedSince} 类问题中，有 ${openQuestions.length} 类未见答复。`;
}

function promiseWords({ promises }: Omit<Effect, 'sentence'>): string {
  const late = promises.filter((promise) => promise.late || promise.state === 'broken').length;
  const kept = promises.filter(({ state }) => state === 'kept').length;
  if (promises.length === 0) return '';
  return `公开承诺 ${promises.length} 项，已兑现 ${kept} 项${late > 0 ? `，逾期或未兑现 ${late} 项` : ''}。`;
}

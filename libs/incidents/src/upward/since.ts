import type { UpwardDuty, UpwardFacts } from './facts.js';
import { dutyWords, minuteWords } from './words.js';

const figureWords = {
  dead: '死亡',
  injured: '受伤',
  missing: '失联',
  trapped: '被困',
  atRisk: '涉险',
} as const;

/** What has changed between two reports, one sentence each; a sentence that says so when nothing has. */
export function sinceLast(before: UpwardFacts, now: UpwardFacts): string[] {
  const sentences = [
    ...levels(before, now),
    ...more(before, now),
    ...figures(before, now),
    ...now.duties.flatMap((duty) =>
      changed(
        duty,
        before.duties.find((one) => one.unit === duty.unit),
      ),
    ),
    ...added('新增回应主体', before.respondents, now.respondents),
    ...added('不再作为回应主体', now.respondents, before.respondents),
    ...settled(before, now),
    ...added('新发督办单', before.supervisions, now.supervisions),
  ];
  return sentences.length > 0 ? sentences : [`自${minuteWords(before.at)}上期报告以来没有新的情况。`];
}

function levels(before: UpwardFacts, now: UpwardFacts): string[] {
  const said = (level: string) => (level === 'none' ? '未定级' : `${level}级`);
  return [
    before.opinionLevel === now.opinionLevel
      ? ''
      : `舆情等级由${before.opinionLevel}变为${now.opinionLevel}。`,
    before.eventLevel === now.eventLevel
      ? ''
      : `突发事件等级由${said(before.eventLevel)}变为${said(now.eventLevel)}。`,
    before.provisional && !now.provisional ? '事件等级不再是疑似。' : '',
  ].filter(Boolean);
}

function more(before: UpwardFacts, now: UpwardFacts): string[] {
  const all = now.items.all - before.items.all;
  const fresh = now.items.sources.filter((name) => !before.items.sources.includes(name));
  if (all <= 0) return [];
  return [`新收到相关信息${all}条${fresh.length > 0 ? `，新增来源：${fresh.join('、')}` : ''}。`];
}

function figures(before: UpwardFacts, now: UpwardFacts): string[] {
  return (Object.keys(figureWords) as (keyof typeof figureWords)[]).flatMap((key) => {
    const [was, is] = [before.casualties[key], now.casualties[key]];
    if (was === is || is === null) return [];
    return [`网上信息所述${figureWords[key]}人数由${was ?? '不明'}变为${is}。`];
  });
}

function changed(duty: UpwardDuty, before: UpwardDuty | undefined): string[] {
  if (!before) return duty.state === 'withdrawn' ? [] : [`新增${duty.unit}承担任务，${dutyWords(duty)}。`];
  const same = before.state === duty.state && before.reportedAt === duty.reportedAt;
  return same ? [] : [`${duty.unit}${dutyWords(duty)}。`];
}

const added = (word: string, before: string[], now: string[]): string[] => {
  const fresh = now.filter((name) => !before.includes(name));
  return fresh.length > 0 ? [`${word}：${fresh.join('、')}。`] : [];
};

function settled(before: UpwardFacts, now: UpwardFacts): string[] {
  const missed = now.deadlines.filter(
    ({ rule, dueAt, state }) =>
      state === 'missed' &&
      before.deadlines.some((one) => one.rule === rule && one.dueAt === dueAt && one.state === 'open'),
  );
  return [
    ...missed.map(({ name, dueAt }) => `${name}（${minuteWords(dueAt)}）已超时。`),
    !before.answeredAt && now.answeredAt ? `${minuteWords(now.answeredAt)}作出首次回应。` : '',
    !before.closedAt && now.closedAt ? `${minuteWords(now.closedAt)}办结。` : '',
  ].filter(Boolean);
}

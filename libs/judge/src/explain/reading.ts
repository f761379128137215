import { finding, marksOf } from './findings.js';
import type { ExplainedStep, Finding, Looked } from './types.js';

/** Takes the place of words that are not told as happened (`toldOnly`). */
const BLANK = '\u0001';

/** How the text was read: whose source, from when, and what it only compares with or fears. */
export function explainReading({ reading }: Looked): ExplainedStep {
  const { full, told, local, at, dated } = reading;
  const blanks = runs(told).map(([start, end]) =>
    finding(full.slice(start, end), {
      kept: false,
      because: '只是比喻或担心会发生，不当作已经发生的事。',
      marks: [[start, end]],
    }),
  );
  const findings: Finding[] = [
    finding(local ? '本地信源' : '不限本市的信源', {
      because: local ? '未指向外地的，按本市事项看待。' : '文中点明本市的地方或单位，才按本市事项看待。',
    }),
    finding(dated ? `按${day(at)}的名录` : '没有写明时间', {
      because: dated ? '单位、地名按这一天是否在用认定。' : '单位、地名按现行名录认定。',
    }),
    ...blanks,
  ];
  return { key: 'reading', summary: `全文${full.length}字。`, findings };
}

const day = (at: Date): string => {
  const local = new Date(at.getTime() + 8 * 3_600_000);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`;
};

function runs(told: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = told.indexOf(BLANK); at >= 0;) {
    let end = at;
    while (told[end] === BLANK) end += 1;
    found.push([at, end]);
    at = told.indexOf(BLANK, end);
  }
  return found;
}

/** Which lists have words in the text, before anybody asks what they mean there. */
export function explainWords({ reading }: Looked): ExplainedStep {
  const { words } = reading;
  const lists: [string, readonly { spots: readonly { word: string; start: number; end: number }[] }[]][] = [
    ['地点名', words.places],
    ['单位名', words.bodies],
    ['主题词', words.topics],
    ['情形词', words.signals],
    ['突发事件词', [...words.events, ...words.outright]],
    ['重点回应词', words.mustRespond],
    ['敏感因素词', words.sensitive],
  ];
  const findings = lists.flatMap(([name, matches]) => {
    const spots = matches.flatMap((match) => match.spots);
    const found = [...new Set(spots.map(({ word }) => word))];
    return found.length === 0
      ? []
      : [finding(name, { because: `${found.join('、')}。`, marks: marksOf(spots) })];
  });
  const summary = findings.length === 0 ? '词表中的词一个也没有出现。' : `${findings.length}类词表有词出现。`;
  return { key: 'words', summary, findings };
}

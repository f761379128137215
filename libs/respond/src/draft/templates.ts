import { DateTime } from 'luxon';
import type { ResponseTemplate, TemplateField } from '#jurisdiction';
import { htmlOfLines } from './clean.js';

/** What a template is filled from: the record of the matter, and never a word of a citizen. */
export interface TemplateFacts {
  city: string;
  unit: string;
  units: readonly string[];
  /** Names of the directory. */
  places: readonly string[];
  topics: readonly string[];
  number: string;
  discoveredAt: Date;
  now: Date;
}

const NAMED = 2;
const day = (at: Date, format: string): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat(format);
/** What the record does not know, the writer is asked for. */
const or = (given: string, ask: string): string => given || `〔请写明${ask}〕`;

const values = (facts: TemplateFacts): Record<TemplateField, string> => ({
  本市: facts.city,
  单位: facts.unit,
  各单位: facts.units.join('、'),
  地点: or(facts.places.slice(0, NAMED).join('、'), '地点'),
  主题: or(facts.topics.slice(0, NAMED).join('、'), '事项'),
  发现日期: day(facts.discoveredAt, 'M月d日'),
  今日: day(facts.now, 'yyyy年M月d日'),
  编号: facts.number,
});

/** A text to begin with; `null` asks for an empty one with a title. */
export function fillTemplate(
  template: Pick<ResponseTemplate, 'title' | 'text'> | null,
  facts: TemplateFacts,
): { title: string; html: string } {
  const known = values(facts);
  const fill = (text: string): string =>
    text.replaceAll(/\{([^{}]*)\}/gu, (found, name: string) => known[name as TemplateField] ?? found);
  if (!template) return { title: fill('关于{地点}{主题}有关情况的通报'), html: '' };
  return { title: fill(template.title), html: htmlOfLines(fill(template.text).split('\n')) };
}

/**
 * A correction begins with what it corrects: the sentence that says what was wrong, to be filled in, and the published text
 * below it, to be put right.
 */
export function fillCorrection(
  published: { title: string; html: string },
  publishedAt: Date,
): { title: string; html: string } {
  const { title, html } = published;
  const head = [
    `${day(publishedAt, 'yyyy年M月d日')}发布的《${title}》中，“〔请写明有误的内容〕”应为“〔请写明更正后的内容〕”，特此更正。`,
    '更正后全文如下：',
  ];
  return { title: `关于《${title}》的更正`, html: `${htmlOfLines(head)}${html}` };
}

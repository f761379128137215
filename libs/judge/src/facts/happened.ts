import { readNumber } from '#incidents';
import { BACKGROUND_AFTER, BACKGROUND_BEFORE } from '../signals/old-event.js';
import { sentenceAt } from '../text/reading.js';

const NUMERAL = '\\d{1,2}|[一二三四五六七八九十]{1,3}';
const YEAR = '(?:19|20)\\d{2}|[一二][〇零○九一二三四五六七八]{3}';
/** What dates an event, the most exact first. */
const DATES = new RegExp(
  [
    `(?<year>${YEAR}|去|前|今|本)年(?:(?<month>${NUMERAL})月(?:份)?(?:(?<day>${NUMERAL})[日号])?)?`,
    `(?<onlyMonth>${NUMERAL}|上个?|本)月(?<monthDay>${NUMERAL})[日号]`,
    '(?<relative>大前天|前天|前日|前晚|昨天|昨日|昨晚|昨夜|昨晨|今天|今日|今晨|今早|今晚|当天早些时候|刚刚|刚才|方才)',
    `(?<ago>${NUMERAL}|两|半)个?(?<unit>小时|钟头|天|日|周|星期|礼拜|月|年)(?:多)?(?:以)?前`,
    `(?<week>上上?个?|本|这)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])`,
    `(?<![月\\d至到-])(?<onlyDay>${NUMERAL})[日号](?=[上下中凌早晚深夜傍清，,]|\\d{1,2}[时点:：])`,
  ].join('|'),
  'gu',
);
const HOURS = new RegExp(
  `^(?:[日天]?的?)(?<part>凌晨|清晨|早上|早晨|早|上午|中午|午后|下午|傍晚|晚上|晚间|晚|夜里|夜间|深夜)?(?:(?<hour>${NUMERAL})(?:[时点]|[:：](?=\\d))(?:(?<half>半)|(?<minute>${NUMERAL})分?)?)?`,
  'u',
);
/** What happened, so that a date of its sentence dates it. */
const EVENT =
  /发生|事故|[爆炸塌撞翻溺困]|起火|着火|火灾|失火|死|亡|遇难|受伤|失踪|失联|泄漏|中毒|呕吐|停[水电气暖]|透水|滑坡|泥石流|地震|洪|冲突|打[人伤]|坠|触电/u;
const PLANNED = /(?:将|拟|计划|预计|定)于?$/u;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Of Asia/Shanghai, which knows no summer time. */
const ZONE = 8 * HOUR;
/** Date expressions looked at; what dates the event stands early. */
const MOST_DATES = 12;

/**
 * When the matter of a text happened, by its own words, resolved against when it was published ("昨日上午9时许"): ISO 8601
 * as exact as the words are (`2019`, `2026-11`, `2026-11-20`, `2026-11-20T09:00+08:00`), in Asia/Shanghai. Null where no
 * sentence that tells of something dates it. What goes on since a day, is planned, or was built then is no such date.
 */
export function happenedAt(text: string, publishedAt: Date): string | null {
  let looked = 0;
  for (const match of text.matchAll(DATES)) {
    if (++looked > MOST_DATES) return null;
    const { index } = match;
    const end = index + match[0].length;
    const before = text.slice(Math.max(0, index - 5), index);
    if (BACKGROUND_BEFORE.test(before) || PLANNED.test(before) || BACKGROUND_AFTER.test(text.slice(end)))
      continue;
    const [from, to] = sentenceAt(text, index);
    if (!EVENT.test(text.slice(from, to))) continue;
    const day = dayOf(match.groups!, publishedAt);
    if (!day) continue;
    const told = day.exact ? withHours(day.at, text.slice(end, end + 14), match.groups!) : day.text;
    if (Date.parse(told) > publishedAt.getTime() + DAY) continue;
    return told;
  }
  return null;
}

type Groups = Record<string, string | undefined>;
/** Midnight of a day in Shanghai with `exact`, else the year or month that is told. */
type Told = { exact: true; at: number } | { exact: false; text: string };

function dayOf(groups: Groups, published: Date): Told | null {
  const today = midnight(published.getTime());
  if (groups['year']) return inYear(groups, published);
  if (groups['onlyMonth']) return inMonth(groups['onlyMonth'], number(groups['monthDay']), published);
  if (groups['relative']) return { exact: true, at: today - DAY * daysBack(groups['relative']) };
  if (groups['ago']) return longAgo(groups['ago'], groups['unit']!, published);
  if (groups['weekday']) return weekday(groups, today);
  return groups['onlyDay'] ? latestDay(number(groups['onlyDay']), published) : null;
}

function inYear({ year, month, day }: Groups, published: Date): Told | null {
  const now = shanghai(published.getTime()).getUTCFullYear();
  const named = { 去: now - 1, 前: now - 2, 今: now, 本: now }[year!];
  const y = named ?? yearOf(year!);
  if (!month) return year === '今' || year === '本' ? null : { exact: false, text: String(y) };
  const m = number(month);
  if (m < 1 || m > 12) return null;
  return day ? calendar(y, m, number(day)) : { exact: false, text: `${y}-${two(m)}` };
}

function inMonth(month: string, day: number, published: Date): Told | null {
  const now = shanghai(published.getTime());
  const back = month.startsWith('上') ? 1 : 0;
  if (back || month === '本') return calendar(now.getUTCFullYear(), now.getUTCMonth() + 1 - back, day);
  const told = calendar(now.getUTCFullYear(), number(month), day);
  if (!told?.exact || told.at <= published.getTime() + DAY) return told;
  return calendar(now.getUTCFullYear() - 1, number(month), day);
}

/** The latest such day of a month that is not after the report. */
function latestDay(day: number, published: Date): Told | null {
  const now = shanghai(published.getTime());
  const told = calendar(now.getUTCFullYear(), now.getUTCMonth() + 1, day);
  if (told?.exact && told.at <= published.getTime()) return told;
  return calendar(now.getUTCFullYear(), now.getUTCMonth(), day);
}

function longAgo(ago: string, unit: string, published: Date): Told {
  const many = ago === '半' ? 0.5 : number(ago);
  const now = published.getTime();
  if (unit === '年') return { exact: false, text: String(shanghai(now).getUTCFullYear() - Math.ceil(many)) };
  if (unit === '月') {
    const then = shanghai(now - many * 30 * DAY);
    return { exact: false, text: `${then.getUTCFullYear()}-${two(then.getUTCMonth() + 1)}` };
  }
  const hours =
    unit === '小时' || unit === '钟头' ? many : many * (unit === '天' || unit === '日' ? 24 : 168);
  return hours < 24
    ? { exact: false, text: moment(now - hours * HOUR) }
    : { exact: true, at: midnight(now - hours * HOUR) };
}

function weekday({ week, weekday: name }: Groups, today: number): Told {
  const wanted = name === '天' ? 6 : '一二三四五六日'.indexOf(name!);
  const now = (shanghai(today).getUTCDay() + 6) % 7;
  const weeks = week?.startsWith('上上') ? 2 : week?.startsWith('上') ? 1 : !week && wanted > now ? 1 : 0;
  return { exact: true, at: today + (wanted - now - weeks * 7) * DAY };
}

function withHours(at: number, after: string, groups: Groups): string {
  const date = day(at);
  const said = /[晚夜]/u.test(groups['relative'] ?? '')
    ? '晚'
    : /[晨早]/u.test(groups['relative'] ?? '')
      ? '早'
      : '';
  const { part = said, hour, half, minute } = HOURS.exec(after)?.groups ?? {};
  if (!hour) return date;
  const told = number(hour);
  if (told > 24) return date;
  const late = /[下傍晚夜]|午后/u.test(part) && told < 12 && !(/夜/u.test(part) && told < 6);
  const hours = late ? told + 12 : told === 12 && /凌晨|夜/u.test(part) ? 0 : told;
  return moment(at + hours * HOUR + (half ? 30 : minute ? number(minute) : 0) * 60_000);
}

function calendar(year: number, month: number, date: number): Told | null {
  const at = Date.UTC(year, month - 1, date) - ZONE;
  const valid = date >= 1 && date <= 31 && month <= 12 && shanghai(at).getUTCDate() === date;
  return valid ? { exact: true, at } : null;
}

const DAYS_BACK: readonly [string, number][] = [
  ['大前', 3],
  ['前', 2],
  ['昨', 1],
];
const daysBack = (word: string): number => DAYS_BACK.find(([start]) => word.startsWith(start))?.[1] ?? 0;
const number = (written: string | undefined): number => (written ? (readNumber(written) ?? 0) : 0);
/** 二〇一九 digit by digit. */
const yearOf = (written: string): number =>
  /^\d/u.test(written)
    ? Number(written)
    : Number(Array.from(written, (sign) => readNumber(sign === '○' ? '〇' : sign)).join(''));
const shanghai = (time: number): Date => new Date(time + ZONE);
const midnight = (time: number): number => Math.floor((time + ZONE) / DAY) * DAY - ZONE;
const two = (value: number): string => String(value).padStart(2, '0');
const day = (time: number): string => shanghai(time).toISOString().slice(0, 10);
const moment = (time: number): string => `${shanghai(time).toISOString().slice(0, 16)}+08:00`;

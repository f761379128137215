import { clauseAt, sentenceAt, type Reading } from '../text/reading.js';

const DAY = 24 * 3600_000;
/** RT-54: a date in the text more than this before discovery makes it an old event. */
const OLD_AFTER_DAYS = 30;

const FULL_DATE = /((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*(?:[月./-])\s*(\d{1,2})?/gu;
const YEAR_ONLY = /((?:19|20)\d{2})\s*年(?!\s*\d)/gu;
const MONTH_DAY = /(?<![\d年./-])(\d{1,2})月(\d{1,2})日/gu;
/** A date in these surroundings tells of the past, of a rule or of a term, not of when the event happened. */
export const BACKGROUND_BEFORE =
  /(?:自|从|截至|截止|早在|建于|成立于|始建于|购于|买于|始于|于|计划|预计|将于|原定|承诺|有效期至)$/u;
export const BACKGROUND_AFTER =
  /^.{0,4}(?:以来|至今|(?<![一二三四五六七八九十两几多那这该此\d])起(?![火爆])|开始|购买|入住|交房|建成|竣工|建|买|毕业|退休|出生|版|届|度|级|款)/u;
/** What counts a whole year is no event of that year. */
const YEARBOOK_AFTER = /^[^，。；！？\n]{0,12}(?:公报|年报|年鉴|统计|总结|白皮书|工作报告)/u;
const FILMED_BEFORE = /(?:拍摄|摄|录制?|发生|拍|上传)于$/u;
const EVENT_AFTER =
  /发生|事故|爆炸|火灾|坍塌|死亡|遇难|起火|车祸|地震|透水|塌方|滑坡|洪水|大水|暴雨|冰雹|淹死|[砸撞压烧]死|垮塌|翻车|案|中毒|伤亡|身亡|死了|死过|矿难|惨案|塌了|炸了|失踪|失联|被困|山洪|泥石流/u;
/** Pictures or news of that day go round again. */
const SHOWN_AGAIN =
  /(?:翻[了被]?出|扒[了被]?出|重新(?:发布|流传|转发|传播)|再次(?:流传|转发|传播)|又(?:在|被)?(?:转发|传开|疯传))[^。！？\n]{0,30}(?:视频|照片|图片|录像|帖子?|新闻|报道|旧事)|(?:视频|照片|图片|录像|帖子?|新闻|报道|旧事)[^。！？\n]{0,20}(?:翻[了被]?出|扒[了被]?出|重新(?:发布|流传|转发|传播)|再次(?:流传|转发|传播)|又(?:在|被)?(?:转发|传开|疯传))/u;
/** "停水那次", "那场大雨": somebody remembers. */
const THAT_TIME = /那次|那回|那场|那一次|那件事/u;
/** A record that is old whatever it shows. */
const OLD_RECORD = /视频|照片|图|消息/u;
/** Years ago, by the writer's reckoning. */
const LONG_AGO =
  /(?:[一二两三四五六七八九十\d]{1,3}|好几|十几|几十)(?:多|来)?年(?:多)?(?:以)?前|大?前年|去年|上世纪|[六七八九]十年代|早些年|那一?年|当年/gu;
/** Something is going on now as well. */
const NOWADAYS =
  /今[天日早晚晨]|昨[天日晚夜]|刚刚|刚才|凌晨|目前正|正在|再次发生|又发生|又出|(?:今年|如今|现在)(?!(?:又|还|再|却)*(?:有人|网上|被|在传|转|翻|流传))/u;

const RETOLD =
  /旧闻|旧事|旧视频|老视频|老照片|旧图|老图|(?:这|该|此)(?:个|段|条|张)?(?:视频|照片|图片?|事|消息)(?:其实|明明)?是(?:大?前年|去年|前几年|几年前|早几年|往年|以前|旧)的?|还记得|想当年|往年|当年的|多年前|几年前|去年(?:此时|同期)?发生|回顾|纪念|周年|祭/u;

/**
 * RT-54: whether the matter is more than 30 days older than its discovery, by the words that date it or because it was
 * published that long ago (a source switched on late, a search result); null when it is not.
 */
export function oldEvent(reading: Reading): { words: string[] } | null {
  const words = oldEventWords(reading);
  const published = Date.parse(reading.item.publishedAt ?? '');
  const late = reading.dated && reading.at.getTime() - published > OLD_AFTER_DAYS * DAY;
  return words.length > 0 || late ? { words } : null;
}

/** Words that date the event more than 30 days before discovery; empty when nothing does. */
function oldEventWords(reading: Reading): string[] {
  if (!reading.dated) return [];
  const { told: full } = reading;
  const words: string[] = [];
  const newer = { found: false };
  const check = (word: string, index: number, time: number) => {
    const age = (reading.at.getTime() - time) / DAY;
    if (age <= OLD_AFTER_DAYS) newer.found = newer.found || age >= -1;
    else if (datesEvent(full, index, index + word.length)) words.push(word);
  };
  for (const match of full.matchAll(FULL_DATE)) {
    const [word, year, month, day] = match;
    check(
      word,
      match.index,
      dayOf(Number(year), Number(month), Number(day ?? lastDay(Number(year), Number(month)))),
    );
  }
  for (const match of full.matchAll(YEAR_ONLY)) check(match[0], match.index, dayOf(Number(match[1]), 12, 31));
  for (const match of full.matchAll(MONTH_DAY)) {
    const month = Number(match[1]);
    const year = latestYear(reading.at, month, Number(match[2]));
    check(match[0], match.index, dayOf(year, month, Number(match[2])));
  }
  if (newer.found) return [];
  if (!NOWADAYS.test(full))
    for (const match of full.matchAll(LONG_AGO)) {
      const clause = toldThen(full, match.index, match[0].length);
      if (EVENT_AFTER.test(clause) && !BACKGROUND_AFTER.test(full.slice(match.index + match[0].length)))
        words.push(match[0]);
    }
  const retold = RETOLD.exec(full)?.[0];
  return retold && (EVENT_AFTER.test(full) || OLD_RECORD.test(retold)) ? [...words, retold] : words;
}

/** The clause that a time long ago stands in; where it is a clause of its own, the sentence: "五年前，煤矿爆炸". */
function toldThen(full: string, start: number, length: number): string {
  const [, end] = clauseAt(full, start);
  const rest = full.slice(start + length, end);
  return /^(?:\d{1,2}月(?:\d{1,2}[日号])?|的?[春夏秋冬]天?|底|初)?$/u.test(rest)
    ? full.slice(start, sentenceAt(full, start)[1])
    : full.slice(start, end);
}

const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day, -8);
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A date without a year is the latest such day not after the item, a day's grace for the night. */
function latestYear(at: Date, month: number, day: number): number {
  const year = new Date(at.getTime() + 8 * 3600_000).getUTCFullYear();
  return dayOf(year, month, day) - at.getTime() > DAY ? year - 1 : year;
}

function datesEvent(full: string, start: number, end: number): boolean {
  const before = full.slice(Math.max(0, start - 4), start);
  const after = full.slice(end, end + 8);
  if (FILMED_BEFORE.test(before)) return true;
  if (
    BACKGROUND_BEFORE.test(before) ||
    BACKGROUND_AFTER.test(after) ||
    YEARBOOK_AFTER.test(full.slice(end, end + 16))
  )
    return false;
  const rest = full.slice(end, end + 40);
  const sentence = rest.split(/[。！？\n]/u)[0] ?? '';
  return (
    EVENT_AFTER.test(sentence) ||
    THAT_TIME.test(sentence) ||
    SHOWN_AGAIN.test(full.slice(...sentenceAt(full, start)))
  );
}

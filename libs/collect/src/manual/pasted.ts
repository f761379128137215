import type { Engagement } from '#incidents';
import { parseFeedDate } from '../feed/dates.js';
import { clipText } from '../feed/entry.js';
import { oneLine, tidy } from '../feed/plain.js';
import { LIMITS } from '../feed/types.js';
import { maskPersonal } from '../privacy/mask.js';
import { addressesIn, cleanAddress, platformOf } from './address.js';
import { engagementIn } from './engagement.js';
import { isShared, unwrap, withoutAccounts } from './share.js';

/** What was understood of a pasted text; a person looks it over before it is stored. */
export interface Pasted {
  kind: 'share' | 'bulletin' | 'call' | 'text';
  title: string;
  text: string;
  url: string | null;
  platform: string | null;
  /** ISO 8601 with +08:00, where the text names a whole date. */
  publishedAt: string | null;
  engagement: Engagement;
}

const TITLE_LENGTH = 60;
const SECTION = /(?:^|\n|。|\s)\s*([一二三四五])\s*、\s*(基本情况|传播情况|工作措施|链接)\s*[:：。]?/g;
const CALL =
  /^[^。\n]{0,24}?(?:电话来报|来电反映|来电称|来电报告|来电投诉|电话反映|电话报告|群众来电|市民来电|居民来电|接到?[^，。\n]{0,12}电话|来电人)/;
const CALL_PREFIX =
  /^[^，。：:\n]{0,24}?(?:电话来报|来电反映|来电称|来电报告|来电投诉|电话反映|电话报告)[^，。：:\n]{0,6}[：:，,]\s*/;
const PLATFORM_NAMES: [RegExp, string][] = [
  [/抖音/, '抖音'],
  [/快手/, '快手'],
  [/微博/, '微博'],
  [/小红书/, '小红书'],
  [/今日头条/, '今日头条'],
  [/哔哩哔哩|B站/, '哔哩哔哩'],
  [/贴吧/, '百度贴吧'],
  [/微信|公众号|视频号/, '微信'],
];

/** Reads a share text of an app, a link, a 舆情快报, a note of a call, or plain text. Accounts are cut out, numbers masked. */
export function readPasted(pasted: string): Pasted {
  const text = tidy(pasted.slice(0, LIMITS.text));
  const sections = sectionsOf(text);
  if (sections) return readBulletin(text, sections);
  if (CALL.test(text)) return readNote(text, 'call');
  const [link] = addressesIn(text);
  if (link !== undefined && (isShared(text) || withoutLinks(text).length <= 300))
    return readShare(text, link);
  return readNote(text, 'text');
}

function readShare(text: string, link: string): Pasted {
  const body = clean(unwrap(withoutLinks(text)));
  const url = cleanAddress(link);
  return {
    kind: 'share',
    title: titleOf(body),
    text: body,
    url,
    platform: platformOf(url) ?? platformIn(text),
    publishedAt: null,
    engagement: engagementIn(text),
  };
}

function readNote(text: string, kind: 'call' | 'text'): Pasted {
  const body = clean(kind === 'call' ? text.replace(CALL_PREFIX, '') : text);
  const [link] = addressesIn(text);
  const url = link === undefined ? null : cleanAddress(link);
  const [firstLine = '', ...more] = body.split('\n');
  const headed = more.length > 0 && firstLine.length <= TITLE_LENGTH && !/[。；]$/.test(firstLine);
  return {
    kind,
    title: headed ? firstLine : titleOf(body),
    text: headed ? more.join('\n') : body,
    url,
    platform: url ? platformOf(url) : null,
    publishedAt: dateIn(text),
    engagement: engagementIn(text),
  };
}

/**
 * 舆情快报: 一、基本情况 二、传播情况 三、工作措施 四、链接 (domain.zh.md 2.4). What was done already is no part of the
 * matter and would mislead its routing, so the third section stays out.
 */
function readBulletin(text: string, sections: Map<string, string>): Pasted {
  const basic = sections.get('基本情况') ?? '';
  const body = clean([basic, sections.get('传播情况') ?? ''].filter(Boolean).join('\n'));
  const head = clean(sections.get('') ?? '')
    .replace(/^[^\n]{0,20}舆情快报[^\n]{0,20}(?:\n|$)/, '')
    .split('\n')[0] as string;
  const [link] = [...addressesIn(sections.get('链接') ?? ''), ...addressesIn(text)];
  const url = link === undefined ? null : cleanAddress(link);
  return {
    kind: 'bulletin',
    title: head ? clipText(head, TITLE_LENGTH) : titleOf(clean(basic)),
    text: body,
    url,
    platform: (url && platformOf(url)) ?? platformIn(basic),
    publishedAt: dateIn(basic),
    engagement: engagementIn(text),
  };
}

/** The sections of a bulletin by name, '' for what stands before; null where it is none. */
function sectionsOf(text: string): Map<string, string> | null {
  const marks = [...text.matchAll(SECTION)];
  if (!marks.some((mark) => mark[2] === '基本情况') || marks.length < 2) return null;
  const sections = new Map([['', text.slice(0, marks[0]?.index)]]);
  marks.forEach((mark, index) => {
    const end = marks[index + 1]?.index ?? text.length;
    sections.set(mark[2] as string, text.slice((mark.index ?? 0) + mark[0].length, end).trim());
  });
  return sections;
}

const clean = (text: string): string => maskPersonal(tidy(withoutAccounts(withoutLinks(text))));

const withoutLinks = (text: string): string =>
  addressesIn(text).reduce((rest, url) => rest.replace(url, ' '), text);

const platformIn = (text: string): string | null =>
  PLATFORM_NAMES.find(([name]) => name.test(text))?.[1] ?? null;

const dateIn = (text: string): string | null => {
  const found = /\d{4}\s*(?:年|-|\/|\.)\s*\d{1,2}\s*(?:月|-|\/|\.)\s*\d{1,2}[日\s]?[^\n，。；、]{0,20}/.exec(
    text,
  );
  return found ? parseFeedDate(found[0]) : null;
};

/** The first sentence, or as much of it as a line holds. */
function titleOf(text: string): string {
  const line = oneLine(text);
  const sentence = /^.{4,}?(?=[。！？!?；])/.exec(line)?.[0] ?? line;
  return clipText(sentence.length > 0 ? sentence : line, TITLE_LENGTH);
}

import type { PlaceAside } from '#incidents';
import { sentenceAt } from '../text/reading.js';

export type PlaceRole = PlaceAside['role'];

const SURNAME = '[李王张刘陈赵郭任武梁田马高宋侯杨]';
const HOME_BEFORE =
  /(?:家住|现住|居住在|户口在|户籍在|老家[在是]?|娘家[在是]?|婆家[在是]?|家[是在]|我是|我们是|来自|出生在|嫁到|嫁自)$/u;
const HOME_AFTER = new RegExp(
  `^[\\u4e00-\\u9fa5]{0,6}?的?(?:${SURNAME}[\\u4e00-\\u9fa5某]?)?(?:女士|先生|大爷|大妈|老汉|老人|村民|居民|网友|市民|住户)?(?:[^，。；！？\\n]{0,6}|的，[^，。；！？\\n]{0,10}?)(?:在|到|去|从|前往|途经|路过)`,
  'u',
);
/** Where somebody comes from, wherever the sentence goes on to. */
const ORIGIN_BEFORE = /(?:老家[在是]?|娘家[在是]?|籍贯[是：:]?|户籍(?:地|在|是)?|祖籍|出生[在于]|嫁自)$/u;
const ORIGIN_AFTER = /^(?:籍(?!贯)|老乡|人(?![民家员口行大社多气工为均])(?!们?都))/u;
const SETS_OUT =
  /^(?:专门|特意|大老远)?(?:赶[到去来往]|跑[到去来]|走[到去]|(?:坐车|打车|骑车|开车)[^，。]{0,4}?[到去来](?=[^，。年]))/u;
const TRAFFIC =
  /公交|班车|客车|大巴|线路|公路|道路|路段|修路|高速|通车|铁路|管[线道]|[县乡]道|隧道|大桥|方向/u;
const TAKEN_TO =
  /(?:[送转运](?:往|到|至|去)|送医(?:到|至)?|转院(?:到|至|去)?|逃[往到至]|潜逃至|抓获于|遣返)$/u;
const OFFICE_BEFORE =
  /(?:[市县]?政府|市委|政务(?:大厅|服务中心)|办事大厅|法院|检察院|人民医院|市医院|税务局|公安局|信访局|交警队|局机关|总部)(?:就|都|也)?(?:在|设在|位于|坐落[在于])$/u;
const COMPARED_BEFORE = /(?:不如|比不上|比不了|赶不上|不及|学学|学习|参照|效仿)$/u;
const COMPARED_PAIR = /^[^，。；！？\n]{0,12}?(?:差|强|好|远|多了?|更|还要|一样|那样|似的)/u;

const clip = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - length), at);

/** The part a place named at [start, end) plays besides being the place of the event; null when it may be that. */
export function roleAt(text: string, start: number, end: number): PlaceRole | null {
  const before = clip(text, start, 12);
  const after = text.slice(end, end + 24);
  if (OFFICE_BEFORE.test(before)) return 'office';
  if (TAKEN_TO.test(before)) return 'destination';
  if (COMPARED_BEFORE.test(before)) return 'compared';
  if (/[比像跟]$/u.test(before) && COMPARED_PAIR.test(after)) return 'compared';
  if (/[与同和跟]$/u.test(before) && /^(?:相比|比起来)/u.test(after)) return 'compared';
  return isHome(text, { start, before, after }) ? 'home' : null;
}

function isHome(
  text: string,
  { start, before, after }: { start: number; before: string; after: string },
): boolean {
  if (ORIGIN_BEFORE.test(before) || ORIGIN_AFTER.test(after)) return true;
  if (saysHome(before)) return HOME_AFTER.test(after);
  if (!/[从由]$/u.test(before) || !SETS_OUT.test(after)) return false;
  return !TRAFFIC.test(text.slice(...sentenceAt(text, start)));
}

/** Directly, or with the township in between ("家住兑镇镇|偏城村"). */
const saysHome = (before: string): boolean =>
  HOME_BEFORE.test(before) ||
  (/[镇乡道]$/u.test(before) && [3, 4, 5].some((length) => HOME_BEFORE.test(before.slice(0, -length))));

const ROLE_WORDS: Record<PlaceRole, string> = {
  home: '当事人的来处',
  destination: '去处',
  office: '机关所在地',
  compared: '拿来比较的',
};

/** The sentence for the record. */
export const asideSentence = ({ words, role }: PlaceAside): string =>
  `“${words.join('、')}”是${ROLE_WORDS[role]}，不作事发地。`;

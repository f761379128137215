import type { WordSpot } from '#jurisdiction';
import { isPretended } from '../bodies/standing.js';
import { clauseAt } from '../text/reading.js';

/** Words for kinds of people: 五保户, 低保户, 退伍军人, 留守儿童, 农民工. */
const PEOPLE =
  /(?:户|老人|老兵|军人|伍兵|孤儿|儿童|孤寡|军属|职工|群众|游客|家庭|五保|农民工|残疾人|困境|特困)$/u;
/** What is due to such people is a matter of its own: 五保户的补助, 老兵优待证. */
const THEIR_DUE =
  /^的?[^，。；！？\n]{0,6}(?:补|金|待遇|政策|认定|资格|评定|名额|指标|证|优待|安置|救助|救济|慰问|供养|申请|身份|帮扶|福利|标准|被取消|取消了|没了|不给)/u;
/** People are only named by what happens to them. */
const OWN_MATTER =
  /(?:评|认定|取消|冒充|办理?|申请|成为|当上|吃上?|享受|列为|纳入|退出|清退|假|冒领)[^，。；！？\n]{0,3}$/u;

/** Whose money it costs is asked in passing: "电费谁掏？". */
const WHO_PAYS = /谁(?:来|去)?(?:掏|出|付|交|买单|埋单|负担|承担)|(?:浪费|白花|搭上|倒贴)/u;

/** Who cannot get through is told to show how bad it is: "消防车都进不来". */
const KEPT_OUT = /^[都也就还根本可]{0,3}(?:(?:进|过|开|通|挤)不|绕着?[走行道])/u;

/** What nearly happened did not: "骑车差点掉进去". */
const NEARLY = /差一?点儿?|险些|好悬/u;
/** Who it nearly happened to. */
const WHO = /(?:车|人|孩子|娃|老头|老太)$/u;

/** The word only says to whom something happens, with what vehicle, or who pays for it, not what it is about. */
export function isScenery(text: string, { word, start, end }: WordSpot): boolean {
  if (text[end] === '车' || isPretended(text, start)) return true;
  if (word.endsWith('车') && KEPT_OUT.test(text.slice(end, end + 6))) return true;
  const [from, to] = clauseAt(text, start);
  const nearly = text.slice(from, to).search(NEARLY);
  if (nearly >= 0 && (from + nearly < start || WHO.test(word))) return true;
  if (PEOPLE.test(word))
    return (
      !THEIR_DUE.test(text.slice(end, end + 12)) &&
      !OWN_MATTER.test(text.slice(Math.max(from, start - 8), start))
    );
  return word.endsWith('费') && WHO_PAYS.test(text.slice(from, to));
}

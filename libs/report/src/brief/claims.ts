import { groupAlike } from '../text/grouping.js';
import { sentencesOf } from '../text/sentences.js';
import { coverage, likeness, middle, without } from '../text/vectors.js';
import { isEstablished } from './happened.js';
import type { BriefInput, BriefItem } from './input.js';
import type { Told } from './told.js';
import type { ClaimGroup, ClaimStatus } from './types.js';

const MOST = 8;
const NEAR = 0.45;
/** How much of a claim a text must take up to be about it. */
const TAKEN_UP = 0.45;
/** And of what sets it apart from the other claims: what refutes one rumour says nothing of another about the same matter. */
const SET_APART = 0.3;

/** Somebody was harmed, something was hidden, money was taken: what must be established before it is said. */
const GRAVE =
  /死|亡|遇难|伤|失踪|被困|中毒|感染|确诊|爆炸|起火|着火|坍|塌|泄漏|污染|超标|致癌|毒|打人|殴打|跳楼|瞒报|隐瞒|封口|贪|挪用|侵占|收钱|乱收费|克扣|拖欠|造假|假[药货酒]|变质|过期|强拆|抓|拘/u;
/** Told even where one alone says it. */
const CASUALTY = /死|亡|遇难|伤|失踪|被困|中毒|爆炸|起火|着火|坍|塌/u;
/** Names of laws and offices, not of harm. */
const LEARNT = /防治法|防治办|伤残鉴定|《[^》]*》/u;
/** Who has an interest: the business or body concerned, speaking for itself. */
const PARTY =
  /(?:公司|企业|厂[方家]?|矿方?|校方|学校|园方|医院|院方|物业|开发商|商家|店家|商场|超市|饭店|老板|负责人|当事[人方]|该方|对方)[^，。；]{0,10}(?:称|表示|回应|声明|说|否认|辩|解释|澄清|坚称)/u;
const REFUTES = /不实|不属实|谣言|虚假|没有此事|并无此事|无此事|未发生|不存在|并非|辟谣|澄清|系误[传读]/u;
/** Who may refute: an authority, named. */
const AUTHORITY =
  /公安|警方|派出所|网警|网信|政府|宣传部|新闻办|应急|卫健|卫体|疾控|市场监[管督]|生态环境|环保局|气象|地震|消防|教育局|教科局|住建|交通局|水利局|发改|调查组|指挥部|[局委办厅](?:通报|发布|回应|核实|查明|经查)|官方/u;

/**
 * What is claimed about the matter, and how far it is established. A refutation counts only from an authority that is no
 * party to the matter or from our own published text; a denial by the party concerned refutes nothing, whatever it calls
 * itself (domain (f)2).
 */
export function claimsIn(told: readonly Told[], input: BriefInput): ClaimGroup[] {
  const claims = told.filter(
    ({ text, doubted, item }) =>
      !item.own && !refutes(text) && (doubted || (GRAVE.test(text) && !LEARNT.test(text))),
  );
  const groups = groupAlike(
    // What the whole matter is about does not make two claims one.
    claims.map(({ vector }) => without(vector, input.incident.title)),
    NEAR,
  ).map((members) => members.map((index) => claims[index] as Told));
  const words = groups.map(wordsOf);
  return groups
    .map((members, at) => {
      const others = [input.incident.title, ...words.filter((_, other) => other !== at)];
      return toClaim(members, { text: words[at] ?? '', others }, input);
    })
    .filter(({ status, independent, text }) => status !== 'open' || independent > 1 || CASUALTY.test(text))
    .toSorted(
      (a, b) =>
        b.independent - a.independent ||
        ORDER.indexOf(a.status) - ORDER.indexOf(b.status) ||
        (a.text < b.text ? -1 : 1),
    )
    .slice(0, MOST);
}

/** What must be looked at first. */
const ORDER: ClaimStatus[] = ['unverified', 'denied_by_party', 'refuted', 'open', 'verified'];

const refutes = (sentence: string): boolean =>
  REFUTES.test(sentence) &&
  (AUTHORITY.test(sentence) || PARTY.test(sentence) || /辟谣|经查|经核实/u.test(sentence));

/** A claim in the words of the one who tells it most like all who do. */
function wordsOf(members: readonly Told[]): string {
  const centre = middle(members.map(({ vector }) => vector));
  const best = members.reduce((a, b) =>
    likeness(b.vector, centre) - b.text.length * 0.002 > likeness(a.vector, centre) - a.text.length * 0.002
      ? b
      : a,
  );
  return best.text;
}

/** What is claimed, and what else is told of the matter: title and the other claims. */
interface Claim {
  text: string;
  others: readonly string[];
}

/** Whether a text is about a claim. */
const takesUp = (text: string, claim: Claim): boolean =>
  coverage(claim.text, text) >= TAKEN_UP && coverage(claim.text, text, claim.others) >= SET_APART;

function toClaim(members: readonly Told[], claim: Claim, input: BriefInput): ClaimGroup {
  const itemIds = [...new Set(members.map(({ item }) => item.id))];
  const doubted = members.every((one) => one.doubted);
  const known = establish(claim, members, input);
  return { text: claim.text, itemIds, independent: itemIds.length, ...(known ?? unknown(doubted)) };
}

type Establishment = Pick<ClaimGroup, 'status' | 'by' | 'evidenceIds' | 'publishedId'>;

const unknown = (doubted: boolean): Establishment => ({
  status: doubted ? 'unverified' : 'open',
  by: null,
  evidenceIds: [],
  publishedId: null,
});

/** The strongest word on it: our own published refutation, a unit that looked, an authority, an editor, the party. */
function establish(claim: Claim, members: readonly Told[], input: BriefInput): Establishment | null {
  const published = input.published.find(
    ({ occasion, title, text, unit }) =>
      occasion === 'refutation' && !input.parties.includes(unit) && takesUp(`${title}${text}`, claim),
  );
  if (published) return { status: 'refuted', by: published.unit, evidenceIds: [], publishedId: published.id };
  return found(claim, input) ?? answered(claim, input.items) ?? confirmed(members);
}

/** What the units that looked report; the party concerned can confirm what it did, but refutes nothing. */
function found(claim: Claim, { findings, parties }: BriefInput): Establishment | null {
  for (const { unit, truth, text } of findings.toReversed()) {
    if ((truth !== 'true' && truth !== 'false') || !takesUp(text, claim)) continue;
    const status = truth === 'true' ? 'verified' : parties.includes(unit) ? 'denied_by_party' : 'refuted';
    return { status, by: unit, evidenceIds: [], publishedId: null };
  }
  return null;
}

/** Sentences among the items that refute or deny it, and who says them. */
function answered(claim: Claim, items: readonly BriefItem[]): Establishment | null {
  const about = items
    .filter(({ claim: how }) => how === 'refuted' || how === 'denied_by_party')
    .flatMap((item) =>
      sentencesOf(item)
        .filter((sentence) => refutes(sentence) || PARTY.test(sentence))
        .filter(() => takesUp(`${item.title}${item.text}`, claim))
        .map((sentence) => ({ item, authority: speaksForAuthority(sentence, item) })),
    );
  const [strongest] = about.toSorted((a, b) => Number(b.authority) - Number(a.authority));
  if (!strongest) return null;
  const evidenceIds = [
    ...new Set(about.filter(({ authority }) => authority === strongest.authority).map(({ item }) => item.id)),
  ];
  const status = strongest.authority ? 'refuted' : 'denied_by_party';
  return {
    status,
    by: strongest.authority ? strongest.item.source.name : null,
    evidenceIds,
    publishedId: null,
  };
}

/** An authority speaks, in a text that an editor answers for. */
const speaksForAuthority = (sentence: string, item: BriefItem): boolean =>
  item.claim === 'refuted' &&
  item.source.tier !== 'self' &&
  AUTHORITY.test(sentence) &&
  !PARTY.test(sentence);

function confirmed(members: readonly Told[]): Establishment | null {
  const sure = members.filter(({ item, doubted }) => !doubted && isEstablished(item));
  const [first] = sure;
  if (!first) return null;
  return {
    status: 'verified',
    by: first.item.source.name,
    evidenceIds: [...new Set(sure.map(({ item }) => item.id))],
    publishedId: null,
  };
}

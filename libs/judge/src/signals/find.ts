import { isMood, type BodyHit, type PlaceHit, type SignalKind, type TopicHit } from '#incidents';
import type { WordSpot } from '#jurisdiction';
import type { BodyFinding } from '../bodies/find.js';
import { clauseAt, sentenceAt, wordsOf, type Reading } from '../text/reading.js';
import { oldEvent } from './old-event.js';
import type { Phrase } from './phrases.js';
import { isTold } from '../text/untold.js';
import { publicConcern } from './concern.js';
import type { SignalFinding } from './types.js';

export type { SignalFinding } from './types.js';

/** What the other findings say, for signals that words alone do not decide. */
export interface SignalContext {
  bodies: readonly BodyFinding[];
  places: readonly PlaceHit[];
  topics: readonly TopicHit[];
}

/** Circumstances of the text that the rules ask for (signals.json), each kind once. */
export function findSignals(reading: Reading, context: SignalContext): SignalFinding[] {
  const byKind = new Map<SignalKind, WordSpot[]>();
  const note = (kind: SignalKind, spots: WordSpot[]) =>
    spots.length > 0 && byKind.set(kind, [...(byKind.get(kind) ?? []), ...spots]);
  for (const { key, spots } of reading.words.signals) if (!isMood(key)) note(key, spots);
  for (const { key: phrase } of reading.words.phrases) note(phrase.kind, phraseSpots(reading.full, phrase));
  note('not_government', ownConductOf('party', context));
  const findings = [...byKind]
    .filter(([kind, spots]) => holds(kind, spots, reading, context))
    .map(([kind, spots]) => finding(kind, spots, reading, context));
  const old = oldEvent(reading);
  if (old) findings.push({ signal: { kind: 'old_event', words: old.words }, spots: [] });
  const accused = findings.find(({ signal }) => signal.kind === 'misconduct');
  const concern = accused && publicConcern(reading, accused.spots, context.topics);
  if (concern) findings.push(concern);
  return findings;
}

/** Where a phrase stands, with its whole sentence as the surroundings it asks for. */
function phraseSpots(full: string, { pattern, with: needed, without }: Phrase): WordSpot[] {
  return [...full.matchAll(pattern)].flatMap((match) => {
    const [word] = match;
    const sentence = full.slice(...sentenceAt(full, match.index));
    if ((needed && !needed.test(sentence)) || without?.test(sentence)) return [];
    return [{ word, start: match.index, end: match.index + word.length }];
  });
}

/** Where bodies of that kind stand with their own conduct. */
const ownConductOf = (kind: BodyHit['kind'], context: SignalContext): WordSpot[] =>
  context.bodies.flatMap(({ hit, spots }) => (hit.kind === kind && hit.conduct ? spots : []));

function finding(
  kind: SignalKind,
  spots: WordSpot[],
  reading: Reading,
  context: SignalContext,
): SignalFinding {
  const unit = unitOf(kind, spots, reading, context);
  return { signal: { kind, words: wordsOf(spots), ...(unit ? { unit } : {}) }, spots };
}

/** The unit accused (RT-05), the drafter of the policy (RT-15), the superior (RT-02). */
function unitOf(
  kind: SignalKind,
  spots: readonly WordSpot[],
  reading: Reading,
  context: SignalContext,
): string | undefined {
  const { bodies } = context;
  const ours = bodies.filter(
    ({ hit }) => (hit.kind === 'unit' || hit.kind === 'station') && !hit.landmark && hit.unit,
  );
  if (kind === 'misconduct') return ours[0]?.hit.unit ?? townshipOf(reading, spots, context.places);
  if (kind === 'policy_misread') return (drafter(reading, ours) ?? ours[0])?.hit.unit;
  if (kind === 'superior_matter')
    return superiorOrgan(reading, spots) ?? bodies.find(({ hit }) => hit.kind === 'superior')?.hit.unit;
  return undefined;
}

const TOWNSHIP_OFFICIAL =
  /镇长|乡长|[镇乡](?:党委)?书记|(?:[镇乡]|街道|办事处)(?:里|政府|办|工委)?的?(?:某|一[名个位]|有个|个别|部分|几[名个])?副?(?:主任|书记|干部|领导|工作人员|公务员)/u;

/** The township whose own officials are accused. */
function townshipOf(
  reading: Reading,
  spots: readonly WordSpot[],
  places: readonly PlaceHit[],
): string | undefined {
  const accused = spots.some(({ start }) =>
    TOWNSHIP_OFFICIAL.test(reading.full.slice(...sentenceAt(reading.full, start))),
  );
  const [place] = places.filter(({ kind, ambiguous }) => kind === 'township' && ambiguous.length === 0);
  return accused ? place?.name : undefined;
}

const DRAFTS_AFTER = /^[^，。；！？\n）)]{0,6}(?:起草|拟定|拟订|草拟|制定|牵头|代拟|出台|的新规|的新政)/u;
const DRAFTS_BEFORE = /(?:由|系|为)$/u;

/** The unit the text itself calls the drafter ("由市发改局起草"), whoever issued the policy. */
const drafter = (reading: Reading, bodies: readonly BodyFinding[]): BodyFinding | undefined =>
  bodies.find(({ spots }) =>
    spots.some(
      ({ start, end }) =>
        DRAFTS_AFTER.test(reading.full.slice(end, end + 12)) ||
        (DRAFTS_BEFORE.test(reading.full.slice(Math.max(0, start - 2), start)) &&
          /起草|制定|牵头/u.test(reading.full.slice(end, end + 12))),
    ),
  );

/** The superior organ as the text writes it, with its province or prefecture in front (省教育厅 → 山西省教育厅). */
function superiorOrgan(reading: Reading, spots: readonly WordSpot[]): string | undefined {
  const { parents } = reading.directory.profile.jurisdiction;
  const province = parents.find(({ name }) => name.endsWith('省'))?.name ?? '省';
  const named = reading.words.phrases.filter(({ key }) => key.kind === 'superior_matter');
  for (const { pattern } of named.map(({ key }) => key))
    for (const { start, end } of spots) {
      const organ = new RegExp(pattern.source, 'u').exec(reading.full.slice(start, end))?.groups?.['organ'];
      if (organ && organ !== '国务院') return organ.startsWith('省') ? `${province}${organ.slice(1)}` : organ;
    }
  return undefined;
}

function holds(kind: SignalKind, spots: WordSpot[], reading: Reading, context: SignalContext): boolean {
  if (kind === 'not_government') return notGovernment(spots, reading, context);
  if (kind === 'crosses_border') return crossesBorder(reading, context.places);
  if (kind === 'superior_matter') return !aboutOurPart(spots, reading);
  if (kind === 'drill') return spots.some((spot) => isSubject(spot, reading));
  if (kind === 'policy_misread') return isAboutPolicy(reading, context);
  if (kind === 'moral_outrage') return isToldAsHappened(kind, spots, reading);
  return true;
}

/** What can be misread so that a government must explain it; a road sign or a meter is none. */
const POLICY =
  /政策|新政|新规|规定|规划|方案|办法|通知|细则|意见|标准|改革|文件|制度|措施|公告|通告|公示|决定|条例|通报|补贴|补助|待遇|限行|限号|限购|学区|划片|招生|入学|收费|征收|合并|撤并|取消|禁止|统一|一律|没收|强制|上牌|收回|停发/u;
const isAboutPolicy = ({ full }: Reading, { bodies }: SignalContext): boolean =>
  POLICY.test(full) || bodies.some(({ hit }) => hit.kind === 'unit' && !hit.landmark);

/** MR-3: what is denied, feared or to be prevented has outraged nobody; one word told plainly is enough. */
function isToldAsHappened(kind: SignalKind, spots: readonly WordSpot[], reading: Reading): boolean {
  const told = new Set(spots.filter((spot) => isTold(reading.full, spot)).map(({ word }) => word));
  if (spots.every(({ word }) => told.has(word))) return true;
  const { words } = reading.directory.profile.signals.find((list) => list.kind === kind) ?? { words: [] };
  return words.some((entry) =>
    entry.split(/[+~]/u).every((part) => part.split('|').some((w) => told.has(w))),
  );
}

const isOwnConduct = ({ hit }: BodyFinding): boolean =>
  hit.conduct === true && (hit.kind === 'unit' || hit.kind === 'station');

const BLAMED =
  /态度|不公|拖|不立案|不受理|不答复|不给答复|没答复|不执行|执行难|枉法|推诿|不作为|选人|提拔|任用|偏袒|偏向|判决|判得|判的|走过场|渎职|冤/u;

/** RT-04: without a subject of government any such organ is the matter; beside one only the organ that is blamed itself. */
function notGovernment(spots: WordSpot[], reading: Reading, { bodies, topics }: SignalContext): boolean {
  if (bodies.some(isOwnConduct)) return false;
  if (topics.length === 0) return true;
  const party = bodies.filter(({ hit }) => hit.kind === 'party' && hit.conduct).flatMap((body) => body.spots);
  return party.some((spot) => {
    const [, end] = clauseAt(reading.full, spot.start);
    return spots.includes(spot) && BLAMED.test(reading.full.slice(spot.end, end));
  });
}

/** RT-03 needs both sides: the words of a border and a place beyond it. */
function crossesBorder(reading: Reading, places: readonly PlaceHit[]): boolean {
  const outside = places.some((place) => place.kind === 'outside');
  return outside && (reading.local || places.some((place) => place.kind !== 'outside'));
}

/** "国家政策明明有，我们村就是不给办": the complaint is about how it is carried out here, not about the policy. */
function aboutOurPart(spots: WordSpot[], reading: Reading): boolean {
  const LOCAL_PART =
    /(?:不给|不按|没按|未按|不执行|不落实|没落实|未落实|没有落实|打折扣|拖着不|不发|没发|未发|截留|走样|变相|落实不到位|执行不到位|明令禁止|三令五申|照样|顶风|违反)/u;
  return spots.some((spot) => LOCAL_PART.test(reading.full.slice(...sentenceAt(reading.full, spot.start))));
}

/** Something did happen at the drill, or because of it: "搞演练把消火栓弄坏了，停水一天". */
const WENT_WRONG =
  /演[练习][^。！？\n]{0,24}?(?:结果|导致|造成|致使|害得|弄坏|弄伤|真的?(?:着火|受伤|出事)|扰民|没通知|不通知|没人通知|没提前)|演[练习][^。！？\n]{0,40}?(?:住了?院|骨折|呛[得伤]|[摔砸]伤|晕倒|[吓砸摔撞踩挤][着坏伤倒哭病])/u;

/** "不是演习", "还以为是演练": it was none. */
const NO_DRILL = /(?:不是|并非|绝非|不像|以为(?:又?是)?(?:在)?(?:搞|做)?)(?:什么)?$/u;

/** A drill is the matter when its title or opening sentence says so. */
function isSubject(spot: WordSpot, reading: Reading): boolean {
  if (NO_DRILL.test(reading.full.slice(Math.max(0, spot.start - 6), spot.start))) return false;
  if (WENT_WRONG.test(reading.full) && !/模拟|假设|科目/u.test(reading.full)) return false;
  const first = Math.max(sentenceAt(reading.full, 0)[1], reading.titleEnd);
  return spot.start <= first || /举行|开展|组织|模拟|假设|科目|圆满|桌面推演/u.test(reading.full);
}

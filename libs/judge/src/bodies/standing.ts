import { clauseAt, sentenceAt } from '../text/reading.js';

/** How a body stands in the text: as a landmark, as one that only hears or responds, or with its own conduct. */
export type Standing = 'landmark' | 'mentioned' | 'conduct';

const LANDMARK_AFTER =
  /^(?:的)?(?:[大正后前侧]?门[口前外]|门前|门外|附近|对面|旁边?|东侧|西侧|南侧|北侧|[东西南北]边|路口|以[东西南北]|隔壁|楼下|楼前|家属[院楼]|宿舍|后面|前面|周边|周围|往[东西南北]|一带|东面|西面|南面|北面|十字|广场|院内|院里|停车场|墙外|围墙外|那条路|这条路|路段|站牌|公交站)/u;
/** What follows a name, behind the quotation mark that closes it. */
const behind = (text: string, end: number): string => text.slice(end, end + 7).replace(/^[”"’」』》】]/u, '');

/** A word that only says where: "税务大厅门前", "人民医院北墙外". */
export const isLandmark = (text: string, end: number): boolean =>
  LANDMARK_AFTER.test(behind(text, end)) ||
  /^(?:(?![在站蹲守还就都也])[\u4e00-\u9fa5]){0,3}(?:大?门[口前外]|门外|附近|对面|旁边|[东西南北]墙外|墙外|围墙外)/u.test(
    text.slice(end, end + 8),
  );

const TOLD_BEFORE =
  /(?:向|给|跟|找|报|联系|拨打|打给|打了?|反映到|反馈给|投诉到|投诉给|举报到|请|希望|恳请|请求|建议|呼吁|盼|求|问过?|咨询)(?:了|过)?(?:孝义)?$/u;
/** Further units of one list: "希望住建局和|交通运输局处理". */
const TOLD_LIST =
  /(?:向|找|请|希望|恳请|请求|建议|呼吁|盼|要求)(?:孝义|市|[\u4e00-\u9fa5]{2,12}[、])*[\u4e00-\u9fa5]{2,12}[、和与及跟同]$/u;
const IN_VAIN =
  /无果|推诿|不管|没人管|无人管|不受理|不予|不答复|不回复|没答复|没回复|无人答复|无人回复|没有答复|没有回复|没有结果|没结果|没有回音|没人理|不理|踢皮球|互相推|推来推去|不作为|敷衍|拖着|至今|没解决|未解决|没下文|打不通|没人接|无人接|不接电话|让我们等|推脱/u;
const RESPONDING =
  /^(?:[\u4e00-\u9fa5]{0,6})?(?:赶到|赶赴|到场|到达|抵达|出动|扑救|救援|处置|介入|立案|侦办|侦破|通报|通告|发布|回应|表示|称|介绍|提醒|提示|已派|正在|全力|组织|开展|紧急|接报|接到|迅速|成立|调查|核实|预报|预警|辟谣|联合|走访|慰问|救治|抢救|收治)/u;
/** Somebody only gives himself out as one of them. */
const PRETENDED = /(?:说是|自称是?|冒充|假冒|谎称是?|假扮|自报是)$/u;
export const isPretended = (text: string, start: number): boolean =>
  PRETENDED.test(text.slice(Math.max(0, start - 4), start));
const SENT_TO = /(?:送往|送到|送至|送去|转到|转至|转往|被送|拉到|送|在)$/u;
const COMPLAINT =
  /态度|推诿|不作为|乱收|多收|额外|只收不办|踢皮球|敷衍|拖延|刁难|不办|不给办|拒绝|拒不|不受理|不予|不作答|久拖|迟迟|不公开|违规|违法|粗暴|骂|打人|罚款|乱罚|扣[车押]|脱岗|没人|不在岗|排队|收费|要求|让人|失职|渎职|不透明|误导|隐瞒|瞒报|通报不|回应不|质疑|服务|效率|窗口|出警|慢|执法|新政|政策|文件|通知|规定|方案|不接|打不通|不管|搞错|弄错|丢失|泄露|失误|不准|误报|漏报|报错|谎报|不退|退费|退款/u;

/**
 * Reads the clause around a body. Units that are told of a matter or that respond to it are only mentioned, unless
 * their answer is what the text complains of.
 */
export function standing(text: string, start: number, end: number): Standing {
  if (LANDMARK_AFTER.test(behind(text, end))) return 'landmark';
  const [, sentenceEnd] = sentenceAt(text, start);
  const rest = text.slice(end, sentenceEnd);
  const before = text.slice(Math.max(0, start - 6), start);
  if (SENT_TO.test(before) && /^(?:[\u4e00-\u9fa5]{0,6})?(?:救治|治疗|抢救|住院|就医|检查)/u.test(rest))
    return 'mentioned';
  if (isPretended(text, start)) return 'mentioned';
  if (TOLD_BEFORE.test(before) || TOLD_LIST.test(text.slice(Math.max(0, start - 24), start)))
    return IN_VAIN.test(rest) ? 'conduct' : 'mentioned';
  const [, clauseEnd] = clauseAt(text, start);
  const clauseRest = text.slice(end, clauseEnd);
  if (RESPONDING.test(clauseRest) && !COMPLAINT.test(rest) && !IN_VAIN.test(rest)) return 'mentioned';
  return 'conduct';
}

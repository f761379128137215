/**
 * What a text is to the public: an answer with substance; a holding answer (阶段性回应: 正在调查); news of officials at work
 * (工作动态); an empty place-holder.
 */
export const NATURES = ['answer', 'holding', 'activity', 'placeholder'] as const;
export type Nature = (typeof NATURES)[number];

/** 回应、答复和调查的结果 are words of substance. */
const SUBSTANCE =
  /经查|经核|核实|调查(?:结果|认定|显示)|查明|情况(?:通报|说明|如下)|原因(?:是|为|系)|系因|由于|回应|答复|不属实|属实|已于|已恢复|已完成|决定(?:对|给予)/u;
const PENDING =
  /(?:正在|已(?:经)?(?:成立|组织|介入|启动|展开|开展))[^，。；]{0,20}(?:调查|核实|核查|处置|抢修|救援|处理)|调查(?:正在|中|工作正在)|(?:结果|进展|有关情况|后续情况)[^，。；]{0,12}(?:及时|第一时间|将)[^，。；]{0,10}(?:公布|通报|发布|公开)/u;
const ACTIVITY =
  /(?:召开|组织召开|主持召开)[^，。]{0,20}(?:会议?|部署会|推进会|调度会)|(?:深入|赴|到)[^，。]{0,20}(?:调研|督导|检查指导|慰问)|(?:会议|他)?(?:强调|指出)[，：]/u;
const EMPTY = /内容(?:建设|更新|整理)中|敬请(?:期待|关注后续)|稍后(?:发布|公布)|详情后续|待(?:更新|发布)/u;
/** What was found, not what will be told when it is. */
const RESULT =
  /经查|查明|(?<!公布|公开|通报|发布|反馈)调查(?:结果(?!将|会|及时|公布|出)|认定|显示)|原因(?:是|为|系)|系因/u;
/** A text shorter than this says that something was noticed, and no more. */
const SHORTEST = 30;

/** Marks and spaces say nothing. */
const said = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, '');

/**
 * Proposes what a text is; whoever registers it may say otherwise, and is named for it.
 * @param text title and body, plain
 */
export function natureOf(text: string): Nature {
  if (EMPTY.test(text) || said(text).length < SHORTEST) return PENDING.test(text) ? 'holding' : 'placeholder';
  if (ACTIVITY.test(text) && !SUBSTANCE.test(text)) return 'activity';
  return PENDING.test(text) && !RESULT.test(text) ? 'holding' : 'answer';
}

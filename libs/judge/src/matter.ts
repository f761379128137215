import type { Judgement, Reason, Signal } from '#incidents';
import type { Reading } from './text/reading.js';

/** Asking, urging, wanting: somebody expects something. */
const ASKS =
  /[?？]|求助|请求|希望|请.{0,8}(?:管|查|修|处理|解决|重视|回复|答复|说明|公开)|谁管|谁来管|有没有人管|怎么回事|什么时候|为什么|为何|凭什么|该找谁|呼吁|建议|咨询/u;

/** How a body of ours or a reporter tells of the day's work. */
const ROUTINE =
  /举办|举行|召开|开展.{0,12}(?:活动|检查|宣传|培训|行动)|启动仪式|开幕|闭幕|揭牌|慰问|走访|调研|荣获|圆满|喜迎|丰收|欢迎.{0,6}(?:来|前往)/u;

/** Small talk: views, food, things for sale, company for the evening. */
const SMALL_TALK =
  /好看|好美|真美|漂亮|风景|晚霞|雪景|夜景|日出|打卡(?![上里到])|美食|好吃|求?推荐|转让|出一[台辆套]|[九八]成新|二手|求购|约起来|约[球饭]|一起(?:打|去|玩|爬)|相亲|招领|丢了.{0,6}[猫狗]|晒一晒|分享一下|随手发|周末愉快|早安|晚安|节日快乐/u;

/** Something is wrong all the same: "大厅修好了，便民点倒关了". */
const TROUBLE =
  /没人|[没不][给让发来开修退管接]|没有(?:给|发|人|下文|结果|回音)|[关停撤拆]了|拖[着了欠]|欠[着了]|塌|坏|漏|断了|堵|涨价|打不通|浑浊|铁锈|臭|脏|太[贵差慢吵冷乱远]|乱[收停扔倒堆]/u;

type Findings = Pick<
  Judgement,
  'relevant' | 'topics' | 'bodies' | 'facts' | 'tone' | 'eventLevel' | 'mustRespond'
> & { signals: readonly Signal[] };

/**
 * Why an item of ours is no public matter (闲谈、动态), or null when it is one. Only what names no trouble, asks for
 * nothing and is not spread counts as none: a doubt makes it a matter, and a person's entry always is one.
 */
export function noMatter(reading: Reading, found: Findings): Reason | null {
  const { item, full } = reading;
  const someone = [found.facts.dead, found.facts.injured, found.facts.missing, found.facts.trapped];
  const grave =
    found.eventLevel !== 'none' || found.mustRespond.length > 0 || someone.some((n) => n !== null && n > 0);
  const spread =
    item.assignedBySuperior ||
    (item.hotSearch ?? 'none') !== 'none' ||
    Object.values(item.facts ?? {}).some((fact) => fact !== undefined);
  if (!found.relevant || grave || spread || found.signals.length > 0) return null;
  if (found.tone === 'negative' || ASKS.test(full) || (item.engagement?.comments ?? 0) >= 100) return null;
  const routine = ROUTINE.exec(full)?.[0];
  const named = found.topics.length > 0 || found.bodies.some((body) => body.conduct);
  const idle = routine ?? (named ? undefined : SMALL_TALK.exec(full)?.[0]);
  if (!routine && TROUBLE.test(full)) return null;
  if (!idle && found.tone !== 'positive') return null;
  const because = routine
    ? '为日常动态，未见诉求、损害或质疑，先观察，不立案。'
    : '未见诉求、事由或不满，先观察，不立案。';
  return {
    rule: 'no-matter',
    version: reading.directory.version,
    because,
    ...(idle && { words: [idle] }),
  };
}

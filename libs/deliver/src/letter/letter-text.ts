import { DateTime } from 'luxon';

/** What a letter to a coordinator outside is made of; nothing of it names or describes a citizen. */
export interface LetterFacts {
  /** 孝舆协〔2026〕3号 */
  number: string;
  /** The coordinator written to. */
  unit: string;
  /** 会同 */
  beside: string | null;
  /** Units whose part it coordinates; empty: the whole matter. */
  scopes: string[];
  incidentNumber: string;
  /** Title of the matter, masked when it was stored. */
  title: string;
  places: string[];
  level: string;
  respondents: string[];
  discoveredAt: Date;
  /** The statutory due time that binds first; null when none runs. */
  statutoryDue: Date | null;
  confirmBy: Date;
  /** Who writes, and acts until it is confirmed. */
  office: string;
  city: string;
  createdAt: Date;
  rehearsal: boolean;
}

/** A letter in its parts, for page, print and document alike. */
export interface LetterParts {
  number: string;
  to: string;
  title: string;
  paragraphs: string[];
  from: string;
  date: string;
}

const zone = { zone: 'Asia/Shanghai' };
const minute = (at: Date) => DateTime.fromJSDate(at, zone).toFormat('yyyy年M月d日H时mm分');
const day = (at: Date) => DateTime.fromJSDate(at, zone).toFormat('yyyy年M月d日');

/** A title within a sentence: its own full stop would end it. */
const plain = (title: string) => title.replace(/[。，、；！？.,;!?\s]+$/u, '');

/** 协调函: the matter in a sentence, what is asked and by when, and the rule that holds for everybody who gets it. */
export function letterParts(facts: LetterFacts): LetterParts {
  const part = facts.scopes.length > 0 ? `${facts.scopes.join('、')}所涉部分` : '全部事项';
  const beside = facts.beside ? `会同${facts.beside}` : '';
  const where = facts.places.length > 0 ? `，涉及${facts.places.join('、')}` : '';
  const answering = facts.respondents.length > 0 ? `，回应主体为${facts.respondents.join('、')}` : '';
  return {
    number: facts.number,
    to: facts.unit,
    title: `${facts.rehearsal ? '【演练】' : ''}关于商请协调政务舆情回应工作的函`,
    paragraphs: [
      `${minute(facts.discoveredAt)}，我市发现一起政务舆情（编号${facts.incidentNumber}，舆情等级${facts.level}）：${plain(facts.title)}${where}${answering}。`,
      `按照政务舆情回应协调机制，责任单位实行垂直管理的，由其上级部门会同宣传部门协调。现商请贵单位${beside}负责${part}的协调工作，并就以下事项予以支持：`,
      '一、指定一名可随时联系的协调联络人，并告知联系电话。',
      `二、指导责任单位核实情况、把握口径，${facts.statutoryDue ? `于${minute(facts.statutoryDue)}前作出首次回应` : '按时限要求作出回应'}。`,
      '三、需要跨地区、跨系统统一口径的，请及时告知。',
      `请于${minute(facts.confirmBy)}前确认。贵单位确认前，暂由${facts.office}代行协调。不属贵单位职责的，请一并告知。`,
      '请围绕群众关切核实处理，不得寻找发帖人、不得要求删帖。',
    ],
    from: `${facts.city}${facts.office.replace(/^市/, '')}`,
    date: day(facts.createdAt),
  };
}

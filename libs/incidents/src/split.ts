import type { Judgement } from './judgement.js';

/** A part of a report: what goes out as a public concern, and what stays with the report (拆件, RT-05). */
export interface Piece {
  no: number;
  text: string;
  /** Proposed; a person decides. */
  goesOut: boolean;
  /** Why it stays, in Chinese; null for what goes out. */
  because: string | null;
}

/** What tells the halves apart. */
export interface SplitMarks {
  /** Words of the accusation: of the misconduct signal, names of the persons recused. */
  accusing: readonly string[];
  /** Words the concern rests on: subjects, places, damage. */
  concern: readonly string[];
}

const SENTENCES = /(?<=[。！？!?；;\n])/u;
const CLAUSES = /(?<=[，,：])|(?<=:)(?!\/)/u;
const ACCUSATION =
  /举报|控告|检举|受贿|行贿|索贿|贪[污腐]|腐败|违纪|违法乱纪|纪委|监委|以权谋私|包庇|保护伞|勾结|挪用|侵吞|侵占|截留|虚报|冒领|徇私|滥用职权|公款|买官|卖官|吃拿卡要|优亲厚友|红包|好处费?|回扣|送礼|收了?[^，。]{0,6}钱|情妇|亲戚|吃空饷/u;
const PERSON =
  /[局科所队镇乡区县市村校院站股部处厂]长|书记|主任|副职|领导|干部|公务员|民警|公职人员|工作人员|支书|委员|他[们家的]?|她[们家的]?|此人|该人|其人|本人/u;
const EVIDENCE = /证据|录音|录像|截图|照片|图片|视频|附件|转账|聊天记录|流水|实名|https?:|www\.|〔链接〕|@/u;

/** Words of the two halves as judging found them. */
export function splitMarks(judgements: readonly Judgement[], accusing: readonly string[] = []): SplitMarks {
  const signals = judgements.flatMap((judgement) => judgement.signals);
  const of = (kind: string) => signals.flatMap((signal) => (signal.kind === kind ? signal.words : []));
  const found = judgements.flatMap(({ topics, places }) =>
    [...topics, ...places].flatMap(({ words }) => words),
  );
  const accusation = [...new Set([...of('misconduct'), ...accusing])].filter((word) => word.length > 1);
  return {
    accusing: accusation,
    concern: [...new Set([...found, ...of('harm_stated')])].filter(
      (word) => word.length > 1 && !accusation.includes(word),
    ),
  };
}

/**
 * The pieces of a text, sentence by sentence; a sentence that accuses is taken apart at its commas. In doubt a piece stays
 * with the report: it goes out when it carries a word the concern rests on, or goes on from such a piece without a
 * person, an accusation or evidence in it.
 */
export function piecesOf(text: string, marks: SplitMarks): Piece[] {
  const parts = text
    .split(SENTENCES)
    .flatMap((sentence) => (reasonToStay(sentence, marks) === null ? [sentence] : sentence.split(CLAUSES)));
  const pieces: Piece[] = [];
  for (const part of parts.filter((one) => one.trim() !== '')) {
    const reason = reasonToStay(part, marks);
    const carries = marks.concern.some((word) => part.includes(word));
    const goesOn = pieces.at(-1)?.goesOut ?? false;
    const goesOut = reason === null && (carries || goesOn);
    pieces.push({
      no: pieces.length,
      text: part,
      goesOut,
      because: goesOut ? null : (reason ?? '未见与公众诉求有关'),
    });
  }
  return pieces;
}

function reasonToStay(part: string, marks: SplitMarks): string | null {
  if (ACCUSATION.test(part) || marks.accusing.some((word) => part.includes(word))) return '涉及指控';
  if (EVIDENCE.test(part)) return '涉及证据或链接';
  return PERSON.test(part) ? '涉及人员' : null;
}

/** What goes out, as one text; where something was left out the sentence ends. */
export const joinPieces = (pieces: readonly Pick<Piece, 'no' | 'text'>[]): string =>
  pieces
    .map(({ no, text }, at) => {
      const whole = pieces[at + 1]?.no === no + 1 ? text : text.trim().replace(/[，,：:、；;]$/u, '。');
      return whole.trim();
    })
    .join('');

import type { Counts, Form } from './kinds.js';
import type { Nature } from './nature.js';

/** What is known of a publication when it is registered. */
export interface Published {
  form: Form;
  /** 转载 of what another body published. */
  forwarded: boolean;
  /** Stands on a registered outlet, or was published by the body that has taken publication over. */
  allowed: boolean;
  nature: Nature;
  /** 更正 of a text published before. */
  correction: boolean;
  /** The text was written for an earlier turn of the matter. */
  earlierRound: boolean;
  /** The present turn has an answer already. */
  answered: boolean;
  /** The five hours run, or have run out (DL-01). */
  fiveHours: boolean;
}

export interface Verdict {
  counts: Counts;
  /** Statutory rows it settles. */
  settles: readonly ('DL-01' | 'DL-02' | 'DL-03')[];
  /** The reason as shown. */
  why: string;
  /** 阶段性回应 must carry a commitment (domain 6, question 9). */
  needsCommitment: boolean;
}

const verdict = (
  counts: Counts,
  settles: Verdict['settles'],
  why: string,
  needsCommitment = false,
): Verdict => ({ counts, settles, why, needsCommitment });

/**
 * What counts as the first answer (首次回应) for 5 h, 24 h and 48 h: authoritative information on an allowed outlet
 * (国办发〔2016〕80号, notice 6(3), tasks 8 and 9); a press conference settles the 24 hours alone (DL-02); news of officials at
 * work, what is forwarded and place-holders settle nothing; a holding answer counts and must promise when more is told.
 */
export function countsAs(what: Published): Verdict {
  if (what.forwarded) return verdict('none', [], '转载其他单位发布的信息，不作为本市的首次回应。');
  if (what.form === 'press_conference')
    return verdict(
      'progress',
      ['DL-02'],
      '新闻发布会计入24小时时限（DL-02），不代替5小时、48小时内发布权威信息。',
    );
  if (!what.allowed) return verdict('none', [], '不在登记的发布渠道上，不作为首次回应（任务8、9）。');
  if (what.nature === 'activity')
    return verdict('none', [], '属工作动态，没有回应群众关切，不作为首次回应（任务6（3））。');
  if (what.nature === 'placeholder') return verdict('none', [], '没有实质内容，不作为首次回应。');
  const settles = settledBy(what);
  if (what.correction) return verdict('progress', [], '对已发布内容的更正，按持续发布进展计（DL-04）。');
  if (what.earlierRound) return verdict('progress', [], '属此前一轮的回应，按持续发布进展计（DL-04）。');
  if (what.answered) return verdict('progress', settles, '本轮已有首次回应，按持续发布进展计（DL-04）。');
  if (what.fiveHours && settles.length === 1)
    return verdict('progress', [], '吹风会、采访不代替5小时内发布权威信息（DL-01），请同时在发布渠道发布。');
  if (what.nature === 'holding')
    return verdict('first', settles, '阶段性回应计为首次回应，须登记后续承诺。', true);
  return verdict('first', settles, '在登记的发布渠道发布权威信息，计为首次回应。');
}

const settledBy = ({ form }: Published): Verdict['settles'] =>
  form === 'authoritative' || form === 'graphic' ? ['DL-01', 'DL-03'] : ['DL-03'];

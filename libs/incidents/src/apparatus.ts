import { compareOpinionLevels, type EventLevel, type OpinionLevel } from './levels.js';

/** What an answer has to go through, by how grave the matter is and how many departments answer. */
export interface Apparatus {
  /** A table of facts that every respondent confirms, and one wording (issue: several departments, notice 6(1)). */
  facts: boolean;
  /** 审签: persons that must approve, none of them the drafter; 重大 and above two (domain 2.3). */
  signatures: 1 | 2;
  /** A form of evaluation after closing (DL-12). */
  evaluation: boolean;
  /** Closed by itself after seven quiet days. */
  quietClose: boolean;
}

/**
 * 一般 stays light; the full apparatus is for 重大 and above, for grave emergencies, and for several departments.
 * @param matter `opinionLevel` as it works (`workingOpinionLevel`)
 * @param respondents departments that answer
 */
export function apparatusOf(
  matter: { opinionLevel: OpinionLevel; eventLevel: EventLevel },
  respondents: number,
): Apparatus {
  const grave =
    compareOpinionLevels(matter.opinionLevel, '重大') >= 0 ||
    matter.eventLevel === 'I' ||
    matter.eventLevel === 'II';
  const several = respondents > 1;
  const light = matter.opinionLevel === '一般' && !grave && !several;
  return { facts: several, signatures: grave ? 2 : 1, evaluation: !light, quietClose: light };
}

import type { Item, Judgement } from '#incidents';
import type { Directory } from '#jurisdiction';
import { judge, type JudgeTrace } from '../judge.js';
import type { JudgeModels } from '../model/judge-models.js';
import { explainFields } from './fields.js';
import { levelSteps } from './levels.js';
import { explainBodies, explainPlaces, explainRelevance, explainTopics } from './subject.js';
import { explainFigures, explainSignals, explainTone } from './circumstances.js';
import { explainReading, explainWords } from './reading.js';
import type { ExplainedStep, Looked } from './types.js';

export interface Explained {
  judgement: Judgement;
  /** Title, line break, text: marks count in it. */
  text: string;
  titleEnd: number;
  steps: ExplainedStep[];
}

/**
 * Judges an item by `judge` itself and tells each of its steps: what was found, what was passed over, by which rule and
 * on which words. Pure; stores nothing.
 */
export function explain(item: Item, directory: Directory, models?: JudgeModels): Explained {
  const trace: JudgeTrace = { rejected: [] };
  const judgement = judge(item, directory, { models, trace });
  if (!trace.seen) throw new Error('judging left no trace');
  const looked: Looked = { ...trace.seen, rejected: trace.rejected, judgement, directory, models };
  const { full, titleEnd } = looked.reading;
  const steps = [
    explainReading(looked),
    explainWords(looked),
    explainPlaces(looked),
    explainBodies(looked),
    explainRelevance(looked),
    explainTopics(looked),
    explainFields(looked),
    explainSignals(looked),
    explainFigures(looked),
    ...levelSteps(looked),
    explainTone(looked),
  ];
  return { judgement, text: full, titleEnd: Math.min(titleEnd, full.length), steps };
}

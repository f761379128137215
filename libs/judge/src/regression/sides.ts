import type { Item } from '#incidents';
import type { Directory } from '#jurisdiction';
import type { JudgeModels } from '../model/judge-models.js';
import type { CaseResult } from './types.js';

/** What cases are judged by. */
export interface CaseSide {
  directory: Directory;
  models: JudgeModels | undefined;
}

/** Judges and routes one text by itself; handed in, since judging knows no routing. */
export type DecideCase = (item: Item, side: CaseSide) => CaseResult;

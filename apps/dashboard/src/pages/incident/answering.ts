import type { IncidentDetail } from '../../../../api/src/contract/index.js';

type Facts = Pick<IncidentDetail, 'state' | 'round'>;

/** The turn that runs has its answer; whatever is registered now adds to it. */
export const isAnswered = ({ state }: Pick<Facts, 'state'>): boolean =>
  state === 'answered' || state === 'following_up';

/** What registering an answer is called as things stand. */
export function answerWord(detail: Facts): string {
  if (isAnswered(detail)) return '登记后续回应';
  return detail.round > 1 ? '登记再次回应' : '登记首次回应';
}

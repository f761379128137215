import { RefusedAction, type Act, type IncidentRow } from '#incidents/service';
import type { ResponseRow } from '../entities/response.entity.js';
import { differenceWords, openDifferences } from '../facts/table.js';
import type { ResponseEvent } from '../life.js';
import { standingOf } from './standing.js';

const AGREED: readonly ResponseEvent[] = ['agree', 'approve', 'publish'];
const SIGNED: readonly ResponseEvent[] = ['approve', 'publish'];

/**
 * What holds back a text on its way out, whoever moves it: departments that say different things, and signatures that are
 * missing at the level the matter has now. The emergency path stands for signatures, never for agreement.
 * @throws RefusedAction `facts_differ`, `signatures_missing`
 */
export async function mustMayMove(
  act: Act,
  incident: IncidentRow,
  response: ResponseRow,
  event: ResponseEvent,
): Promise<void> {
  if (AGREED.includes(event)) {
    const [first] = await openDifferences(act.manager, incident.id, response.round);
    if (first) throw new RefusedAction('facts_differ', `（${differenceWords(first)}）`);
  }
  if (!SIGNED.includes(event)) return;
  const { open, emergency } = await standingOf(act.manager, incident, response);
  if (open.length > 0 && !emergency)
    throw new RefusedAction(
      'signatures_missing',
      `还差：${open.map(({ seat, units }) => (seat === 'unit' ? `${units.join('、')}分管负责人` : units.join('或'))).join('；')}。`,
    );
}

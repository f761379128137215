import type { Act, IncidentRow } from '#incidents/service';
import { askSignatures, settleAsks, voidSignatures } from '../approval/ask.js';
import type { ResponseRow } from '../entities/response.entity.js';
import { askWording } from '../facts/ask.js';
import { followText } from '../publication/open.js';

/** What a text causes when it enters a state: whoever must do something next is asked, and whoever need not any more is left alone. */
export async function afterMove(act: Act, incident: IncidentRow, response: ResponseRow): Promise<void> {
  if (response.state === 'drafting' || response.state === 'withdrawn') await voidSignatures(act, response);
  if (response.state === 'aligning') await askWording(act, incident, response);
  if (response.state === 'in_approval') {
    await settleAsks(act, response, 'wording');
    await askSignatures(act, incident, response);
  }
  await followText(act, incident, response);
}

import { IsNull } from 'typeorm';
import { AnnouncementRow, NoticeRow } from '../entities/duty.entity.js';
import type { Act } from './act.js';

/** What was to be told of something that is settled: nobody hears it any more. */
export async function tellNoMore(act: Act, subjectId: string): Promise<void> {
  await act.manager.delete(AnnouncementRow, { subjectId, toldAt: IsNull() });
  await act.manager.update(NoticeRow, { subjectId, state: 'pending' }, { state: 'cancelled' });
}

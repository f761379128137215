import type { QueryClient } from '@tanstack/vue-query';
import { ElButton, ElMessage, ElNotification } from 'element-plus';
import { h } from 'vue';
import type { RegroupedView } from '../../../../api/src/contract/index.js';
import { problemOf } from '../../api/client.js';
import { undoRegrouping } from '../../api/groupings.js';

/** How long (ms) the undo stands in a corner of the page; afterwards it is in 归并记录. */
const OFFERED = 15_000;

/** Says what was done and takes it back with one click. */
export function offerUndo(client: QueryClient, done: RegroupedView, said: string): void {
  const undo = async () => {
    offer.close();
    try {
      await undoRegrouping(client, done.regroupingId, []);
      ElMessage.success('已撤销，恢复原状');
    } catch (error) {
      ElMessage.error(`没有撤销。${problemOf(error).detail}`);
    }
  };
  const offer = ElNotification({
    title: said,
    duration: OFFERED,
    position: 'bottom-right',
    message: h(ElButton, { size: 'small', onClick: undo }, () => '撤销'),
  });
}

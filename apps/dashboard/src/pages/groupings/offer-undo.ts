import type { QueryClient } from '@tanstack/vue-query';
import { ElButton, ElMessage, ElMessageBox, ElNotification } from 'element-plus';
import { h } from 'vue';
import type { RegroupedItem, RegroupedView } from '../../../../api/src/contract/index.js';
import { problemOf } from '../../api/client.js';
import { previewUndo, undoRegrouping } from '../../api/groupings.js';
import SinceChoice from './SinceChoice.vue';

/** How long (ms) the undo stands in a corner of the page; afterwards it is in 归并记录. */
const OFFERED = 15_000;

/** Says what was done and takes it back with one click; what came since is asked about first. */
export function offerUndo(client: QueryClient, done: RegroupedView, said: string): void {
  const undo = async () => {
    offer.close();
    try {
      const { since } = await previewUndo(done.regroupingId, []);
      const back = since.length > 0 ? await askSince(since) : [];
      if (!back) return;
      await undoRegrouping(client, done.regroupingId, back);
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

/** Ids of those that go back; null where the person turns back. */
async function askSince(since: RegroupedItem[]): Promise<string[] | null> {
  let back: string[] = [];
  const choice = h(SinceChoice, { items: since, onChoose: (ids: string[]) => (back = ids) });
  const agreed = await ElMessageBox.confirm(choice, `撤销：此后又收到 ${since.length} 条信息`, {
    confirmButtonText: '撤销',
    cancelButtonText: '返回',
  }).catch(() => null);
  return agreed ? back : null;
}

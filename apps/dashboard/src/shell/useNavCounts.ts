import { computed, type ComputedRef } from 'vue';
import { useApprovalCount } from '../api/approvals.js';
import { useProposalCount } from '../api/groupings.js';
import { useMe } from '../api/session.js';
import { useSpikeCount } from '../api/spikes.js';
import { useWatches } from '../api/watches.js';
import { useNews } from '../live/events.js';

/** Counts that stand beside the pages of the navigation, by path; a page without news is left out. */
export function useNavCounts(): ComputedRef<Record<string, number>> {
  const { may } = useMe();
  const { data, refetch } = useWatches(() => may('incidents.read'));
  const spikes = useSpikeCount(() => may('incidents.all'));
  const approvals = useApprovalCount(() => may('incidents.read'));
  const proposals = useProposalCount(() => may('routing.decide'));
  let due: ReturnType<typeof setTimeout> | null = null;
  useNews((news) => {
    // What must be signed is not seen five minutes later.
    if (news.kind === 'incident' && /^(response|approval)\./.test(news.event.type) && may('incidents.read'))
      void approvals.refetch();
    const ours =
      news.kind === 'resumed' ||
      (news.kind === 'incident' && data.value?.some((one) => one.incidentId === news.event.id));
    if (!ours || !may('incidents.read')) return;
    // A burst of news is one look at the list.
    due ??= setTimeout(() => {
      due = null;
      void refetch();
    }, 2000);
  });
  return computed((): Record<string, number> => {
    const changed = (data.value ?? []).filter((one) => one.changes > 0).length;
    const waiting = approvals.data.value ?? 0;
    const groupings = proposals.data.value ?? 0;
    const rising = spikes.data.value ?? 0;
    return {
      ...(changed > 0 && { '/watches': changed }),
      ...(waiting > 0 && { '/approvals': waiting }),
      ...(groupings > 0 && { '/groupings': groupings }),
      ...(rising > 0 && { '/spikes': rising }),
    };
  });
}

import { useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { IncidentSummary } from '../../../../api/src/contract/index.js';
import type { IncidentFilter } from '../../api/incident-filter.js';
import { fetchIncident, fetchIncidents, useIncidents } from '../../api/incidents.js';
import { useNews } from '../../live/events.js';
import { compareFresh } from './fresh.js';

const LOOK_AFTER_MS = 1500;
const LOOK_AT_MOST = 100;
const SINGLE_AT_MOST = 10;

/**
 * The list as a person sees it: rows change in place, new ones wait (`waiting`) until `call()`. A burst of news costs
 * one look at the server.
 */
export function useLiveList(filter: Ref<IncidentFilter>) {
  const client = useQueryClient();
  const query = useIncidents(filter);
  const updates = shallowRef(new Map<string, IncidentSummary>());
  const waiting = ref<IncidentSummary[]>([]);
  const base = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []);
  const rows = computed(() => {
    const seen = new Set<string>();
    return base.value
      .filter((row) => !seen.has(row.id) && seen.add(row.id))
      .map((row) => updates.value.get(row.id) ?? row);
  });

  const touched = new Set<string>();
  let due: ReturnType<typeof setTimeout> | null = null;
  async function look(): Promise<void> {
    due = null;
    const ids = [...touched];
    touched.clear();
    const limit = Math.min(LOOK_AT_MOST, Math.max(30, rows.value.length));
    try {
      const asked = filter.value;
      const page = await fetchIncidents(asked, null, limit);
      if (asked !== filter.value) return;
      const fresh = compareFresh(rows.value, page.items);
      const next = new Map([...updates.value, ...fresh.updates]);
      waiting.value = fresh.waiting;
      for (const id of missing(ids, page.items)) next.set(id, await fetchIncident(id));
      updates.value = next;
    } catch {
      // Away for the moment: the offline line says so, and `resumed` brings the next look.
    }
  }
  /** Shown rows that changed but left the fresh page, e.g. by the filter. */
  const missing = (ids: string[], fresh: IncidentSummary[]) =>
    ids
      .filter((id) => rows.value.some((row) => row.id === id) && !fresh.some((row) => row.id === id))
      .slice(0, SINGLE_AT_MOST);

  useNews((news) => {
    if (news.kind === 'source') return;
    if (news.kind === 'incident') touched.add(news.event.id);
    due ??= setTimeout(() => void look(), LOOK_AFTER_MS);
  });
  onScopeDispose(() => due && clearTimeout(due));

  function forget(): void {
    updates.value = new Map();
    waiting.value = [];
  }
  watch(filter, forget);

  /** Brings what waits: the list is read anew from its top. */
  async function call(): Promise<void> {
    await client.resetQueries({ queryKey: ['incidents', filter.value] });
    forget();
  }

  return { query, rows, waiting, call };
}

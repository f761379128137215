import { onScopeDispose, ref, shallowRef } from 'vue';
import type { DryRunForm, DryRunView } from '../../../../api/src/contract/index.js';
import { endDryRun, readDryRun, startDryRun } from '../../api/dry-runs.js';

const LOOK_EVERY_MS = 1000;

/** Tries edits on the incidents of the last 30 days and follows it to its end; leaving the page ends it. */
export function useDryRun(done: (view: DryRunView) => void = () => {}) {
  const view = shallowRef<DryRunView | null>(null);
  const error = ref<unknown>(null);
  const starting = ref(false);
  let wait: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function start(form: DryRunForm): Promise<void> {
    await stop();
    const mine = (turn += 1);
    error.value = null;
    view.value = null;
    starting.value = true;
    try {
      const begun = await startDryRun(form);
      if (mine === turn) follow(begun, mine);
      else await endDryRun(begun.id).catch(() => {});
    } catch (thrown) {
      if (mine === turn) error.value = thrown;
    } finally {
      if (mine === turn) starting.value = false;
    }
  }

  function follow(now: DryRunView, mine: number): void {
    view.value = now;
    if (now.state !== 'running') return done(now);
    wait = setTimeout(() => void look(now.id, mine), LOOK_EVERY_MS);
  }
  async function look(id: string, mine: number): Promise<void> {
    try {
      const next = await readDryRun(id);
      if (mine === turn) follow(next, mine);
    } catch (thrown) {
      if (mine === turn) error.value = thrown;
    }
  }

  /** Ends what runs; a finished result stays with the server for the change it may go with. */
  async function stop(): Promise<void> {
    turn += 1;
    clearTimeout(wait);
    const running = view.value;
    if (running?.state !== 'running') return;
    view.value = { ...running, state: 'cancelled' };
    await endDryRun(running.id).catch(() => {});
  }
  /** Follows one that was started elsewhere. */
  function adopt(running: DryRunView): void {
    if (view.value?.id === running.id) return;
    turn += 1;
    clearTimeout(wait);
    follow(running, turn);
  }
  /** Lets what runs go on without this page: it goes with the change it was handed in with. */
  function release(): void {
    turn += 1;
    clearTimeout(wait);
    view.value = null;
  }
  function forget(): void {
    void stop();
    view.value = null;
    error.value = null;
  }
  onScopeDispose(() => void stop());

  return { view, error, starting, start, stop, adopt, release, forget };
}

import { ElMessage } from 'element-plus';
import { ref } from 'vue';

/** One step in a dialog: busy while it runs, the problem shown where the person is, a word when it is done. */
export function useStep() {
  const busy = ref(false);
  const error = ref<unknown>(null);

  /** True when it was done. */
  async function run(work: () => Promise<unknown>, said: string): Promise<boolean> {
    busy.value = true;
    error.value = null;
    try {
      await work();
      if (said) ElMessage.success(said);
      return true;
    } catch (thrown) {
      error.value = thrown;
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, error, run };
}

import { onBeforeUnmount, onMounted } from 'vue';

/** Keys of a page: `j`, `Enter`, `?`, `mod+k`. They rest while somebody types, except those with `mod+`, and under a dialog. */
export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Name of the key pressed as it stands in a `KeyMap`. */
export const keyName = (event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string =>
  (event.metaKey || event.ctrlKey ? 'mod+' : '') + (event.altKey ? 'alt+' : '') + event.key;

/** A closed dialog stays in the page without a box of its own. */
const dialogOpen = () =>
  [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some(
    (one) => one.getClientRects().length > 0,
  );

export function useKeys(keys: KeyMap): void {
  // Escape closes a dialog before the key gets here: whether one was open is asked first, on the way down.
  let under = false;
  const before = () => {
    under = dialogOpen();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    const action = keys[name];
    if (!action) return;
    if (!name.startsWith('mod+') && (typing(event.target) || under)) return;
    // Enter on a focused button or link is that button's own.
    if (name === 'Enter' && event.target instanceof HTMLElement && /^(A|BUTTON)$/.test(event.target.tagName))
      return;
    event.preventDefault();
    action(event);
  };
  onMounted(() => {
    window.addEventListener('keydown', before, { capture: true });
    window.addEventListener('keydown', onKey);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', before, { capture: true });
    window.removeEventListener('keydown', onKey);
  });
}

import { ref } from 'vue';
import type { InboxNews } from '../../../api/src/contract/index.js';
import { shortTime } from '../words/times.js';

/** What the browser allows: `unsupported` where it knows no notices (or the page came without https). */
export type Allowed = NotificationPermission | 'unsupported';

const read = (): Allowed => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission);
const allowed = ref<Allowed>(read());

export const useBrowserNotices = () => allowed;

/** Asks the person; only ever on a click of theirs. */
export async function askForNotices(): Promise<void> {
  if (allowed.value === 'unsupported') return;
  await Notification.requestPermission();
  allowed.value = read();
}

/** What may stand on a locked screen: number, level and time, nothing of the matter. Pure. */
export function noticeWords(news: Pick<InboxNews, 'number' | 'level' | 'dueAt' | 'rehearsal'>): {
  title: string;
  body: string;
} {
  const facts = [news.number, news.level, news.dueAt && `时限 ${shortTime(news.dueAt)}`].filter(Boolean);
  return {
    title: `${news.rehearsal ? '【演练】' : ''}回音：有一条新消息`,
    body: facts.join('，') || '请登录查看',
  };
}

/** Shows a message outside the page, once per message, while nobody looks at the page. */
export function showNotice(news: InboxNews, open: (path: string) => void): void {
  allowed.value = read();
  if (allowed.value !== 'granted' || !document.hidden) return;
  const { title, body } = noticeWords(news);
  try {
    const shown = new Notification(title, { body, tag: news.id, requireInteraction: news.urgent });
    shown.onclick = () => {
      window.focus();
      open(news.path);
      shown.close();
    };
  } catch {
    // Some telephones allow notices only to installed pages; the count in the bar still says it.
  }
}

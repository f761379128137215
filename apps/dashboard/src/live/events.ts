import { onScopeDispose, ref } from 'vue';
import type {
  IncidentEvent,
  NoticeEvent,
  RehearsalClock,
  SourceEvent,
} from '../../../api/src/contract/index.js';
import { setRehearsalClock } from './clocks.js';

/**
 * The one stream of live news (`/events`, SSE). It opens again by itself with growing pauses; `online` tells whether it
 * stands, `signedOut` that the session behind it is over (then it rests). Listeners hear of changes, and `resumed` after a
 * gap in which news may have been missed.
 */
type News = { kind: 'incident'; event: IncidentEvent } | { kind: 'source'; id: string } | { kind: 'resumed' };
type Listener = (news: News) => void;
/** Of one's own inbox: what has come, or that something may have been missed. */
type NoticeListener = (news: NoticeEvent | 'resumed') => void;

const listeners = new Set<Listener>();
const noticeListeners = new Set<NoticeListener>();
const online = ref(true);
const signedOut = ref(false);
let stream: EventSource | null = null;
let retry: ReturnType<typeof setTimeout> | null = null;
let failures = 0;

/** Pause before the next attempt in ms: 1 s, 2 s, 4 s … at most 30 s. */
export const pauseAfter = (attempts: number): number =>
  Math.min(30_000, 1000 * 2 ** Math.max(0, attempts - 1));

const tell = (news: News) => listeners.forEach((listener) => listener(news));
const tellOfNotice: NoticeListener = (news) => noticeListeners.forEach((listener) => listener(news));
/** News may have been missed: on the way here, or by the server itself. */
function resume(): void {
  tell({ kind: 'resumed' });
  tellOfNotice('resumed');
}

function read<T>(message: Event): T | null {
  try {
    return JSON.parse((message as MessageEvent<string>).data) as T;
  } catch {
    return null;
  }
}

function connect(): void {
  stream = new EventSource('/events');
  stream.onopen = () => {
    const gap = failures > 0;
    failures = 0;
    online.value = true;
    if (gap) resume();
  };
  stream.onerror = () => {
    stream?.close();
    stream = null;
    failures += 1;
    // One short break is not worth a word; the second failure is.
    if (failures > 1 || !navigator.onLine) online.value = false;
    retry = setTimeout(connect, pauseAfter(failures));
    void askWhy();
  };
  stream.addEventListener('incident', (message) => {
    const event = read<IncidentEvent>(message);
    if (event) tell({ kind: 'incident', event });
  });
  stream.addEventListener('source', (message) => {
    const source = read<SourceEvent>(message);
    if (source) tell({ kind: 'source', id: source.id });
  });
  stream.addEventListener('notice', (message) => {
    const notice = read<NoticeEvent>(message);
    if (notice) tellOfNotice(notice);
  });
  stream.addEventListener('resumed', resume);
  stream.addEventListener('clock', (message) => {
    const clock = read<RehearsalClock>(message);
    if (clock) setRehearsalClock(clock);
  });
}

/** An `EventSource` does not tell a refusal from a broken line. */
async function askWhy(): Promise<void> {
  const answer = await fetch('/api/v1/me').catch(() => null);
  if (answer?.status !== 401 || !retry) return;
  clearTimeout(retry);
  retry = null;
  online.value = true;
  signedOut.value = true;
}

/** Opens the stream; the answer closes it. */
export function startEvents(): () => void {
  signedOut.value = false;
  if (!stream && !retry) connect();
  const wake = () => {
    if (stream || signedOut.value) return;
    if (retry) clearTimeout(retry);
    retry = null;
    connect();
  };
  const lost = () => (online.value = false);
  window.addEventListener('online', wake);
  window.addEventListener('offline', lost);
  return () => {
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', lost);
    if (retry) clearTimeout(retry);
    retry = null;
    stream?.close();
    stream = null;
    failures = 0;
  };
}

/** Hears news for as long as the calling component lives. */
export function useNews(listener: Listener): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}

/** Hears of one's own messages for as long as the calling component lives. */
export function useNotices(listener: NoticeListener): void {
  noticeListeners.add(listener);
  onScopeDispose(() => noticeListeners.delete(listener));
}

export const useOnline = () => online;
export const useSignedOut = () => signedOut;

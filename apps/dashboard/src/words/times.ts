const ZONE = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function read(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026年11月22日 08:30`, Asia/Shanghai; an empty string for what is no time. */
export function exactTime(iso: string | number | null): string {
  const at = toMs(iso);
  if (at === null) return '';
  const p = read(at);
  return `${p['year']}年${p['month']}月${p['day']}日 ${p['hour']}:${p['minute']}`;
}

/** `11月22日 08:30`; with its year when that is not the year of `now` (imported history). */
export function shortTime(iso: string | number | null, now: number = Date.now()): string {
  const year = `${read(now)['year']}年`;
  const whole = exactTime(iso);
  return whole.startsWith(year) ? whole.slice(year.length) : whole;
}

/** `3 分钟前`, `5 小时前`; beyond a day, and for what lies ahead, the short time itself. */
export function relativeTime(iso: string | number, now: number): string {
  const at = toMs(iso);
  if (at === null) return '';
  const minutes = Math.floor((now - at) / 60_000);
  // Two clocks never agree to the second: a moment ahead is now.
  if (minutes < -1) return shortTime(at, now);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return shortTime(at, now);
}

/**
 * A span in words: `2 天 3 小时`, `3 小时 12 分`, `12 分`, and with `seconds` below one hour `12 分 05 秒`.
 * @param ms not negative
 */
export function spanWords(ms: number, seconds: boolean): string {
  const whole = Math.floor(ms / 1000);
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`;
  if (hours >= 1) return `${hours} 小时 ${String(minutes % 60).padStart(2, '0')} 分`;
  if (seconds) return `${minutes} 分 ${String(whole % 60).padStart(2, '0')} 秒`;
  return minutes < 1 ? '不足 1 分' : `${minutes} 分`;
}

/** `1 分钟`, `2 小时 30 分钟` of an interval in seconds. */
export function intervalWords(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} 小时${rest ? ` ${rest} 分钟` : ''}`;
}

/** Milliseconds of an ISO time, or null. */
export function toMs(iso: string | number | null): number | null {
  if (iso === null || iso === '') return null;
  const at = typeof iso === 'number' ? iso : Date.parse(iso);
  return Number.isFinite(at) ? at : null;
}

/** `YYYY-MM-DD HH:mm` in Asia/Shanghai as ISO 8601 with +08:00; null when it is none. */
export function fromLocalInput(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})/.exec(text);
  return match ? `${match[1]}T${match[2]}:00+08:00` : null;
}

/** The other way: what a date field shows for an ISO time. */
export function toLocalInput(iso: string | number): string {
  const at = toMs(iso);
  if (at === null) return '';
  const p = read(at);
  const two = (name: string) => (p[name] ?? '').padStart(2, '0');
  return `${p['year']}-${two('month')}-${two('day')} ${two('hour')}:${two('minute')}`;
}

import type { SystemCheck, SystemFinding, SystemWatch } from '../../../../api/src/contract/index.js';
import { intervalWords, spanWords } from '../../words/times.js';

/** The answer to the one question of the page: is everything going out in time. */
export function verdict(watch: SystemWatch): { tone: 'ok' | 'late'; title: string; hint: string } {
  const { status, seconds } = watch;
  const since = seconds === null ? '尚未核对过' : `上次全部按时是${ago(seconds)}`;
  if (status === 'ok')
    return { tone: 'ok', title: '一切按时', hint: `各项到时事项均在允许范围内，${ago(seconds ?? 0)}核对。` };
  if (status === 'stopped')
    return {
      tone: 'late',
      title: '无人巡检',
      hint: `${since}。请检查负责催办的服务是否在运行，必要时重新启动；已记录的事项不会丢失，恢复后自动补发。`,
    };
  const late = watch.checks.filter((check) => check.withholds && check.count > 0).length;
  return {
    tone: 'late',
    title: late > 0 ? `有 ${late} 项超出允许范围` : '有环节停顿',
    hint: `${since}。系统正在自行补办；若 5 分钟后仍未恢复，请检查数据库和邮件服务是否可用，再重新启动服务。`,
  };
}

/** Checks of real matters, and of a rehearsal only where it has something; what is out of bounds first. */
export const shownChecks = (checks: readonly SystemCheck[]): SystemCheck[] =>
  checks
    .filter((check) => !check.rehearsal || check.count > 0)
    .toSorted((a, b) => Number(b.count > 0) - Number(a.count > 0));

export const countWord = ({ count }: SystemCheck): string =>
  count === 0 ? '无' : count >= 100 ? '100 件以上' : `${count} 件`;

export const boundWord = ({ boundSeconds }: SystemCheck): string =>
  boundSeconds > 0 ? (boundSeconds < 60 ? `${boundSeconds} 秒` : intervalWords(boundSeconds)) : '—';

export const oldestWord = ({ oldestSeconds }: SystemCheck): string =>
  oldestSeconds === null ? '—' : spanWords(Math.max(0, oldestSeconds) * 1_000, true);

/** How a finding ended, or that it stands. */
export function outcome(finding: SystemFinding): string {
  const tried = finding.repairs > 0 ? `已自动补办 ${finding.repairs} 次` : '';
  if (finding.goneAt) {
    const lasted = Date.parse(finding.goneAt) - Date.parse(finding.firstSeenAt);
    return `已恢复，历时${spanWords(Math.max(0, lasted), true)}${tried && `，${tried}`}`;
  }
  return ['仍未恢复', tried, finding.alarmedAt && '已告知管理员'].filter(Boolean).join('，');
}

export const ago = (seconds: number): string =>
  seconds < 60 ? `${Math.round(seconds)} 秒前` : `${spanWords(seconds * 1_000, false)}前`;

import type { OutsideReference } from '../store/outside.js';
import type { CheckedEdit, CheckedEdits, EditProblem } from './check-edits.js';
import { KINDS } from './kinds.js';
import { referrersOf } from './referrers.js';

/** A unit that has had duties or has people is history: it ends, it does not vanish. */
export function removalsInUse(
  edits: readonly CheckedEdit[],
  outside: readonly OutsideReference[],
): EditProblem[] {
  return edits.flatMap(({ kind, key, name, body }) => {
    const used = outside.filter(({ unit }) => kind === 'units' && body === null && unit === key);
    if (used.length === 0) return [];
    const what = used.map((one) => one.name).join('、');
    const message = `还不能删除“${name}”：它名下有${what}。请不删除，写明失效日期和承继单位`;
    return [{ kind, key, name, path: '', label: '', message }];
  });
}

/** Units that newly end and say who succeeds them, with the first day of the successor. */
export function successions(
  edits: readonly CheckedEdit[],
): { unit: string; successor: string; from: string }[] {
  return edits.flatMap(({ kind, key, before, body }) => {
    const { validTo, successor } = body ?? {};
    const newly = before && successor !== before['successor'];
    if (kind !== 'units' || !newly || typeof successor !== 'string' || typeof validTo !== 'string') return [];
    return [{ unit: key, successor, from: dayAfter(validTo) }];
  });
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** What is allowed and should be known before it is done. Chinese. */
export function warningsOf(checked: CheckedEdits, outside: readonly OutsideReference[]): string[] {
  const succeeded = successions(checked.edits).flatMap(({ unit, successor, from }) => {
    const count = (kind: string) => outside.find((one) => one.unit === unit && one.kind === kind)?.count ?? 0;
    return [
      `“${unit}”由“${successor}”承继（自${from}起）：此后的交办写“${successor}”，已交办的仍在“${unit}”名下办完。`,
      ...(count('contacts') > 0
        ? [`“${unit}”的联络人${count('contacts')}人将一并成为“${successor}”的联络人。`]
        : []),
      ...(count('accounts') > 0
        ? [
            `“${unit}”的账号${count('accounts')}个自${from}起办理“${successor}”的事项，“${unit}”名下未办结的照常办理。`,
          ]
        : []),
    ];
  });
  return [...succeeded, ...checked.edits.flatMap((edit) => endsAlone(checked, edit))];
}

function endsAlone({ after }: CheckedEdits, { kind, key, name, before, body }: CheckedEdit): string[] {
  if (kind !== 'units' && kind !== 'places') return [];
  const newly = body?.['validTo'] !== undefined && before?.['validTo'] !== body['validTo'];
  if (!newly || body['successor'] !== undefined) return [];
  const pointing = referrersOf(after, kind, key, body).map((one) => one.name);
  const still = pointing.length > 0 ? `仍指向它的有：${[...new Set(pointing)].slice(0, 5).join('、')}。` : '';
  return [`${KINDS[kind].label}“${name}”失效后没有承继者，涉及它的事项将由人工确定去向。${still}`];
}

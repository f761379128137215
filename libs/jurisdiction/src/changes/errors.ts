import type { DirectoryChangeRow } from '../entities/directory-change.entity.js';
import type { CheckedEdit, EditProblem } from './check-edits.js';

/** The edits would leave a directory that cannot be used; `problems` names entry and part. */
export class InvalidDirectory extends Error {
  constructor(readonly problems: readonly EditProblem[]) {
    const [first] = problems;
    const where = first ? [first.name, first.label].filter(Boolean).join('，') : '';
    const more = problems.length > 1 ? `（另有${problems.length - 1}处）` : '';
    super(`${where ? `${where}：` : ''}${first?.message ?? '修改后的名录无法使用'}${more}`);
  }
}

/** Entries that others have changed since they were read. */
export class StaleEntries extends Error {
  constructor(readonly edits: readonly CheckedEdit[]) {
    super(`${edits.map(({ name }) => `“${name}”`).join('、')}已被他人修改`);
  }
}

const refusals = {
  own_change: '提出人不能核准自己提出的修改，请由另一人核准。',
  not_own: '只有提出人可以这样办理。',
  wrong_state: '这项修改已经处理过，请刷新后查看结果。',
  note_missing: '请写明理由。',
  reason_missing: '请写明修改的理由。',
} as const;
export type ChangeRefusal = keyof typeof refusals;

/** A step that this change does not allow, or not to this person. */
export class ChangeRefused extends Error {
  constructor(readonly code: ChangeRefusal) {
    super(refusals[code]);
  }
}

/** The change itself has gone on since it was read. */
export class StaleChange extends Error {
  constructor(readonly current: DirectoryChangeRow) {
    super('这项修改已有新的进展');
  }
}

export class ChangeNotFound extends Error {}

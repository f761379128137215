import type { Directory } from '../directory.js';
import type { FilledForm } from './forms.js';
import { matchUnit, reportingUnits } from './match-unit.js';
import { missingOf, SLOT_KEYS, type Entries, type Person, type Slot } from './people.js';

/** What an import would do with one slot of a unit. `kept`: the form leaves it blank, the roster keeps its entry. */
export interface SlotChange {
  slot: Slot;
  kind: 'added' | 'changed' | 'removed' | 'kept';
  before: Person | null;
  after: Person | null;
}

export interface UnitPlan {
  unit: string;
  written: string;
  renamedFrom: string | null;
  file: string;
  changes: SlotChange[];
  /** How the unit's entries and seal stand afterwards. */
  after: Entries;
  sealed: boolean;
  /** What is still missing afterwards. */
  missing: string[];
  problems: string[];
}

export interface ImportPlan {
  units: UnitPlan[];
  /** Forms whose unit is not in the directory. */
  unknown: { written: string; file: string; sheet: string; row: number; nearest: string[] }[];
  /** Units that more than one form reports; the last one counts. */
  duplicates: { unit: string; places: string[] }[];
  /** Units that owe the form, have no entry yet and get none now. */
  notReported: string[];
}

export interface Standing {
  entries: Entries;
  sealed: boolean;
}

export interface ImportChoices {
  /** Unknown names as a person has settled them: written → unit of the directory. */
  as: Record<string, string>;
  /** Blank columns take an entry out; otherwise it is kept. */
  removeBlank: boolean;
  /** Units whose sealed paper or scan has come in. */
  sealed: string[];
}

/**
 * What importing these forms would change; pure, the preview and the import both rest on it.
 * @param standing entries of today by unit
 */
export function planImport(
  forms: FilledForm[],
  standing: ReadonlyMap<string, Standing>,
  choices: ImportChoices,
  { directory, at }: { directory: Directory; at: Date },
): ImportPlan {
  const byUnit = new Map<string, { form: FilledForm; renamedFrom: string | null }[]>();
  const unknown: ImportPlan['unknown'] = [];
  for (const form of forms) {
    const written = form.written || nameFromFile(form);
    const match = matchUnit(choices.as[written] ?? written, directory, at);
    if (match.kind === 'found') {
      const { renamedFrom } = match;
      byUnit.set(match.unit, [
        ...(byUnit.get(match.unit) ?? []),
        { form: { ...form, written }, renamedFrom },
      ]);
    } else {
      const { file, sheet, row } = form;
      unknown.push({ written, file, sheet, row, nearest: match.nearest });
    }
  }
  const units = [...byUnit].flatMap(([unit, found]) => {
    const last = found.at(-1);
    return last ? [planUnit(unit, last, standing.get(unit), choices)] : [];
  });
  return {
    units,
    unknown,
    duplicates: [...byUnit]
      .filter(([, found]) => found.length > 1)
      .map(([unit, found]) => ({ unit, places: found.map(({ form }) => placeOf(form)) })),
    notReported: reportingUnits(directory, at)
      .map(({ name }) => name)
      .filter((name) => !byUnit.has(name) && Object.keys(standing.get(name)?.entries ?? {}).length === 0),
  };
}

const placeOf = (form: FilledForm): string => `${form.file} ${form.sheet} 第 ${form.row} 行`;

/** A form without its unit may still be named by its file: 附件2 市财政局.xlsx. */
const nameFromFile = ({ file, sheet }: FilledForm): string => {
  const bare = file
    .replace(/\.xlsx$/i, '')
    .replace(/附件\s*2|政务舆情联络人名单|联络人名单|[-_—\s《》]/g, '');
  return bare || sheet;
};

function planUnit(
  unit: string,
  { form, renamedFrom }: { form: FilledForm; renamedFrom: string | null },
  now: Standing | undefined,
  choices: ImportChoices,
): UnitPlan {
  const before = now?.entries ?? {};
  const changes = SLOT_KEYS.flatMap((slot) =>
    changeOf(slot, before[slot] ?? null, form.entries[slot] ?? null, choices.removeBlank),
  );
  const after: Entries = { ...before };
  for (const change of changes) {
    if (change.kind === 'removed') delete after[change.slot];
    else if (change.after) after[change.slot] = change.after;
  }
  const sealed = choices.sealed.includes(unit) || (form.sealed ?? now?.sealed ?? false);
  return {
    unit,
    written: form.written,
    renamedFrom,
    file: form.file,
    changes,
    after,
    sealed,
    missing: missingOf(after, sealed),
    problems: form.problems,
  };
}

function changeOf(
  slot: Slot,
  before: Person | null,
  given: Person | null,
  removeBlank: boolean,
): SlotChange[] {
  if (!given) {
    if (!before) return [];
    // Deputies have no column in the annex: their absence says nothing.
    const removable = removeBlank && slot !== 'handler_b' && slot !== 'liaison_b';
    return [{ slot, kind: removable ? 'removed' : 'kept', before, after: removable ? null : before }];
  }
  if (!before) return [{ slot, kind: 'added', before, after: given }];
  const after = merged(before, given);
  return samePerson(before, after) ? [] : [{ slot, kind: 'changed', before, after }];
}

/** The annex asks for one 联系方式: what it leaves out of the same person's ways stays. */
function merged(before: Person, given: Person): Person {
  if (before.name !== given.name) return given;
  return { name: given.name, phone: given.phone ?? before.phone, email: given.email ?? before.email };
}

export const samePerson = (a: Person, b: Person): boolean =>
  a.name === b.name && a.phone === b.phone && a.email === b.email;

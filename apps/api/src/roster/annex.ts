import type { Entries } from '#jurisdiction/service';

/** Annex 2 of one unit, to be written out; `name` empty: a blank form. */
export interface AnnexSheet {
  unit: string;
  entries: Entries;
}

/** The words of the form as the notice has it (孝政办发〔2020〕35号, annex 2). */
export const ANNEX = {
  mark: '附件2',
  title: '政务舆情联络人名单',
  unit: '报送单位（盖章）：',
  columns: [
    ['charge_leader', '分管负责人'],
    ['office', '政务舆情协调机构（承办股室）'],
    ['handler', '承办人'],
    ['liaison', '联络人'],
  ],
  rows: ['姓名（机构名称）', '联系方式'],
} as const;

/** What stands in the two rows below the headings. */
export function cellsOf({ entries }: AnnexSheet): { names: string[]; contacts: string[] } {
  const people = ANNEX.columns.map(([slot]) => entries[slot]);
  return {
    names: people.map((person) => person?.name ?? ''),
    contacts: people.map((person) => [person?.phone, person?.email].filter(Boolean).join('\n')),
  };
}

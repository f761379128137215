/** What a check says: one Chinese line. `missing`: nothing runs without it; `warning`: it runs, but look at it. */
export interface Finding {
  state: 'ok' | 'warning' | 'missing';
  line: string;
}

export const ok = (line: string): Finding => ({ state: 'ok', line });
export const warning = (line: string): Finding => ({ state: 'warning', line });
export const missing = (line: string): Finding => ({ state: 'missing', line });

import type { DryRunForm, DryRunView } from '../../../api/src/contract/index.js';
import { get, post, remove } from './client.js';

const one = (id: string) => `/directory/dry-runs/${encodeURIComponent(id)}`;

/** Begins a trial of edits on the last 30 days; it ends when nobody asks for half a minute. */
export const startDryRun = (form: DryRunForm): Promise<DryRunView> => post('/directory/dry-runs', form);
export const readDryRun = (id: string): Promise<DryRunView> => get(one(id));
export const endDryRun = (id: string): Promise<void> => remove(one(id));

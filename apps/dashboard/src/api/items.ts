import type { EnteredItem, EnterItem, ItemDraft } from '../../../api/src/contract/index.js';
import { post } from './client.js';

/** Reads pasted text and proposes fields and look-alikes; nothing is stored. */
export const draftItem = (pasted: string, signal: AbortSignal): Promise<ItemDraft> =>
  post('/items/draft', { pasted }, signal);

export const enterItem = (body: EnterItem): Promise<EnteredItem> => post('/items', body);

import { SourceRow } from './entities/source.entity.js';

export * from './entities/source.entity.js';
export type { FetchLimits } from './fetch/fetch.js';
export { readPage, type FetchedPage } from './fetch/read-page.js';
export {
  importItems,
  type ImportContext,
  type ImportOptions,
  type ImportSummary,
} from './import/import-items.js';
export { readRows, UnreadableFile, type Row } from './import/rows.js';
export {
  enterItem,
  EntryError,
  ManualEntry,
  type Entered,
  type Entry,
  type EntryContext,
} from './manual/enter.js';
export { CollectStep } from './step/collect-step.js';
export { sourceHealth, type SourceHealth } from './step/health.js';
export { ensureRehearsalSources, ensureSources, type RehearsalFeed } from './step/seed.js';
export {
  createSource,
  SourceError,
  updateSource,
  type NewSource,
  type SourceChange,
} from './step/sources.js';
export { testSource, testStoredSource, type SourceTestResult } from './step/test-source.js';

export { storeItems, type NewItem, type Stored } from './items/store.js';
export { growKnown } from './items/seen-again.js';
export const collectEntities = [SourceRow];

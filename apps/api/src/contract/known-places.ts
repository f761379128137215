import type { EntryBody, EntryEdit } from './directory-entry.js';

/**
 * 知名地点 (schools, mines, hospitals, roads …) from a sheet.
 *   GET  /api/v1/directory/known-places/form.xlsx            the blank form
 *   POST /api/v1/directory/known-places/read {KnownPlacesFile} → KnownPlacesRead    nothing is stored; sent as
 *        application/vnd.huiyin.upload+json
 */
export interface KnownPlacesFile {
  /** Its ending tells CSV from Excel. */
  name: string;
  /** Base64, at most 3 MB. */
  content: string;
}

export interface KnownPlacesRead {
  /** To be put into a change, which is tried and approved like any other; at most 500. */
  edits: KnownPlaceEdit[];
  /** Rows that say what stands there already. */
  unchanged: number;
  problems: KnownPlaceProblem[];
}
export interface KnownPlaceEdit extends EntryEdit {
  name: string;
  before: EntryBody | null;
}
export interface KnownPlaceProblem {
  /** Row of the sheet, the first is 1; 0: the file as a whole. */
  row: number;
  /** Head of the column; empty where it is about the whole row. */
  column: string;
  message: string;
}

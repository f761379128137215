export {
  importRoster,
  previewRoster,
  PreviewOutdated,
  type RosterImport,
  type Upload,
} from './import-roster.js';
export { matchUnit, reportingUnits } from './match-unit.js';
export {
  maskEmail,
  maskPhone,
  missingOf,
  readContact,
  readName,
  SLOT_KEYS,
  SLOTS,
  type Entries,
  type Person,
  type Slot,
} from './people.js';
export type { ImportChoices, ImportPlan, SlotChange, UnitPlan } from './plan-import.js';
export { onDuty, type OnDuty } from './on-duty.js';
export { noteReached } from './reached.js';
export { isDay, readShiftTable, type ReadShift } from './shift-table.js';
export { readFiles } from './sheets.js';
export { putShifts, readShifts, removeShift, shiftDayOf, type KeptShift, type Shift } from './shifts.js';
export {
  changeUnit,
  confirmUnit,
  readRoster,
  RosterStale,
  slotOfRow,
  type Kept,
  type KeptEntries,
} from './unit-roster.js';
export { whoStandsIn } from './standing-in.js';
export { RosterFileError } from './zip.js';

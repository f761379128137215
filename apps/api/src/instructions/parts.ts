import { InstructionReader } from './instruction-reader.js';
import { InstructionsController } from './instructions.controller.js';
import { LevelHoldsController } from './holds.controller.js';

/** Leaders' instructions and decisions on a suggested 特别重大, for the module of the API. */
export const instructionControllers = [InstructionsController, LevelHoldsController];
export const instructionReaders = [InstructionReader];

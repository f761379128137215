import { CorrectionsController } from './corrections.controller.js';
import { CorrectionsReader } from './corrections-reader.js';
import { Nearest } from './nearest.js';
import { Sides } from './sides.js';
import { WorkbenchController } from './workbench.controller.js';
import { WorkbenchDesk } from './workbench-desk.js';

export const workbenchControllers = [WorkbenchController, CorrectionsController];
export const workbenchProviders = [WorkbenchDesk, Sides, Nearest, CorrectionsReader];

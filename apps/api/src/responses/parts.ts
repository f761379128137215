import { ResponseBeginController } from './begin.controller.js';
import { Beginnings } from './beginnings.js';
import { HintReader } from './hint-reader.js';
import { ResponseRemarksController } from './remarks.controller.js';
import { ResponseReader } from './response-reader.js';
import { ResponsesController } from './responses.controller.js';

/** Texts for the public while they are written. */
export const responseControllers = [ResponsesController, ResponseRemarksController, ResponseBeginController];
export const responseProviders = [ResponseReader, HintReader, Beginnings];

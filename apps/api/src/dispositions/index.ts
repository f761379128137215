import { DispositionReader } from './disposition-reader.js';
import { DispositionsController } from './dispositions.controller.js';
import { DispositionProposalsController } from './proposals.controller.js';

export const dispositionControllers = [DispositionsController, DispositionProposalsController];
export const dispositionProviders = [DispositionReader];

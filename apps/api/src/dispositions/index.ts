import { DispositionReader } from './disposition-reader.js';
import { DispositionsController } from './dispositions.controller.js';

export const dispositionControllers = [DispositionsController];
export const dispositionProviders = [DispositionReader];

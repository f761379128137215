import { FiguresController } from './figures.controller.js';
import { FiguresReader } from './figures-reader.js';

/** Figures and claims, for the module of the API. */
export const figureControllers = [FiguresController];
export const figureReaders = [FiguresReader];

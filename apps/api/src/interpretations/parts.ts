import { InterpretationsController } from './interpretations.controller.js';
import { LibraryDesk } from './library-desk.js';
import { LibraryReader } from './library-reader.js';
import { MatchesController } from './matches.controller.js';

/** The library of interpretations, for the module of the API. */
export const interpretationControllers = [InterpretationsController, MatchesController];
export const interpretationProviders = [LibraryReader, LibraryDesk];

import { PublicArchive } from './public-archive.js';
import { PublicController } from './public.controller.js';
import { PublicReader } from './public-reader.js';

/** The public page, for the module of the API. */
export const publicControllers = [PublicController];
export const publicProviders = [PublicReader, PublicArchive];

import { CommitmentReader } from './commitment-reader.js';
import { CommitmentsController } from './commitments.controller.js';
import { ConferencesController } from './conferences.controller.js';
import { MatterPublicationsController } from './matter.controller.js';
import { PublicationReader } from './publication-reader.js';
import { PublicationsController } from './publications.controller.js';

/** Publications, promises and press conferences, for the module of the API. */
export const publicationControllers = [
  PublicationsController,
  MatterPublicationsController,
  CommitmentsController,
  ConferencesController,
];
export const publicationProviders = [PublicationReader, CommitmentReader];

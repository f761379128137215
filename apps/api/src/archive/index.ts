import { ArchiveController } from './archive.controller.js';
import { ArchiveReader } from './archive-reader.js';

export const archiveControllers = [ArchiveController];
export const archiveProviders = [ArchiveReader];

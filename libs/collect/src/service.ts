import { SourceRow } from './entities/source.entity.js';

export * from './entities/source.entity.js';

export const collectEntities = [SourceRow];

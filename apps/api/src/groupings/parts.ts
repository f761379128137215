import { GroupingsReader } from './groupings-reader.js';
import { GroupingsController } from './groupings.controller.js';
import { RegroupController } from './regroup.controller.js';

export const groupingControllers = [RegroupController, GroupingsController];
export const groupingReaders = [GroupingsReader];

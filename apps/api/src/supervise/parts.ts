import { LateController } from './late.controller.js';
import { LateReader } from './late-reader.js';
import { SupervisionReader } from './supervision-reader.js';
import { SupervisionsController } from './supervisions.controller.js';
import { UpwardController } from './upward.controller.js';
import { UpwardReader } from './upward-reader.js';
import { UrgeController } from './urge.controller.js';
import { UrgeReader } from './urge-reader.js';
import { WatchController } from './watch.controller.js';

/** Urging, supervision orders, watch lists, figures of the late and reports upward, for the module of the API. */
export const superviseControllers = [
  UrgeController,
  SupervisionsController,
  WatchController,
  LateController,
  UpwardController,
];
export const superviseReaders = [UrgeReader, SupervisionReader, LateReader, UpwardReader];

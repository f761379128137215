import { SpikeReader } from './spike-reader.js';
import { SpikesController } from './spikes.controller.js';

/** Rises over what is usual, for the module of the API. */
export const spikeControllers = [SpikesController];
export const spikeReaders = [SpikeReader];

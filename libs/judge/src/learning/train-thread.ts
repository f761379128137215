import { parentPort, workerData } from 'node:worker_threads';
import { train, type TrainingSet } from './train.js';

// Runs as a thread of its own: training takes seconds of a core, and whoever judges must not wait for it.
parentPort?.postMessage(train(workerData as TrainingSet), []);

import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { train, type Trained, type TrainingSet } from './train.js';

/** Trains models; the work of seconds. */
export type Trainer = (set: TrainingSet) => Promise<Trained>;

/** In a thread of its own. Where the code is not built (tests) there is no file a thread could run: there in place. */
export const trainer: Trainer = (set) => {
  const here = typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) return Promise.resolve().then(() => train(set));
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./train-thread.js', pathToFileURL(here)), { workerData: set });
    thread.once('message', (trained: Trained) => {
      resolve(trained);
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the training thread ended with ${code}`)));
  });
};

import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '#config';

/** Tests run the sources, where training has no file for a thread: here the built one, which the pages need as well. */
it('trains in a thread of the built product', async () => {
  const examples = [
    { text: '东湖小区又停水了，三天没有自来水', label: '市政服务' },
    { text: '河里流的都是黑水，味道刺鼻', label: '环境保护' },
  ];
  const thread = new Worker(join(projectRoot(), 'dist/libs/judge/src/learning/train-thread.js'), {
    workerData: { examples, corrections: [] },
    execArgv: [],
  });
  const [trained] = (await once(thread, 'message')) as [{ models: { fields: { labels: string[] } } }];
  expect([...trained.models.fields.labels].sort()).toEqual(['市政服务', '环境保护']);
  await thread.terminate();
});

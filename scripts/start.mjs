// `npm start`: installs what is missing, builds what is stale, starts everything. See docs/architecture.md.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { buildStale, checkNode, giveUp, installMissing, root } from './lib/prepare.mjs';

checkNode();
try {
  installMissing({ dev: false });
  buildStale();
} catch (error) {
  giveUp(
    error.code === 'ENOSPC'
      ? '磁盘已满，无法安装或构建。请腾出空间后重试。'
      : `无法准备程序文件：${error.message}`,
  );
}
const { launch } = await import(pathToFileURL(join(root, 'dist/src/launch/launch.js')).href);
process.exitCode = await launch(process.argv.slice(2));

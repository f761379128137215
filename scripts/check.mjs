// Everything that can be known without running the product: types, lint, format, import direction, unused code. Under 60 s.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkNode, installMissing, root } from './lib/prepare.mjs';

checkNode();
installMissing({ dev: true });

const checks = [
  ['类型（服务端）', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
  ['类型（页面）', 'vue-tsc', ['--noEmit', '-p', 'apps/dashboard/tsconfig.json']],
  ['代码规范', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['格式', 'prettier', ['--check', '--log-level', 'warn', '.']],
  [
    '引用方向',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
      'config/src',
      'migrations',
      'src',
      'bench',
      'test',
    ],
  ],
  ['未使用的代码', 'knip', ['--no-progress']],
];
const began = Date.now();
const queue = [...checks];
let failed = 0;

/** Two at a time: the machine this must run on has two cores. */
async function worker() {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const [name, command, args] = check;
    const started = Date.now();
    const { code, output } = await runQuietly(join(root, 'node_modules', '.bin', command), args);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name}（${seconds} 秒）\n`);
    if (code !== 0) {
      failed += 1;
      process.stdout.write(`${output}\n`);
    }
  }
}

function runQuietly(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => done({ code, output }));
  });
}

await Promise.all([worker(), worker()]);
process.stdout.write(
  `${failed === 0 ? '全部通过' : `${failed} 项未通过`}，用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒\n`,
);
process.exit(failed === 0 ? 0 : 1);

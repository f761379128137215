import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

export interface TestBrowser {
  browser: Browser;
  /** Ends Chromium and removes what it wrote. */
  close(): Promise<void>;
}

/**
 * A real Chromium from the npm package `@sparticuz/chromium`. Its own launch arguments are not used: they switch off web
 * security, and a security test would prove nothing (stack-notes 12). The page needs a bundled Chinese font.
 * @throws Error on anything but Linux; check `browserMissing()` first
 */
export async function launchBrowser(): Promise<TestBrowser> {
  const folder = unpacked();
  const profile = mkdtempSync(join(tmpdir(), 'huiyin-browser-'));
  const browser = await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: fontConfig(folder, profile),
    },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Where Chromium lies unpacked for this run of the tests, which removes its folder at the end (scripts/test.mjs). */
function unpacked(): string {
  const run = process.env['HUIYIN_DATA'] ?? tmpdir();
  const folder = join(run, 'chromium');
  if (existsSync(folder)) return folder;
  mkdirSync(run, { recursive: true });
  const own = mkdtempSync(`${folder}-`);
  unpack(own);
  try {
    renameSync(own, folder);
  } catch {
    // Another worker was quicker.
    rmSync(own, { recursive: true, force: true });
  }
  return folder;
}

/**
 * The package unpacks where TMPDIR points, with libnss3 of its own when it takes the machine for Lambda: in a process of
 * its own, for which both are set.
 */
function unpack(folder: string): void {
  const script = `import('@sparticuz/chromium').then((one) => one.default.executablePath())`;
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  execFileSync(process.execPath, ['-e', script], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The packaged settings look for fonts in /tmp/fonts only, and Chromium ends with a trap where it finds no font at all. */
function fontConfig(folder: string, profile: string): string {
  const file = join(profile, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir>` +
      `<cachedir>${profile}/fonts-cache</cachedir></fontconfig>`,
  );
  return file;
}

/** Why no browser can run here, or null. Under `CI=true` a missing browser must fail, not skip. */
export const browserMissing = (): string | null =>
  process.platform === 'linux' ? null : 'the packaged Chromium runs on Linux only';

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

export interface TestBrowser {
  browser: Browser;
  /** Ends Chromium and removes what it unpacked. */
  close(): Promise<void>;
}

/**
 * A real Chromium from the npm package `@sparticuz/chromium`. Its own launch arguments are not used: they switch off web
 * security, and a security test would prove nothing (stack-notes 12). The page needs a bundled Chinese font.
 * @throws Error on anything but Linux; check `browserMissing()` first
 */
export async function launchBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-chromium-'));
  const browser = await chromium.launch({
    executablePath: unpack(folder),
    args: ['--no-sandbox'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: fontConfig(folder),
    },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The package unpacks where TMPDIR points, with libnss3 of its own when it takes the machine for Lambda. A process of its
 * own: inside jest `process.env` is a copy that `os.tmpdir()` does not see.
 */
function unpack(folder: string): string {
  const script = `import('@sparticuz/chromium').then(async (one) => console.log(await one.default.executablePath()))`;
  const env = { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
  return execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }).trim();
}

/** The packaged settings look for fonts in /tmp/fonts only, and Chromium ends with a trap where it finds no font at all. */
function fontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir>` +
      `<cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  return file;
}

/** Why no browser can run here, or null. Under `CI=true` a missing browser must fail, not skip. */
export const browserMissing = (): string | null =>
  process.platform === 'linux' ? null : 'the packaged Chromium runs on Linux only';

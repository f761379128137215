import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

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
  const before = { tmp: process.env['TMPDIR'], runtime: process.env['AWS_LAMBDA_JS_RUNTIME'] };
  // Both are read while the package is imported: it then unpacks libnss3 of its own, away from any stale copy.
  process.env['TMPDIR'] = folder;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const { chromium: playwright } = await import('playwright-core');
    const executablePath = await chromium.executablePath();
    const browser = await playwright.launch({
      executablePath,
      headless: true,
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
  } finally {
    restore('TMPDIR', before.tmp);
    restore('AWS_LAMBDA_JS_RUNTIME', before.runtime);
  }
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

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

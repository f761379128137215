#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const program = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));
if (existsSync(program)) {
  const { main } = await import(pathToFileURL(program).href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('huiyin is not built yet: run npm run build\n');
  process.exitCode = 1;
}

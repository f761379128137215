// A whole worker process, run from dist, that kills itself (SIGKILL, nothing is tidied up) at a moment a test names:
// right before or right after its n-th write to the tables of the way of an item. Its clock is the machine's, moved.
import 'reflect-metadata';
import { Client } from 'pg';
import { readConfig } from '../../dist/config/src/index.js';
import { Clock } from '../../dist/libs/clock/src/index.js';
import { createWorker } from '../../dist/apps/worker/src/worker.js';

const { at, side, aheadMs } = JSON.parse(process.argv[2] ?? '{}');

class MovedClock extends Clock {
  now() {
    return new Date(Date.now() + aheadMs);
  }
}

const WRITES =
  /(^|\(|\s)(insert into|update)\s+"?(item|incident|incident_item|assignment|escalation|notice)"?[\s(]/i;
const die = () => process.kill(process.pid, 'SIGKILL');
let writes = 0;
/** The fatal write is on its way: whatever this process would do beside it meanwhile must not come first. */
let dying = false;

// A write counts when it lasts: with its COMMIT, or at once where there is no transaction.
// eslint-disable-next-line typescript/unbound-method -- bound by apply below
const original = Client.prototype.query;
Client.prototype.query = function (...args) {
  if (dying) return new Promise(() => undefined);
  const sql = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  const lasting = lasts(this, sql);
  if (lasting) writes += 1;
  const now = lasting && writes === at;
  if (now && side === 'before') die();
  const result = original.apply(this, args);
  if (now && typeof result?.then === 'function') {
    dying = true;
    return result.then(() => die());
  }
  return result;
};

function lasts(client, sql) {
  if (/^\s*(start transaction|begin)/i.test(sql)) Object.assign(client, { inside: true, wrote: false });
  else if (/^\s*rollback/i.test(sql)) Object.assign(client, { inside: false, wrote: false });
  else if (/^\s*commit/i.test(sql)) {
    const wrote = client.wrote === true;
    Object.assign(client, { inside: false, wrote: false });
    return wrote;
  } else if (WRITES.test(sql)) {
    if (!client.inside) return true;
    client.wrote = true;
  }
  return false;
}

const config = readConfig();
const worker = await createWorker({
  config: { ...config, databaseUrl: config.databaseUrl },
  clock: new MovedClock(),
});
process.stdout.write('ready\n');
process.once('SIGTERM', () => void worker.close().then(() => process.exit(0)));

/** A worker of campaigns that counts as gone after a second and a half, and whose clock may be wrong: address, library, milliseconds ahead. */
import { connect } from '../../dist/src/queue/connect.js';
import { serveQueue } from '../../dist/src/queue/serve.js';
import { Pool } from '../../dist/src/search/pool/pool.js';

const [address, library, ahead] = process.argv.slice(2);
const { now } = Date;
Date.now = () => now() + Number(ahead);
const backend = await connect(address, () => undefined);
const entry = new URL('../../dist/src/cli/worker.js', import.meta.url);
const pool = await Pool.start({ entry, library, workers: 1, timeout: 2000, memory: 128 });
await serveQueue(backend, pool, { processes: 1, warn: (line) => console.error(line), lock: 1500 });

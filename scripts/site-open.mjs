// Serves the site that `npm run site` has built, until Ctrl-C: node scripts/site-open.mjs [port]
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from './site/serve.mjs';

const folder = fileURLToPath(new URL('../build/site/', import.meta.url));
if (!existsSync(`${folder}index.html`)) {
  console.error('there is no site yet: npm run site');
  process.exit(1);
}
const port = Number(process.argv[2] ?? 4173);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`site:open: port is ${process.argv[2]}, but it must be an integer from 0 to 65535`);
  process.exit(2);
}
try {
  const { address } = await serve(folder, { port });
  console.log(`the site is at ${address}`);
} catch (error) {
  console.error(`site:open: ${error.message}`);
  process.exit(3);
}

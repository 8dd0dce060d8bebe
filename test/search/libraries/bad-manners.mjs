import { createServer } from 'node:net';
import { faulty } from './base.mjs';

// Leaves a server and a timer open, prints, and replaces what does not belong to it.
createServer().listen(0);
setInterval(() => undefined, 1000);
console.log('printed while loading');
Math.max = () => 7;
console.log = () => undefined;

export default faulty('bad-manners', () => void process.stdout.write('printed by maxPool\n'));

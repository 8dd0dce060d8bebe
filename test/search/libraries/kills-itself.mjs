import { faulty } from './base.mjs';

export default faulty('kills-itself', () => process.kill(process.pid, 'SIGKILL'));

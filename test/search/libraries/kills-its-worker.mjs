import { faulty } from './base.mjs';

/** Takes the process along that started its own. */
export default faulty('kills-its-worker', () => {
  process.kill(process.ppid, 'SIGKILL');
  for (;;);
});

import { spawn } from 'node:child_process';

export interface Ended {
  /** `null`: ended by a signal. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end in a folder. */
export type RunCommand = (program: string, args: readonly string[], cwd: string) => Promise<Ended>;

/** A replay that takes longer is ended: the version is as good as one that does not start. */
const most = 300_000;

export const runCommand: RunCommand = (program, args, cwd) =>
  new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'], timeout: most });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });

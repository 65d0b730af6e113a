import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Sees to it that a process which ends in another way than by closing its database leaves no server running behind it. An interrupted
 * command lets go first (a program with signal handlers of its own, such as the app, closes by itself); after an exception that
 * nobody caught, a process of its own looks whether the server is still used. Only kill -9 leaves one: the next user takes it over.
 * @returns call it once the database is closed
 */
export function leaveAtExit(dataDir: string, leave: () => Promise<void>): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (process.listeners(signal).some((listener) => listener !== onSignal)) return;
    void leave().finally(() => {
      forget();
      process.kill(process.pid, signal);
    });
  };
  const onExit = (): void => {
    const script = fileURLToPath(new URL('stop-unused-server.ts', import.meta.url));
    const args = ['--disable-warning=ExperimentalWarning', script, dataDir];
    spawn(process.execPath, args, { detached: true, stdio: 'ignore', windowsHide: true }).unref();
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
    process.off('exit', onExit);
  };
  for (const signal of signals) process.on(signal, onSignal);
  process.on('exit', onExit);
  return forget;
}

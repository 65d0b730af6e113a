import { statfs } from 'node:fs/promises';

const megabyte = 1024 * 1024;
const everyMs = 500;

/** There is too little room on the disk to keep more; reading goes on. Carries PostgreSQL's code for a full disk. */
export class DiskFull extends Error {
  readonly code = '53100';

  constructor(folder: string, free: number, reserve: number) {
    super(
      `the disk of ${folder} is nearly full: ${Math.floor(free / megabyte)} MB are free and ${Math.floor(reserve / megabyte)} MB are kept in reserve; nothing more is stored until there is room`,
    );
    this.name = 'DiskFull';
  }
}

/** Free and total bytes of the file system that holds a folder. */
export type MeasureDisk = (folder: string) => Promise<{ free: number; total: number }>;

/** A twentieth of the disk, between 64 and 256 MB: room for the log and the checkpoint of a server that has to recover. */
export function reserveOf(total: number): number {
  return Math.min(256 * megabyte, Math.max(64 * megabyte, total / 20));
}

/**
 * Watches the disk of an embedded database. A server that cannot write its log stops altogether; so writing is refused, and
 * transactions that write are cancelled, while there is still room for reading and for a clean stop.
 */
export class DiskGuard {
  readonly #folder: string;
  readonly #cancelWriters: () => Promise<void>;
  readonly #measure: MeasureDisk;
  readonly #timer: NodeJS.Timeout;
  #problem: DiskFull | undefined;

  constructor(folder: string, cancelWriters: () => Promise<void>, measure: MeasureDisk = measureDisk) {
    this.#folder = folder;
    this.#cancelWriters = cancelWriters;
    this.#measure = measure;
    this.#timer = setInterval(() => void this.check().catch(() => undefined), everyMs);
    this.#timer.unref();
  }

  /** Why nothing may be written now, if so. */
  get problem(): DiskFull | undefined {
    return this.#problem;
  }

  async check(): Promise<void> {
    const { free, total } = await this.#measure(this.#folder);
    const reserve = reserveOf(total);
    this.#problem = free < reserve ? new DiskFull(this.#folder, free, reserve) : undefined;
    if (this.#problem !== undefined) await this.#cancelWriters();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

async function measureDisk(folder: string): Promise<{ free: number; total: number }> {
  const state = await statfs(folder);
  return { free: state.bavail * state.bsize, total: state.blocks * state.bsize };
}

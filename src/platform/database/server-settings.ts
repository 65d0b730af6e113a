import { availableParallelism, totalmem } from 'node:os';

const megabyte = 1024 * 1024;

export interface ServerSettingsInput {
  readonly major: number;
  /** Folder of the Unix socket; undefined: TCP on the loopback address. */
  readonly socketFolder: string | undefined;
  readonly port: number;
  /** Gives up durability for speed. Only for databases that are thrown away: tests and benchmarks of other things. */
  readonly disposable: boolean;
}

/**
 * Settings of the embedded server, handed over on its command line at every start, so that they follow the program's version.
 * Durable (fsync and synchronous_commit on, checksums from initdb; the log serves recovery alone, there is nobody to stream it to:
 * indexes and new tables are made safe themselves and not written down twice), small (an eighth of the memory, at most 512 MB, as shared
 * buffers), and fit for bulk imports (few checkpoints: up to 2 GB of log between them; recovery after a kill stays in seconds).
 */
export function serverSettings(input: ServerSettingsInput): string[] {
  const memory = Math.floor(totalmem() / megabyte);
  const cores = availableParallelism();
  const settings: Record<string, string | number> = {
    listen_addresses: input.socketFolder === undefined ? '127.0.0.1' : '',
    unix_socket_directories: input.socketFolder ?? '',
    unix_socket_permissions: '0700',
    port: input.port,
    max_connections: 100,
    shared_buffers: `${Math.min(512, Math.max(64, Math.floor(memory / 8)))}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    temp_buffers: '32MB',
    maintenance_work_mem: `${Math.min(256, Math.max(64, Math.floor(memory / 16)))}MB`,
    wal_level: 'minimal',
    max_wal_senders: 0,
    wal_compression: 'on',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '10min',
    checkpoint_completion_target: '0.9',
    random_page_cost: '1.1',
    jit: 'off',
    max_worker_processes: Math.max(4, cores + 2),
    max_parallel_workers_per_gather: Math.min(2, Math.max(1, cores - 1)),
    default_toast_compression: 'pglz',
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
  };
  if (input.major >= 18) settings.io_method = 'worker';
  if (input.disposable) {
    Object.assign(settings, {
      fsync: 'off',
      full_page_writes: 'off',
      shared_buffers: '128MB',
    });
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

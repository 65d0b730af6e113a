import pg from 'pg';
import type { DataFolder } from './data-folder.ts';
import { readPassword, superuser, usesPassword } from './embedded-cluster.ts';
import { codeOf, messageOf } from './problems.ts';

/** How to reach the server. Processes that use it hold one connection of their own with this application name. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly ssl: false;
}

const keeperName = 'quarterdeck keeper';

export function addressOf(folder: DataFolder, socketFolder: string, port: number): ServerAddress {
  return {
    host: socketFolder === '' ? '127.0.0.1' : socketFolder,
    port,
    user: superuser,
    ssl: false,
    ...(usesPassword ? { password: readPassword(folder) } : {}),
  };
}

/** A connection that marks this process as a user of the server; or why there is none, and whether waiting may help. */
export async function reachServer(
  address: ServerAddress,
): Promise<{ keeper?: pg.Client; starting: boolean; problem: string }> {
  const keeper = new pg.Client({
    ...address,
    database: 'postgres',
    application_name: `${keeperName} ${process.pid}`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  keeper.on('error', () => undefined);
  try {
    await keeper.connect();
    return { keeper, starting: false, problem: '' };
  } catch (error) {
    return { starting: codeOf(error) === '57P03', problem: messageOf(error) };
  }
}

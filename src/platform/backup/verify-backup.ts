import type { BackupHeader, BackupManifest } from './manifest.ts';
import { BackupReader } from './read-backup.ts';

export interface VerifiedBackup {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
  readonly bytes: number;
}

/**
 * Reads a whole backup and checks every hash; touches no database.
 * @throws BackupDamaged naming the damaged part
 */
export async function verifyBackup(file: string): Promise<VerifiedBackup> {
  const reader = new BackupReader(file);
  try {
    const header = await reader.header();
    for await (const part of reader.parts()) {
      while ((await part.bytes.next()).done !== true);
    }
    return { header, manifest: reader.manifest, bytes: reader.bytes };
  } finally {
    await reader.close();
  }
}

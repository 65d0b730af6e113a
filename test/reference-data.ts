import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.env.QUARTERDECK_REFERENCE_DATA ?? resolve(import.meta.dirname, '..', '..', 'shared', 'data');

/**
 * Path of a file or folder of the reference data, or undefined when the data is absent.
 * A test that needs it uses `describe.skipIf(referenceData('…') === undefined)`; .ci/run fails when it is absent there.
 */
export function referenceData(path = ''): string | undefined {
  const full = join(folder, path);
  return existsSync(full) ? full : undefined;
}

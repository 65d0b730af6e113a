import { createHash } from 'node:crypto';
import type { DiagnosisPart } from './diagnosis-part.ts';

/**
 * SHA-256 (hex) of everything a diagnosis looks at, so that a run can be told to have seen the same as another, however its
 * lists were cut into parts.
 */
export class PartsHash {
  readonly #hash = createHash('sha256');
  #list = '';

  take(part: DiagnosisPart): void {
    if ('facts' in part) {
      this.#hash.update(JSON.stringify(part.facts));
      return;
    }
    if (part.list !== this.#list) this.#hash.update(`${part.list}\n`);
    this.#list = part.list;
    if (part.rows.length > 0) this.#hash.update(`${part.rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

import { type Diagnosis, diagnose } from '#engines/diagnosis/diagnose.ts';
import type { Collector } from '#platform/workers/feed-worker.ts';
import { InputCollector } from './collect-input.ts';
import type { DiagnosisPart } from './diagnosis-part.ts';
import { PartsHash } from './hash-parts.ts';

export interface DiagnosedParts {
  readonly diagnosis: Diagnosis;
  readonly inputHash: string;
}

/** What the thread of a diagnosis does with the parts that come to it. */
export function diagnosisCollector(): Collector<DiagnosisPart, DiagnosedParts> {
  const collector = new InputCollector();
  const hash = new PartsHash();
  return {
    take(part) {
      hash.take(part);
      collector.take(part);
    },
    finish: () => ({ diagnosis: diagnose(collector.input()), inputHash: hash.hex() }),
  };
}

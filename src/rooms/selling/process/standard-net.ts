import type { NetTransition, PetriNet } from '#engines/process-mining/conformance/petri-net.ts';
import type { StageRow } from './load-stage-log.ts';

/** The standard that a pipeline is: every open stage in order, won after the last of them, lost after any. */
export function standardNet(stages: readonly StageRow[]): PetriNet {
  const open = stages.filter(({ outcome }) => outcome === 'open');
  const end = open.length + 1;
  const transitions: NetTransition[] = open.map(({ id }, i) => ({ label: id, from: [i], to: [i + 1] }));
  for (const { id, outcome } of stages) {
    if (outcome === 'won') transitions.push({ label: id, from: [open.length], to: [end] });
    if (outcome === 'lost')
      for (let i = 1; i <= open.length; i++) transitions.push({ label: id, from: [i], to: [end] });
  }
  return { places: open.length + 2, start: 0, end, transitions };
}

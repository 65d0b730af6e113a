import type { NetTransition, PetriNet } from './petri-net.ts';

/** One step of a standard given as stages in order. */
export interface StageStep {
  readonly name: string;
  /** May be left out. */
  readonly optional?: boolean;
  /** May be done several times in a row. */
  readonly repeatable?: boolean;
}

export interface StageModel {
  readonly stages: readonly StageStep[];
  /** A case may end after any stage from this one on (by name); at the last stage when absent. */
  readonly mayEndFrom?: string;
}

/** Stages in order as a net: a chain of places, silent ways round optional stages, loops at repeatable ones. */
export function stageNet(model: StageModel): PetriNet {
  const { stages } = model;
  if (stages.length === 0) throw new RangeError('invalid stages: none (at least one is expected)');
  const names = new Set<string>();
  for (const { name } of stages) {
    if (names.has(name)) throw new RangeError(`invalid stages: "${name}" twice (each stage once is expected)`);
    names.add(name);
  }
  const end = stages.length + 1;
  const transitions: NetTransition[] = [];
  for (const [i, { name, optional, repeatable }] of stages.entries()) {
    transitions.push({ label: name, from: [i], to: [i + 1] });
    if (optional === true) transitions.push({ from: [i], to: [i + 1] });
    if (repeatable === true) transitions.push({ label: name, from: [i + 1], to: [i + 1] });
  }
  const firstEnd =
    model.mayEndFrom === undefined ? stages.length - 1 : stages.findIndex(({ name }) => name === model.mayEndFrom);
  if (firstEnd === -1)
    throw new RangeError(`invalid mayEndFrom: "${model.mayEndFrom}" (the name of a stage is expected)`);
  for (let i = firstEnd; i < stages.length; i++) transitions.push({ from: [i + 1], to: [end] });
  return { places: stages.length + 2, start: 0, end, transitions };
}

import type { NetTransition, PetriNet } from './petri-net.ts';

/** The nodes and flows of a BPMN process, as far as they bear on the order of work. */
export interface BpmnModel {
  readonly nodes: readonly BpmnNode[];
  readonly flows: readonly { readonly from: string; readonly to: string }[];
}

export interface BpmnNode {
  readonly id: string;
  readonly kind: 'start' | 'end' | 'task' | 'silent' | 'exclusive' | 'parallel';
  /** The activity of a task. */
  readonly name: string;
}

/**
 * A BPMN process as a net (Dijkman, Dumas & Ouyang 2008, figure 3): a place for every flow, a transition for every task and
 * parallel gateway, silent transitions for each way through an exclusive gateway. A task with several incoming flows starts
 * on any of them; with several outgoing ones it goes on on all of them, as the standard says (BPMN 2.0.2, 13.3.1).
 * Throws RangeError naming the node when there is no start or end, or a flow leads nowhere.
 */
export function bpmnNet({ nodes, flows }: BpmnModel): PetriNet {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const { from, to } of flows) {
    for (const id of [from, to])
      if (!byId.has(id)) throw new RangeError(`invalid flow: to or from "${id}" (a node of the process is expected)`);
  }
  const [start, end] = [0, 1];
  const into = (id: string): number[] => flows.flatMap((flow, i) => (flow.to === id ? [i + 2] : []));
  const outOf = (id: string): number[] => flows.flatMap((flow, i) => (flow.from === id ? [i + 2] : []));
  const transitions: NetTransition[] = [];
  for (const node of nodes) {
    const incoming = into(node.id);
    const outgoing = outOf(node.id);
    if (node.kind === 'start') {
      if (outgoing.length > 0) transitions.push({ from: [start], to: outgoing });
    } else if (node.kind === 'end') {
      for (const place of incoming) transitions.push({ from: [place], to: [end] });
    } else if (node.kind === 'parallel') {
      if (incoming.length > 0) transitions.push({ from: incoming, to: outgoing });
    } else if (node.kind === 'exclusive') {
      for (const from of incoming) for (const to of outgoing) transitions.push({ from: [from], to: [to] });
    } else {
      const label = node.kind === 'task' ? node.name : undefined;
      const to = outgoing.length === 0 ? [end] : outgoing; // a process may leave its end events out
      const from = incoming.length === 0 ? [start] : incoming;
      for (const place of from) transitions.push({ ...(label === undefined ? {} : { label }), from: [place], to });
    }
  }
  if (!transitions.some(({ from }) => from.includes(start)))
    throw new RangeError('invalid process: nothing begins it (a start event is expected)');
  if (!transitions.some(({ to }) => to.includes(end)))
    throw new RangeError('invalid process: nothing ends it (an end event is expected)');
  return { places: flows.length + 2, start, end, transitions };
}

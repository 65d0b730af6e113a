import { MarkingGraph, type PetriNet } from './petri-net.ts';

/** 'both': the case and the model do it; 'log': only the case (too much); 'model': only the model (left out). */
export interface AlignmentMove {
  readonly kind: 'both' | 'log' | 'model';
  readonly activity: string;
}

export interface Alignment {
  readonly moves: readonly AlignmentMove[];
  /** Number of moves that only one of them makes. */
  readonly cost: number;
  /** 1 − cost ÷ (length of the case + length of the shortest way through the model). */
  readonly fitness: number;
}

/** How many states one alignment may visit before it is given up. */
export const stateLimit = 400_000;

/**
 * Aligns cases with a model at least cost: the fewest steps left out or put in (Adriansyah, Aligning Observed and Modeled
 * Behavior, 2014; fitness as in van der Aalst, Adriansyah & van Dongen 2012, definition 9). Shortest path with costs 0 and
 * 1 over pairs of marking and position (0-1 breadth first search), so the result is optimal. Silent moves cost nothing.
 */
export class Aligner {
  readonly #net: PetriNet;
  readonly #graph: MarkingGraph;
  readonly #shortest: number;

  /** Throws RangeError when the model cannot be finished, UnboundedNet when it grows without bound. */
  constructor(net: PetriNet) {
    this.#net = net;
    this.#graph = new MarkingGraph(net);
    const empty = this.#search([]);
    if (empty === undefined) throw new RangeError('the model cannot come from its start to its end');
    this.#shortest = empty.cost;
  }

  /** Undefined when the search would visit more than `stateLimit` states. */
  align(path: readonly string[]): Alignment | undefined {
    const found = this.#search(path);
    if (found === undefined) return undefined;
    const worst = path.length + this.#shortest;
    return { ...found, fitness: worst === 0 ? 1 : 1 - found.cost / worst };
  }

  #search(path: readonly string[]): { moves: AlignmentMove[]; cost: number } | undefined {
    const width = path.length + 1;
    const best = new Map<number, Reached>();
    let level: number[] = [];
    let nextLevel: number[] = [];
    const done = new Set<number>();
    const reach = (state: number, cost: number, from: number, move: AlignmentMove | undefined, now: boolean): void => {
      const known = best.get(state);
      if (known !== undefined && known.cost <= cost) return;
      best.set(state, { cost, from, move });
      (now ? level : nextLevel).push(state);
    };
    reach(this.#graph.initial * width, 0, -1, undefined, true);
    const goal = this.#graph.final * width + path.length;
    for (let cost = 0; level.length > 0; cost++) {
      while (level.length > 0) {
        const state = level.pop() as number;
        if (done.has(state) || best.get(state)?.cost !== cost) continue;
        if (state === goal) return { moves: backtrack(best, goal), cost };
        done.add(state);
        if (done.size > stateLimit) return undefined;
        const marking = Math.floor(state / width);
        const position = state % width;
        if (position < path.length) {
          reach(state + 1, cost + 1, state, { kind: 'log', activity: path[position] }, false);
        }
        for (const { transition, to } of this.#graph.firings(marking)) {
          const { label } = this.#net.transitions[transition];
          const stay = to * width + position;
          if (label === undefined) reach(stay, cost, state, undefined, true);
          else {
            if (position < path.length && path[position] === label)
              reach(stay + 1, cost, state, { kind: 'both', activity: label }, true);
            reach(stay, cost + 1, state, { kind: 'model', activity: label }, false);
          }
        }
      }
      level = nextLevel;
      nextLevel = [];
    }
    return undefined;
  }
}

interface Reached {
  readonly cost: number;
  readonly from: number;
  readonly move: AlignmentMove | undefined;
}

function backtrack(best: ReadonlyMap<number, Reached>, goal: number): AlignmentMove[] {
  const moves: AlignmentMove[] = [];
  for (let state = goal; state !== -1; ) {
    const reached = best.get(state);
    if (reached === undefined) break;
    if (reached.move !== undefined) moves.push(reached.move);
    state = reached.from;
  }
  return moves.reverse();
}

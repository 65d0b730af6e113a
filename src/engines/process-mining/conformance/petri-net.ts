/** A transition of a labelled net. Silent ones (no label) move the state of the model without an activity. */
export interface NetTransition {
  readonly label?: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** A labelled Petri net with one token at `start` to begin with; it is finished with one token at `end` and none elsewhere. */
export interface PetriNet {
  readonly places: number;
  readonly start: number;
  readonly end: number;
  readonly transitions: readonly NetTransition[];
}

/** More tokens than this in one place: the model can grow without bound and is refused. */
const tokenLimit = 8;

export class UnboundedNet extends Error {}

/** One way from a marking: the transition and the marking it leads to. */
export interface Firing {
  readonly transition: number;
  readonly to: number;
}

/** The markings that were reached, numbered, with what can fire in each; worked out when first asked for. */
export class MarkingGraph {
  readonly #net: PetriNet;
  readonly #numbers = new Map<string, number>();
  readonly #markings: Uint8Array[] = [];
  readonly #firings: (readonly Firing[] | undefined)[] = [];
  readonly initial: number;
  readonly final: number;

  constructor(net: PetriNet) {
    this.#net = net;
    this.initial = this.#number(marked(net.places, net.start));
    this.final = this.#number(marked(net.places, net.end));
  }

  get size(): number {
    return this.#markings.length;
  }

  firings(marking: number): readonly Firing[] {
    const known = this.#firings[marking];
    if (known !== undefined) return known;
    const tokens = this.#markings[marking];
    const found: Firing[] = [];
    for (const [transition, { from, to }] of this.#net.transitions.entries()) {
      if (!enabled(tokens, from)) continue;
      const next = tokens.slice();
      for (const place of from) next[place] -= 1;
      for (const place of to) {
        next[place] += 1;
        if (next[place] > tokenLimit) throw new UnboundedNet(`place ${place} gathers more than ${tokenLimit} tokens`);
      }
      found.push({ transition, to: this.#number(next) });
    }
    this.#firings[marking] = found;
    return found;
  }

  #number(tokens: Uint8Array): number {
    const key = tokens.join(',');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#markings.length;
    this.#numbers.set(key, number);
    this.#markings.push(tokens);
    return number;
  }
}

function enabled(tokens: Uint8Array, from: readonly number[]): boolean {
  for (const place of from) if (tokens[place] === 0) return false;
  return true;
}

function marked(places: number, place: number): Uint8Array {
  const tokens = new Uint8Array(places);
  tokens[place] = 1;
  return tokens;
}

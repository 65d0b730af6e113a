import { powerCurve } from '#engines/sizing/response-curve.ts';
import { type SizingSegment, sizeForce } from '#engines/sizing/size-force.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench } from '../define-bench.ts';

/** The optimum beside trying everything, the textbook rule at the optimum, and the time of a large force. */
export const bench: Bench = {
  title: 'Sizing (engines, section 7)',
  async run({ time }) {
    const runs = 300;
    let [differ, greedyLoses] = [0, 0];
    for (let i = 0; i < runs; i++) {
      const segments = forceOf(3, 3, `run ${i}`, 1.6);
      const found = sizeForce(segments).profit;
      if (Math.abs(found - triedAll(segments)) > 1e-6 * Math.max(1, Math.abs(found))) differ += 1;
      if (oneByOne(segments) < found - 1e-6 * Math.abs(found)) greedyLoses += 1;
    }
    const large = forceOf(200, 20, 'large', 0.9);
    const ms = await time(() => sizeForce(large), 1);
    const [one] = sizeForce([
      { id: 'a', people: 100, margin: 0.5, cost: 100, curve: powerCurve(100, 60_000, 0.34) },
    ]).segments;
    const ratio = (one.people * 100) / (0.5 * one.sales);
    return [
      {
        bar: `optimum beside all combinations of 3 segments (${runs} random forces): different`,
        measured: String(differ),
        limit: '0',
        met: differ === 0,
        peer: `adding people one by one misses it in ${greedyLoses}`,
      },
      {
        bar: 'cost of people over gross profit at the optimum (Dorfman & Steiner 1954) against an elasticity of .34',
        measured: ratio.toFixed(3),
        limit: '0.33 to 0.35',
        met: ratio >= 0.33 && ratio <= 0.35,
      },
      {
        bar: '200 segments, 4,000 people today, free total',
        measured: `${(ms / 1000).toFixed(1)} s`,
        limit: '10 s',
        met: ms <= 10_000,
      },
    ];
  },
};

function forceOf(segments: number, mostPeople: number, seed: string, steepest: number): SizingSegment[] {
  const random = seededRandom(seed);
  return Array.from({ length: segments }, (_, i) => {
    const people = 1 + random.integer(mostPeople);
    return {
      id: `s${i}`,
      people,
      margin: 0.2 + 0.6 * random.next(),
      cost: 20,
      curve: powerCurve(people, people * (20 + 100 * random.next()), 0.1 + (steepest - 0.1) * random.next()),
    };
  });
}

const profitOf = ({ margin, curve, cost }: SizingSegment, people: number): number =>
  margin * curve.sales(people) - cost * people;

function triedAll(segments: readonly SizingSegment[]): number {
  // within the same reach as the engine: three times today's people and five more
  return segments.reduce((sum, segment) => {
    const reach = segment.people * 3 + 5;
    return sum + Math.max(...Array.from({ length: reach + 1 }, (_, people) => profitOf(segment, people)));
  }, 0);
}

function oneByOne(segments: readonly SizingSegment[]): number {
  return segments.reduce((sum, segment) => {
    let people = 0;
    while (people < segment.people * 3 + 5 && profitOf(segment, people + 1) > profitOf(segment, people)) people += 1;
    return sum + profitOf(segment, people);
  }, 0);
}

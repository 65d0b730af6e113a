import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeLog } from '../event-log.ts';
import { Aligner } from './alignment.ts';
import { bpmnNet } from './bpmn-net.ts';
import { checkConformance } from './check-conformance.ts';
import { stageNet } from './stage-model.ts';

/** Least number of insertions and deletions between two sequences, by the textbook table. */
function editDistance(left: readonly string[], right: readonly string[]): number {
  let row = right.map((_, j) => j + 1);
  row.unshift(0);
  for (const [i, one] of left.entries()) {
    const next = [i + 1];
    for (const [j, other] of right.entries()) next.push(one === other ? row[j] : 1 + Math.min(row[j + 1], next[j]));
    row = next;
  }
  return row[right.length];
}

const stages = ['a', 'b', 'c', 'd'];

describe('alignment', () => {
  it('costs the edit distance to the nearest way through optional stages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...stages, 'x'), { maxLength: 7 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (path, optional) => {
          const net = stageNet({ stages: stages.map((name, i) => ({ name, optional: optional[i] })) });
          let ways: string[][] = [[]];
          for (const [i, name] of stages.entries())
            ways = ways.flatMap((way) => (optional[i] ? [way, [...way, name]] : [[...way, name]]));
          const nearest = Math.min(...ways.map((way) => editDistance(path, way)));
          const found = new Aligner(net).align(path);
          expect(found?.cost).toBe(nearest);
          const shortest = Math.min(...ways.map((way) => way.length));
          const worst = path.length + shortest;
          expect(found?.fitness).toBeCloseTo(worst === 0 ? 1 : 1 - nearest / worst, 12);
          expect(found?.moves.filter(({ kind }) => kind !== 'model').map(({ activity }) => activity)).toEqual(path);
        },
      ),
    );
  });

  it('lets parallel branches come in any order, and asks for both', () => {
    const net = bpmnNet({
      nodes: [
        { id: 's', kind: 'start', name: '' },
        { id: 'split', kind: 'parallel', name: '' },
        { id: 'a', kind: 'task', name: 'a' },
        { id: 'b', kind: 'task', name: 'b' },
        { id: 'join', kind: 'parallel', name: '' },
        { id: 'x', kind: 'exclusive', name: '' },
        { id: 'c', kind: 'task', name: 'c' },
        { id: 'd', kind: 'task', name: 'd' },
        { id: 'e', kind: 'end', name: '' },
      ],
      flows: ['s>split', 'split>a', 'split>b', 'a>join', 'b>join', 'join>x', 'x>c', 'x>d', 'c>e', 'd>e'].map((flow) => {
        const [from, to] = flow.split('>');
        return { from, to };
      }),
    });
    const aligner = new Aligner(net);
    expect(aligner.align(['a', 'b', 'c'])?.cost).toBe(0);
    expect(aligner.align(['b', 'a', 'd'])?.cost).toBe(0);
    expect(aligner.align(['a', 'c'])?.cost).toBe(1);
    expect(aligner.align(['a', 'b', 'c', 'd'])?.cost).toBe(1);
    expect(aligner.align(['a', 'b', 'c', 'd'])?.fitness).toBeCloseTo(1 - 1 / 7, 12);
  });

  it('repeats what may be repeated and ends where a case may end', () => {
    const net = stageNet({
      stages: [{ name: 'a' }, { name: 'b', repeatable: true }, { name: 'c' }],
      mayEndFrom: 'b',
    });
    const aligner = new Aligner(net);
    expect(aligner.align(['a', 'b', 'b', 'b'])?.cost).toBe(0);
    expect(aligner.align(['a', 'b', 'c'])?.cost).toBe(0);
    expect(aligner.align(['a'])?.cost).toBe(1);
    expect(aligner.align(['a', 'a', 'b'])?.cost).toBe(1);
  });

  it('refuses models that cannot be followed', () => {
    expect(() => stageNet({ stages: [] })).toThrow(/at least one/);
    expect(() => stageNet({ stages: [{ name: 'a' }, { name: 'a' }] })).toThrow(/twice/);
    expect(() => bpmnNet({ nodes: [{ id: 'a', kind: 'task', name: 'a' }], flows: [{ from: 'a', to: 'z' }] })).toThrow(
      /"z"/,
    );
    const unfinished = { places: 3, start: 0, end: 1, transitions: [{ label: 'a', from: [0], to: [2] }] };
    expect(() => new Aligner(unfinished)).toThrow(/cannot come/);
  });
});

describe('conformance', () => {
  it('tells what is skipped, put in and moved, and how many cases fit', () => {
    const paths = ['abc', 'abc', 'ac', 'acb', 'abxc'];
    const events = paths.flatMap((path, c) =>
      path.split('').map((letter, i) => ({ c, activity: 'abcx'.indexOf(letter), time: i * 1000 })),
    );
    const log = arrangeLog(
      {
        count: events.length,
        case: Int32Array.from(events, ({ c }) => c),
        activity: Int32Array.from(events, ({ activity }) => activity),
        time: Float64Array.from(events, ({ time }) => time),
      },
      { cases: paths.map((_, i) => `${i}`), activities: ['a', 'b', 'c', 'x'], resources: [] },
    );
    const found = checkConformance(log, stageNet({ stages: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }));
    expect(found.fittingCases).toBe(2);
    expect(found.checkedCases).toBe(5);
    expect(found.fitness).toBeCloseTo((1 + 1 + (1 - 1 / 5) + (1 - 2 / 6) + (1 - 1 / 7)) / 5, 12);
    expect(found.deviations).toContainEqual({ kind: 'skipped', activity: 'b', cases: 1, count: 1 });
    expect(found.deviations).toContainEqual({ kind: 'inserted', activity: 'x', cases: 1, count: 1 });
    expect(found.deviations.filter(({ kind }) => kind === 'moved').length).toBe(1);
    expect(found.onlyInLog).toEqual(['x']);
  });
});

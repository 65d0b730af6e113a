/** A node of the hierarchy: the sum of some bottom series. */
export interface HierarchyNode {
  /** 'total', or the levels' values joined, such as 'region=North' or 'region=North/team=2'. */
  readonly id: string;
  /** Which columns it fixes, outermost first; empty for the total. */
  readonly at: readonly { readonly column: string; readonly value: string }[];
  /** Places of its bottom series. */
  readonly leaves: readonly number[];
}

/**
 * All nodes of a hierarchy or of several crossed ones: every combination of one step down each path, and the total. The
 * bottom series are the deepest combinations and come last, in their own order. `paths` such as [['region','team']] or
 * [['region','team'], ['product']]; `leaves` are the bottom series' values by column. A node that holds the same leaves
 * as one before it is left out. Throws RangeError when two bottom series have the same values.
 */
export function hierarchyNodes(
  leaves: readonly Readonly<Record<string, string>>[],
  paths: readonly (readonly string[])[],
): HierarchyNode[] {
  const columns = paths.flat();
  let depths: number[][] = [[]];
  for (const path of paths) {
    depths = depths.flatMap((so) => Array.from({ length: path.length + 1 }, (_, depth) => [...so, depth]));
  }
  depths.sort((a, b) => sum(a) - sum(b));
  const nodes: HierarchyNode[] = [];
  const known = new Set<string>();
  for (const depth of depths) {
    const fixed = paths.flatMap((path, i) => path.slice(0, depth[i]));
    const bottom = fixed.length === columns.length;
    const groups = new Map<string, number[]>();
    leaves.forEach((leaf, i) => {
      const key = fixed.map((column) => `${column}=${leaf[column]}`).join('/');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [i]);
      else group.push(i);
    });
    if (bottom && groups.size < leaves.length) throw new RangeError('two bottom series have the same values');
    for (const [key, members] of groups) {
      const signature = members.join(',');
      if (!bottom && (known.has(signature) || members.length === 1)) continue;
      known.add(signature);
      nodes.push({
        id: key === '' ? 'total' : key,
        at: fixed.map((column) => ({ column, value: leaves[members[0]][column] })),
        leaves: members,
      });
    }
  }
  return nodes;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

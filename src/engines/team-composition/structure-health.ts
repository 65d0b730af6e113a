/** A seat: who holds it (nobody: vacant), whom it reports to (nothing: the top), and what work is on it. */
export interface Seat {
  readonly id: string;
  readonly manager?: string;
  readonly holder?: string;
  readonly role?: string;
  readonly workload?: number;
}

/** Who is answerable for a customer (and, where told, for one product there). */
export interface Ownership {
  readonly seat: string;
  readonly customer: string;
  readonly product?: string;
}

export interface HealthLimits {
  readonly widest: number;
  readonly narrowest: number;
  readonly deepest: number;
  /** A workload that differs from the mean of its peers by more than this share is out of balance. */
  readonly imbalance: number;
}

/** Common advice for selling organisations; set your own where yours differs. */
export const usualLimits: HealthLimits = { widest: 10, narrowest: 3, deepest: 5, imbalance: 0.3 };

export interface StructureIssue {
  readonly kind:
    | 'wideSpan'
    | 'narrowSpan'
    | 'oneReport'
    | 'tooDeep'
    | 'vacant'
    | 'severalTops'
    | 'overlap'
    | 'uncovered'
    | 'unbalanced';
  readonly subject: string;
  readonly value: number;
  readonly limit: number;
}

export interface StructureHealth {
  readonly seats: number;
  readonly managers: number;
  readonly layers: number;
  readonly meanSpan: number;
  readonly spans: readonly {
    readonly manager: string;
    readonly reports: number;
    readonly layer: number;
    readonly subtree: number;
  }[];
  /** Gini coefficient of workload over the seats that carry any, 0 = all alike; with the coefficient of variation. */
  readonly balance?: { readonly gini: number; readonly variation: number; readonly seats: number };
  readonly issues: readonly StructureIssue[];
}

/**
 * Span of control, layers, vacancies, overlapping duties, uncovered customers and balance of work of a reporting tree.
 * Throws RangeError for two seats of one id, an unknown manager, or a ring of managers (which it names).
 */
export function structureHealth(
  seats: readonly Seat[],
  ownerships: readonly Ownership[] = [],
  customers: readonly string[] = [],
  limits: HealthLimits = usualLimits,
): StructureHealth {
  const byId = new Map<string, Seat>();
  for (const seat of seats) {
    if (byId.has(seat.id)) throw new RangeError(`invalid seat: "${seat.id}" twice (each id once is expected)`);
    byId.set(seat.id, seat);
  }
  const reports = new Map<string, Seat[]>();
  for (const seat of seats) {
    if (seat.manager === undefined) continue;
    if (!byId.has(seat.manager))
      throw new RangeError(`invalid manager of "${seat.id}": "${seat.manager}" (a seat of the list is expected)`);
    reports.set(seat.manager, [...(reports.get(seat.manager) ?? []), seat]);
  }
  const tops = seats.filter(({ manager }) => manager === undefined);
  const layers = layersOf(seats, tops, reports);
  const subtree = new Map<string, number>();
  for (const seat of seats.toSorted((a, b) => (layers.get(b.id) ?? 0) - (layers.get(a.id) ?? 0)))
    subtree.set(
      seat.id,
      (reports.get(seat.id) ?? []).reduce((sum, { id }) => sum + 1 + (subtree.get(id) ?? 0), 0),
    );
  const spans = [...reports]
    .map(([manager, below]) => ({
      manager,
      reports: below.length,
      layer: layers.get(manager) ?? 1,
      subtree: subtree.get(manager) ?? 0,
    }))
    .sort((a, b) => b.reports - a.reports || (a.manager < b.manager ? -1 : 1));
  const depth = Math.max(0, ...layers.values());
  const loads = seats.flatMap(({ workload }) => (workload === undefined ? [] : [workload]));
  return {
    seats: seats.length,
    managers: spans.length,
    layers: depth,
    meanSpan: spans.length === 0 ? 0 : spans.reduce((sum, one) => sum + one.reports, 0) / spans.length,
    spans,
    ...(loads.length < 2 ? {} : { balance: { gini: gini(loads), variation: variation(loads), seats: loads.length } }),
    issues: [
      ...spans.flatMap((one) => spanIssues(one, limits)),
      ...(depth > limits.deepest
        ? [{ kind: 'tooDeep' as const, subject: tops[0]?.id ?? '', value: depth, limit: limits.deepest }]
        : []),
      ...(tops.length > 1
        ? tops.map(({ id }) => ({ kind: 'severalTops' as const, subject: id, value: tops.length, limit: 1 }))
        : []),
      ...seats.flatMap(({ id, holder }) =>
        holder === undefined ? [{ kind: 'vacant' as const, subject: id, value: subtree.get(id) ?? 0, limit: 0 }] : [],
      ),
      ...overlaps(ownerships),
      ...uncovered(ownerships, customers),
      ...unbalanced(reports, limits),
    ],
  };
}

function layersOf(
  seats: readonly Seat[],
  tops: readonly Seat[],
  reports: ReadonlyMap<string, readonly Seat[]>,
): Map<string, number> {
  const layers = new Map<string, number>();
  let layer = tops;
  for (let depth = 1; layer.length > 0; depth++) {
    for (const { id } of layer) layers.set(id, depth);
    layer = layer.flatMap(({ id }) => reports.get(id) ?? []);
  }
  const lost = seats.find(({ id }) => !layers.has(id));
  if (lost === undefined) return layers;
  const managerOf = new Map(seats.map(({ id, manager }) => [id, manager]));
  let at = lost.id;
  for (let step = 0; step < seats.length; step++) at = managerOf.get(at) ?? at; // now certainly inside the ring
  const ring = [at];
  for (let next = managerOf.get(at); next !== undefined && next !== at; next = managerOf.get(next)) ring.push(next);
  throw new RangeError(
    `invalid managers: ${[...ring, at].map((id) => `"${id}"`).join(' reports to ')} (a tree is expected)`,
  );
}

function spanIssues(
  { manager, reports }: { manager: string; reports: number },
  limits: HealthLimits,
): StructureIssue[] {
  if (reports > limits.widest) return [{ kind: 'wideSpan', subject: manager, value: reports, limit: limits.widest }];
  if (reports === 1) return [{ kind: 'oneReport', subject: manager, value: 1, limit: limits.narrowest }];
  if (reports < limits.narrowest)
    return [{ kind: 'narrowSpan', subject: manager, value: reports, limit: limits.narrowest }];
  return [];
}

/** Two seats for one customer and product (or for a customer as a whole, when neither names a product). */
function overlaps(ownerships: readonly Ownership[]): StructureIssue[] {
  const owners = new Map<string, Set<string>>();
  for (const { seat, customer, product } of ownerships) {
    const key = product === undefined ? customer : `${customer} · ${product}`;
    owners.set(key, (owners.get(key) ?? new Set()).add(seat));
  }
  return [...owners].flatMap(([subject, { size }]) =>
    size > 1 ? [{ kind: 'overlap' as const, subject, value: size, limit: 1 }] : [],
  );
}

function uncovered(ownerships: readonly Ownership[], customers: readonly string[]): StructureIssue[] {
  const owned = new Set(ownerships.map(({ customer }) => customer));
  return customers.flatMap((subject) =>
    owned.has(subject) ? [] : [{ kind: 'uncovered' as const, subject, value: 0, limit: 1 }],
  );
}

/** Seats whose workload is far from the mean of the seats under the same manager. */
function unbalanced(reports: ReadonlyMap<string, readonly Seat[]>, { imbalance }: HealthLimits): StructureIssue[] {
  return [...reports.values()].flatMap((peers) => {
    const loaded = peers.filter(({ workload }) => workload !== undefined);
    const mean = loaded.reduce((sum, { workload }) => sum + (workload ?? 0), 0) / loaded.length;
    if (loaded.length < 2 || mean <= 0) return [];
    return loaded.flatMap(({ id, workload }) => {
      const ratio = (workload ?? 0) / mean - 1;
      return Math.abs(ratio) > imbalance
        ? [{ kind: 'unbalanced' as const, subject: id, value: ratio, limit: imbalance }]
        : [];
    });
  });
}

/** Gini (1912), by sorted values: Σ (2i − n − 1) xᵢ ÷ (n Σ x). */
function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  return (
    sorted.reduce((total, value, i) => total + (2 * (i + 1) - sorted.length - 1) * value, 0) / (sorted.length * sum)
  );
}

function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (mean === 0) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)) / mean;
}

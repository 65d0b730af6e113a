/** Places to be divided among territories. All lists are as long as there are places. */
export interface TerritoryProblem {
  /** Coordinates, three a place: x, y, 0 on a plane; a point of the unit sphere for longitude and latitude. */
  readonly at: Float64Array;
  readonly workload: Float64Array;
  readonly potential: Float64Array;
  /** Territory today (from 0), −1 for none. */
  readonly current: Int32Array;
  /** 1 where the place must stay in its territory. */
  readonly locked: Uint8Array;
  readonly territories: number;
  /** Whether place i may be in territory k (i × territories + k); undefined when all may. */
  readonly allowed: Uint8Array | undefined;
  /** Workload and potential of each territory should be within this share of the mean, such as 0.05. */
  readonly tolerance: number;
  /**
   * What it costs to move a place out of its territory of today, in units of the mean squared distance of a place to its
   * centre: 0 plans afresh, 1 moves a place only where that brings as much as a place usually lies off.
   */
  readonly disruption: number;
}

export interface TerritoryDesign {
  /** Territory of each place. */
  readonly territoryOf: Int32Array;
  /** Largest deviation from the mean among territories, as a share: of workload and of potential. */
  readonly balance: { readonly workload: number; readonly potential: number };
  /** Places that leave their territory of today. */
  readonly moved: number;
  /** Mean squared distance to the centre of the territory, in squared units of the coordinates. */
  readonly spread: number;
  readonly steps: number;
}

/** A pause of `minutes` that begins within a span of the day, wherever the person then is. */
export interface Lunch {
  readonly minutes: number;
  readonly from: number;
  readonly until: number;
}

/** One visit to make. The visits of one customer carry the same `customer` and lie in different spans of days. */
export interface Visit {
  /** Row of the distance and travel-time matrices. */
  readonly place: number;
  readonly customer: number;
  /** Minutes at the customer. */
  readonly service: number;
  /** Earliest and latest start, minutes of the day. */
  readonly open: number;
  readonly close: number;
  readonly demand: number;
  /** Undefined for a visit that must be made; else how much it is worth: of those that do not fit the least worth go. */
  readonly worth: number | undefined;
  /** First and last day (from 0) on which it may be made. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Days of the working week (from 0) on which the customer can be visited; undefined for all. */
  readonly weekdays: readonly number[] | undefined;
  /** At least so many days to the other visits of the same customer. */
  readonly daysApart: number;
}

/**
 * Days of people who leave a place in the morning, visit customers and come back: for each person and day one round.
 * Times in minutes of the day, distances in the caller's unit.
 */
export interface VisitProblem {
  readonly size: number;
  /** What is minimised, from × size + to. */
  readonly distance: Float64Array;
  /** Minutes of travel, from × size + to. */
  readonly duration: Float64Array;
  readonly visits: readonly Visit[];
  readonly start: number;
  /** Where the day ends; undefined when it ends at the last customer. */
  readonly end: number | undefined;
  readonly dayFrom: number;
  readonly dayUntil: number;
  readonly lunch: Lunch | undefined;
  readonly people: number;
  readonly days: number;
  /** Working days in a week, to know which weekday a day is. */
  readonly weekLength: number;
  /** Load that one round can take. */
  readonly capacity: number;
}

export interface PlannedStop {
  readonly visit: number;
  readonly arrive: number;
  /** Start of the visit: after waiting, if need be. */
  readonly begin: number;
  readonly leave: number;
}

/** One round of one person on one day. */
export interface PlannedRound {
  readonly day: number;
  readonly person: number;
  readonly stops: readonly PlannedStop[];
  readonly distance: number;
  readonly leave: number;
  readonly back: number;
  /** When lunch begins; undefined when there is none or the day is over before. */
  readonly lunchAt: number | undefined;
}

export interface VisitPlan {
  readonly rounds: readonly PlannedRound[];
  /** Visits that could not be made. */
  readonly left: readonly number[];
  readonly distance: number;
  readonly steps: number;
}

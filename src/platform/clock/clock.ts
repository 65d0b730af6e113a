/** Where the time comes from. Handed in wherever time matters, so that tests and replays can set it. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still until it is moved. */
export interface SetClock extends Clock {
  set(instant: Temporal.Instant | string): void;
  advance(duration: Temporal.Duration | Temporal.DurationLike): void;
}

/** @param start the first answer, such as `2026-03-01T09:00:00Z` */
export function setClock(start: Temporal.Instant | string): SetClock {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    set: (instant) => {
      current = Temporal.Instant.from(instant);
    },
    advance: (duration) => {
      current = current.add(duration);
    },
  };
}

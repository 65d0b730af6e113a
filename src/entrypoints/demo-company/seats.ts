import type { Id } from '#kernel/id.ts';

/** One person's time in a seat: days [fromDay, untilDay). */
export interface Term {
  readonly personId: Id;
  readonly fromDay: number;
  untilDay: number | undefined;
}

/** A selling position with the people who held it, oldest first. */
export interface Seat {
  readonly index: number;
  readonly positionId: Id;
  readonly unitId: Id;
  readonly region: string;
  readonly team: string;
  readonly territoryId: Id;
  readonly isLead: boolean;
  /** The lead's seat of the same team: covers while this one is empty. */
  leadSeat: Seat | undefined;
  readonly terms: Term[];
}

/** Who answers for the seat's customers on a day. */
export function holderAt(seat: Seat, day: number): Id {
  const term = seat.terms.find(({ fromDay, untilDay }) => fromDay <= day && (untilDay === undefined || day < untilDay));
  if (term !== undefined) return term.personId;
  if (seat.leadSeat !== undefined && seat.leadSeat !== seat) return holderAt(seat.leadSeat, day);
  return (seat.terms.findLast(({ fromDay }) => fromDay <= day) ?? seat.terms[0]).personId;
}

/** Who answered from `fromDay` through `untilDay`, with the day each began. */
export function holdersBetween(
  seat: Seat,
  fromDay: number,
  untilDay: number,
): { readonly personId: Id; readonly sinceDay: number }[] {
  const changes = [fromDay];
  for (const term of [...seat.terms, ...(seat.leadSeat?.terms ?? [])]) {
    for (const day of [term.fromDay, term.untilDay]) {
      if (day !== undefined && day > fromDay && day <= untilDay) changes.push(day);
    }
  }
  const holders: { personId: Id; sinceDay: number }[] = [];
  for (const sinceDay of changes.sort((left, right) => left - right)) {
    const personId = holderAt(seat, sinceDay);
    if (holders.at(-1)?.personId !== personId) holders.push({ personId, sinceDay });
  }
  return holders;
}

/** One opportunity as the record says today. Days are whole days since 1970-01-01. */
export interface Deal {
  readonly id: string;
  readonly created: number;
  /** Day it was won or lost; undefined while open. */
  readonly closed?: number;
  readonly won?: boolean;
  /** Value in one currency; undefined when the record has none. For lost deals it is not used. */
  readonly amount?: number;
  /** What the chance may depend on and was known from the start: owner, product, source, segment … */
  readonly traits: Readonly<Record<string, string>>;
  /** Stage entries, oldest first, when their history is known. */
  readonly stages?: readonly { readonly stage: string; readonly from: number }[];
}

/** What was known at the end of a day. */
export interface PipelineAsOf {
  readonly asOf: number;
  /** Deals closed on or before the day. */
  readonly closed: readonly Deal[];
  /** Deals created on or before the day and not closed by then; outcome and closing day are taken away. */
  readonly open: readonly Deal[];
}

/**
 * Rebuilds the pipeline of a past day from creation and closing days alone, so that a back-test sees nothing of the
 * future: later deals are not there, later outcomes are unknown, and the amount of a deal still open is unknown too when
 * `amountKnownWhileOpen` is false (a record that fills the amount in on closing).
 */
export function pipelineAsOf(deals: readonly Deal[], asOf: number, amountKnownWhileOpen: boolean): PipelineAsOf {
  const closed: Deal[] = [];
  const open: Deal[] = [];
  for (const deal of deals) {
    if (deal.created > asOf) continue;
    if (deal.closed !== undefined && deal.closed <= asOf) closed.push(deal);
    else {
      const stages = deal.stages?.filter((entry) => entry.from <= asOf);
      open.push({
        id: deal.id,
        created: deal.created,
        amount: amountKnownWhileOpen ? deal.amount : undefined,
        traits: deal.traits,
        ...(stages === undefined ? {} : { stages }),
      });
    }
  }
  return { asOf, closed, open };
}

/**
 * Whether amounts are on record before a deal closes: most open deals have one, and lost deals do not all read zero.
 * When they are not, an amount tells that the deal was won, and may not be used for deals still open.
 */
export function isAmountKnownWhileOpen(deals: readonly Deal[]): boolean {
  const open = deals.filter((deal) => deal.closed === undefined);
  const lost = deals.filter((deal) => deal.closed !== undefined && deal.won === false);
  const filled = (group: readonly Deal[]): number =>
    group.filter((deal) => deal.amount !== undefined && deal.amount !== 0).length;
  return (
    (open.length === 0 || filled(open) >= 0.5 * open.length) && (lost.length === 0 || filled(lost) > 0.5 * lost.length)
  );
}

/** What happens in a worked example, in the order in which it is entered. */
export type Happening =
  | {
      readonly what: 'deal';
      readonly id: string;
      readonly owner: string;
      readonly amount: number;
      readonly on: string;
      readonly currency?: string;
      /** Makes an order with a line of this cost. */
      readonly cost?: number;
      readonly split?: readonly { readonly person: string; readonly share: number; readonly role?: string }[];
    }
  /** Everything of a deal comes back. */
  | { readonly what: 'return'; readonly deal: string; readonly on: string }
  | { readonly what: 'meeting'; readonly owner: string; readonly on: string };

/** A worked example as an administrator enters it: a plan, people, what happened; and what everybody is paid. */
export interface Example {
  readonly id: string;
  readonly plan: Readonly<Record<string, unknown>>;
  readonly people: readonly {
    readonly name: string;
    readonly manager?: string;
    readonly joinedOn?: string;
    /** What the plan reads of the person. */
    readonly terms?: Readonly<Record<string, string>>;
    readonly quota?: number;
  }[];
  readonly happenings: readonly Happening[];
  readonly pays: readonly {
    readonly person: string;
    /** Label of the period. */
    readonly period: string;
    readonly total: number;
    /** Amounts of the lines as they stand on the statement, where the example says them. */
    readonly lines?: readonly number[];
  }[];
}

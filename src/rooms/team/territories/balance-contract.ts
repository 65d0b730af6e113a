import { z } from 'zod';

export const balanceQuery = z.object({
  /** Territories of one region; all when not given. */
  region: z.string().min(1).max(120).optional(),
});

const territory = z.object({
  id: z.string(),
  name: z.string(),
  region: z.string().nullable(),
  /** Who is answerable for it today. */
  holder: z.string().nullable(),
  accounts: z.int(),
  /** Hours a year that its customers take; null when nothing tells how long a customer takes. */
  hours: z.number().nullable(),
  /** Sales a year that its customers may bring, in the base currency; null when there are none to go by. */
  potential: z.number().nullable(),
  /** Of the mean territory. */
  workloadShare: z.number(),
  potentialShare: z.number(),
});
export type BalancedTerritory = z.output<typeof territory>;

const place = z.object({
  id: z.string(),
  name: z.string(),
  class: z.string().nullable(),
  longitude: z.number(),
  latitude: z.number(),
  /** False: only the city is known. */
  exact: z.boolean(),
  /** Which of the territories, from 0; −1 for none. */
  territory: z.int(),
  potential: z.number(),
});
export type TerritoryPlace = z.output<typeof place>;

const deviation = z.object({ workload: z.number(), potential: z.number() });

export const balanceSchema = z.object({
  currency: z.string(),
  /** Regions to choose from. */
  regions: z.array(z.string()),
  territories: z.array(territory),
  places: z.array(place),
  /** Customers of these territories without coordinates and without a city that is known. */
  withoutPlace: z.int(),
  /** Largest deviation from the mean territory, as a share. */
  worst: deviation,
  /** What a customer of each class takes and brings in a year, from the last 365 days. */
  norms: z.array(
    z.object({
      class: z.string().nullable(),
      accounts: z.int(),
      hours: z.number().nullable(),
      potential: z.number().nullable(),
    }),
  ),
});
export type TerritoryBalanceView = z.output<typeof balanceSchema>;

/** Weights that a proposal is made with: the price of moving one customer, see docs/methods. */
export const disruptionWeights = [0, 0.5, 2, 8] as const;

export const designBody = z.object({
  region: z.string().min(1).max(120).optional(),
  /** Workload and potential should lie within this share of the mean. */
  tolerance: z.number().min(0.01).max(0.5).default(0.1),
});

const design = z.object({
  disruption: z.number(),
  /** Everything lies within the tolerance. */
  within: z.boolean(),
  worst: deviation,
  /** Root mean square distance of a customer to the middle of its territory, km. */
  spreadKm: z.number(),
  territories: z.array(
    z.object({
      accounts: z.int(),
      workloadShare: z.number(),
      potentialShare: z.number(),
      came: z.int(),
      left: z.int(),
    }),
  ),
  /** Customers that change hands: place in the list, and territory to go to. */
  moves: z.array(z.object({ place: z.int(), to: z.int() })),
});
export type ProposedDesign = z.output<typeof design>;

export const designsSchema = z.object({
  spreadKm: z.number(),
  /** One for each weight, the lightest first; the territories in the order of the balance. */
  designs: z.array(design),
});
export type ProposedDesigns = z.output<typeof designsSchema>;

export const applicationBody = z.object({
  moves: z
    .array(z.object({ accountId: z.uuid(), from: z.uuid().nullable(), to: z.uuid() }))
    .min(1)
    .max(10_000),
});
export const applicationSchema = z.object({ moved: z.int(), newOwners: z.int() });

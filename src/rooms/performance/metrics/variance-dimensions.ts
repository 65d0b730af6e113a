/** What the gap can be split by; the API knows the same. */
export const varianceDimensions = ['region', 'owner', 'product', 'segment', 'source', 'competitor'] as const;
export type VarianceDimension = (typeof varianceDimensions)[number];

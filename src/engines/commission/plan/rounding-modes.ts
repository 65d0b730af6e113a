/** The ways a plan may round, by the names of the kernel. */
export const roundingModes = ['half-up', 'half-even', 'down', 'up', 'floor', 'ceiling'] as const;

/** Stored beside every result, so that a number can be calculated again by the engine that made it. */
export const engineVersion = '1.1.0';

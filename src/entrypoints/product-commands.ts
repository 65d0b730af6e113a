/** The commands of the product itself, each loaded only when it is called. Resolves to the exit code. */
export const productCommands: Readonly<
  Record<string, { summary: string; load: () => Promise<(args: readonly string[]) => Promise<number>> }>
> = {};

import type { EngineCommand } from './define-engine-command.ts';

/** Every engine command, loaded only when it is called, so that `--help` stays quick. */
export const engineCommands: Readonly<Record<string, { summary: string; load: () => Promise<EngineCommand> }>> = {
  segments: {
    summary: 'Who are the customers and products: RFM, ABC, XYZ, clusters, cohorts',
    load: async () => (await import('./segments.ts')).segmentsCommand,
  },
};

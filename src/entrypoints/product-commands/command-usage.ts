import type { OptionSpec } from '../engine-commands/define-engine-command.ts';

/** Prints how a product command is called; the exit code of asking is 0. */
export function commandUsage(call: string, summary: string, options: readonly OptionSpec[]): number {
  const lines = options.map(
    (option) =>
      `  --${(option.kind === 'flag' ? option.name : `${option.name} ${option.kind.toUpperCase()}`).padEnd(20)} ${option.help}`,
  );
  process.stdout.write(`${summary}\n\nusage: quarterdeck ${call} [options]\n\n${lines.join('\n')}\n`);
  return 0;
}

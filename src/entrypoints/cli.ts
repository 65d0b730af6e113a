import { UnusableData, describeProblem } from '#kernel/unusable-data.ts';
import { BackupDamaged } from '#platform/backup/frames.ts';
import { DatabaseUnusable } from '#platform/database/problems.ts';
import { WrongCall } from './command-arguments.ts';
import { engineCommands } from './engine-commands/list.ts';
import { productCommands } from './product-commands.ts';
import { runEngineCommand } from './run-engine-command.ts';

/** Exit codes: 0 done, 1 failed, 2 called wrongly, 3 the data is unusable. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(help());
    return 0;
  }
  try {
    const product = productCommands[name];
    if (product !== undefined) return await (await product.load())(rest);
    const engine = engineCommands[name];
    if (engine === undefined) throw new WrongCall(`unknown command "${name}"; quarterdeck --help lists them`);
    await runEngineCommand(await engine.load(), rest);
    return 0;
  } catch (problem) {
    return report(problem);
  }
}

function report(problem: unknown): number {
  if (problem instanceof WrongCall) {
    process.stderr.write(`quarterdeck: ${problem.message}\n`);
    return 2;
  }
  if (problem instanceof UnusableData) {
    for (const one of problem.problems) process.stderr.write(`${describeProblem(one)}\n`);
    const more = problem.total - problem.problems.length;
    if (more > 0) process.stderr.write(`… and ${more} more problems\n`);
    return 3;
  }
  if (problem instanceof DatabaseUnusable || problem instanceof BackupDamaged) {
    process.stderr.write(`quarterdeck: ${problem.message}\n`);
    return problem instanceof BackupDamaged ? 3 : 1;
  }
  process.stderr.write(
    `quarterdeck: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`,
  );
  return 1;
}

function help(): string {
  const list = (commands: Readonly<Record<string, { summary: string }>>): string =>
    Object.entries(commands)
      .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
      .join('\n');
  return `Quarterdeck 帷幄

usage: quarterdeck <command> [arguments] [--json]

Product
${list(productCommands)}

Engines (work on a file, without a database)
${list(engineCommands)}

quarterdeck <command> --help explains one. '-' reads standard input.
`;
}

// A reader that closes the pipe early (| head) is no failure.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));

import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UnusableData } from '#kernel/unusable-data.ts';
import { readTable, streamTable } from '#platform/tabular/read-table.ts';
import type { Encoding } from '#platform/tabular/encoding.ts';
import { WrongCall, parseArguments } from './command-arguments.ts';
import { printJson } from './print-json.ts';
import type { EngineAnswer, EngineCommand, EngineVerb, OptionSpec } from './engine-commands/define-engine-command.ts';

const commonOptions: readonly OptionSpec[] = [
  { name: 'json', kind: 'flag', help: 'print exactly one JSON document' },
  { name: 'plot', kind: 'text', help: 'write a picture to this .svg file' },
  { name: 'seed', kind: 'whole', help: 'seed of every random choice', fallback: 1 },
  { name: 'seconds', kind: 'number', help: 'time limit of a search', min: 0.01 },
  {
    name: 'encoding',
    kind: 'text',
    help: 'encoding of the files',
    oneOf: ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5'],
  },
  { name: 'sheet', kind: 'text', help: 'sheet of a workbook' },
  { name: 'help', kind: 'flag', help: 'show this' },
];

/** Runs one engine verb from the command line and prints its answer. Throws WrongCall (exit 2) or UnusableData (exit 3). */
export async function runEngineCommand(command: EngineCommand, args: readonly string[]): Promise<void> {
  const named = args.length > 0 && !args[0].startsWith('-') && args[0] in command.verbs;
  const verbName = named ? args[0] : '';
  const verb = command.verbs[verbName];
  if (verb === undefined) {
    if (args.includes('--help') || args.length === 0) return print(commandHelp(command));
    throw new WrongCall(`unknown verb "${args[0]}" (one of ${Object.keys(command.verbs).join(', ')} is expected)`);
  }
  const rest = named ? args.slice(1) : args;
  if (rest.includes('--help')) return print(verbHelp(command.name, verbName, verb));
  const specs = [...verb.options, ...commonOptions];
  const { positional, options, map } = parseArguments(rest, specs);
  const [least, most] = verb.files;
  if (positional.length < least || positional.length > most) {
    throw new WrongCall(
      `${positional.length} files given (${least === most ? least : `${least} to ${most}`} expected)\n${usage(command.name, verbName, verb)}`,
    );
  }
  const reading = {
    encoding: options.encoding as Encoding | undefined,
    sheet: options.sheet as string | undefined,
  };
  const answer = await naming(positional, () =>
    verb.run({
      files: positional,
      options,
      map,
      seed: options.seed as number,
      seconds: options.seconds as number | undefined,
      readTable: (file) => readTable(file, reading),
      streamTable: (file) => streamTable(file, reading),
      progress,
    }),
  );
  if (typeof options.plot === 'string') {
    if (answer.plot === undefined) throw new WrongCall('--plot: this answer has no picture');
    const { drawSvg } = await import('./draw-svg.ts');
    await writeFile(options.plot, await drawSvg(answer.plot));
  }
  if (options.json === true) await printJson(answer.json);
  else print(answer.text);
}

/** A problem that an engine found in its only file, and so could not name it, gets the name here. */
async function naming(files: readonly string[], run: () => Promise<EngineAnswer>): Promise<EngineAnswer> {
  try {
    return await run();
  } catch (problem) {
    if (!(problem instanceof UnusableData) || files.length !== 1) throw problem;
    const file = files[0] === '-' ? 'standard input' : basename(files[0]);
    throw new UnusableData(
      problem.problems.map((one) => ({ file, ...one })),
      problem.total,
    );
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function progress(done: number, total: number, what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${what} ${done}/${total}${done >= total ? '\n' : ''}`);
}

function usage(name: string, verbName: string, verb: EngineVerb): string {
  const files = verb.files[1] === 0 ? '' : verb.files[1] > 1 ? ' FILE…' : ' FILE';
  return `usage: quarterdeck ${name}${verbName === '' ? '' : ` ${verbName}`}${files} [options]`;
}

function commandHelp(command: EngineCommand): string {
  const verbs = Object.entries(command.verbs).map(([name, verb]) => `  ${name.padEnd(14)} ${verb.summary}`);
  return `${command.summary}\n\nusage: quarterdeck ${command.name} <verb> FILE… [options]\n\n${verbs.join('\n')}\n\nquarterdeck ${command.name} <verb> --help shows its options.`;
}

function verbHelp(name: string, verbName: string, verb: EngineVerb): string {
  const options = [...verb.options, ...commonOptions].map(
    (option) =>
      `  --${(option.kind === 'flag' ? option.name : `${option.name} ${option.kind.toUpperCase()}`).padEnd(22)} ${option.help}${option.fallback === undefined ? '' : ` (default ${option.fallback})`}`,
  );
  return `${verb.summary}\n\n${usage(name, verbName, verb)}\n\nInput: ${verb.input}\n\n${options.join('\n')}\n  --map WANT=HAVE          read column WANT from the column named HAVE`;
}

import { parseCivilDate } from '#kernel/civil-date.ts';
import type { OptionSpec, OptionValues } from './engine-commands/define-engine-command.ts';

/** The command was called wrongly (exit code 2). */
export class WrongCall extends Error {}

export interface ParsedArguments {
  readonly positional: readonly string[];
  readonly options: OptionValues;
  /** Repeated `--map want=have`. */
  readonly map: Readonly<Record<string, string>>;
}

/** Splits an argument list by its option table. `--name value`, `--name=value`, `--` ends the options, '-' is a file. */
export function parseArguments(args: readonly string[], specs: readonly OptionSpec[]): ParsedArguments {
  const positional: string[] = [];
  const map: Record<string, string> = {};
  const options: Record<string, OptionValues[string]> = {};
  for (const spec of specs) if (spec.fallback !== undefined) options[spec.name] = spec.fallback;
  const queue = [...args];
  while (queue.length > 0) {
    const argument = queue.shift()!;
    if (argument === '--') {
      positional.push(...queue.splice(0));
      break;
    }
    if (!argument.startsWith('--')) {
      positional.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = argument.slice(2, equals === -1 ? undefined : equals);
    const takeValue = (): string => {
      const value = equals === -1 ? queue.shift() : argument.slice(equals + 1);
      if (value === undefined || value === '') throw new WrongCall(`--${name} needs a value`);
      return value;
    };
    if (name === 'map') {
      const pair = takeValue();
      const split = pair.indexOf('=');
      if (split < 1)
        throw new WrongCall(`invalid --map: ${pair} (want=have is expected, e.g. --map price="Unit Price")`);
      map[pair.slice(0, split)] = pair.slice(split + 1);
      continue;
    }
    const spec = specs.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      throw new WrongCall(
        `unknown option --${name} (one of ${specs.map((known) => `--${known.name}`).join(', ')} is expected)`,
      );
    }
    options[name] = spec.kind === 'flag' ? true : readOption(spec, takeValue());
  }
  for (const spec of specs) {
    if (spec.required === true && options[spec.name] === undefined)
      throw new WrongCall(`--${spec.name} is required: ${spec.help}`);
  }
  return { positional, options, map };
}

function readOption(spec: OptionSpec, text: string): string | number | readonly string[] {
  const wrong = (expected: string): WrongCall =>
    new WrongCall(`invalid --${spec.name}: ${text} (${expected} is expected)`);
  switch (spec.kind) {
    case 'number':
    case 'whole': {
      const value = Number(text);
      const range = `${spec.min === undefined ? '' : ` from ${spec.min}`}${spec.max === undefined ? '' : ` to ${spec.max}`}`;
      if (!Number.isFinite(value) || (spec.kind === 'whole' && !Number.isInteger(value))) {
        throw wrong(`a ${spec.kind === 'whole' ? 'whole ' : ''}number${range}`);
      }
      if ((spec.min !== undefined && value < spec.min) || (spec.max !== undefined && value > spec.max)) {
        throw wrong(`a number${range}`);
      }
      return value;
    }
    case 'list':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
    case 'date': {
      if (parseCivilDate(text) === undefined) throw wrong('a day such as 2026-11-23');
      return text;
    }
    default:
      if (spec.oneOf !== undefined && !spec.oneOf.includes(text)) throw wrong(`one of ${spec.oneOf.join(', ')}`);
      return text;
  }
}

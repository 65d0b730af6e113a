import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Structured lines for whoever runs the program. Never for the user of a command: that is the command's own output. */
export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
  /** A logger that adds these details to every line. */
  with(details: Readonly<Record<string, unknown>>): Logger;
}

export interface LoggerOptions {
  readonly level?: LogLevel;
  /** Takes one finished line without its line end. */
  readonly write?: (line: string) => void;
  readonly now?: () => Temporal.Instant;
}

/**
 * One JSON object per line on standard error: time, level, message, details.
 * Values under secret-looking names are masked (see redact.ts). JSON escapes line ends; the other control characters
 * that a terminal would obey are escaped too, so a name cannot forge a line or move the cursor.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const now = options.now ?? (() => Temporal.Now.instant());
  const lowest = order.indexOf(options.level ?? 'info');

  const make = (base: Readonly<Record<string, unknown>>): Logger => {
    const at =
      (level: LogLevel) =>
      (message: string, details: Readonly<Record<string, unknown>> = {}): void => {
        if (order.indexOf(level) < lowest) return;
        const line = { time: now().toString(), level, message, ...base, ...details };
        write(escapeControls(JSON.stringify(redact(line))));
      };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      with: (details) => make({ ...base, ...details }),
    };
  };
  return make({});
}

/** A logger that says nothing; for tests and for commands that print their own outcome. */
export const silentLogger: Logger = createLogger({ write: () => undefined });

/** JSON leaves DEL, the C1 controls, line separators and text-direction overrides as they are; a terminal does not. */
export function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

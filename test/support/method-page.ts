import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WrongCall } from '#entrypoints/command-arguments.ts';
import { engineCommands } from '#entrypoints/engine-commands/list.ts';
import { runEngineCommand } from '#entrypoints/run-engine-command.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { referenceData } from '../reference-data.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * The `npx quarterdeck …` lines in the ```sh blocks of docs/methods/{en,zh}/<engine>.md, without `npx quarterdeck`; a line
 * that stands in both languages comes once.
 */
export function pageCommands(engine: string): string[] {
  const found = (['en', 'zh'] as const).flatMap((language) => {
    const page = readFileSync(join(root, 'docs', 'methods', language, `${engine}.md`), 'utf8');
    return [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('npx quarterdeck '))
        .map((line) => line.slice('npx quarterdeck '.length)),
    );
  });
  return [...new Set(found)];
}

export interface CommandRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `quarterdeck …` as written (quotes as in a shell); ../shared/data stands for the reference data. */
export function runQuarterdeck(line: string, input?: string): CommandRun {
  const args = shellWords(line).map((word) => word.replace(/^\.\.\/shared\/data/, referenceData() ?? '../shared/data'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/entrypoints/cli.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

/** How `quarterdeck …` refuses the text given for '-': the message and the exit code it leads to. */
export async function refusal(line: string, input: string): Promise<{ code: number; message: string }> {
  const [name, ...args] = shellWords(line);
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
  const file = join(folder, 'input.csv');
  writeFileSync(file, input);
  try {
    const command = await engineCommands[name].load();
    await runEngineCommand(
      command,
      args.map((word) => (word === '-' ? file : word)),
    );
    return { code: 0, message: '' };
  } catch (problem) {
    const code = problem instanceof WrongCall ? 2 : problem instanceof UnusableData ? 3 : 1;
    return { code, message: (problem as Error).message };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shellWords(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}

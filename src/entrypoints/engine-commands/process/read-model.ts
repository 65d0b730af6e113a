import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { unusable } from '#kernel/unusable-data.ts';
import { bpmnNet } from '#engines/process-mining/conformance/bpmn-net.ts';
import type { PetriNet } from '#engines/process-mining/conformance/petri-net.ts';
import { type StageModel, stageNet } from '#engines/process-mining/conformance/stage-model.ts';
import { readBpmn } from './read-bpmn.ts';

const step = z.union([
  z
    .string()
    .min(1)
    .transform((name) => ({ name })),
  z.strictObject({ name: z.string().min(1), optional: z.boolean().optional(), repeatable: z.boolean().optional() }),
]);
const document = z.union([
  z.array(step).transform((stages) => ({ stages })),
  z.strictObject({ stages: z.array(step), mayEndFrom: z.string().optional() }),
]);

/**
 * A standard to check cases against: a BPMN process (.bpmn, .xml); stages in order as YAML or JSON (names, or
 * { name, optional, repeatable }, with `mayEndFrom`); or a text file with one stage a line ('?' after a name: may be left
 * out, '*': may be repeated or left out, '+': may be repeated).
 */
export async function readModel(path: string): Promise<PetriNet> {
  const file = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw unusable('a file that can be read', { file: path });
  });
  const kind = extname(path).toLowerCase();
  try {
    if (kind === '.bpmn' || kind === '.xml') return bpmnNet(readBpmn(file, text));
    return stageNet(
      kind === '.yaml' || kind === '.yml' || kind === '.json' ? fromDocument(file, text) : fromLines(text),
    );
  } catch (problem) {
    if (problem instanceof RangeError) throw unusable(`a model that can be used (${problem.message})`, { file });
    throw problem;
  }
}

function fromDocument(file: string, text: string): StageModel {
  let content: unknown;
  try {
    content = parse(text);
  } catch (problem) {
    throw unusable(`YAML or JSON (${(problem as Error).message.split('\n', 1)[0]})`, { file });
  }
  const read = document.safeParse(content);
  if (read.success) return read.data;
  throw unusable('a list of stages, or { stages: [{ name, optional?, repeatable? }], mayEndFrom? }', {
    file,
    found: JSON.stringify(content)?.slice(0, 80) ?? 'nothing',
  });
}

function fromLines(text: string): StageModel {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return {
    stages: lines.map((line) => {
      const mark = /[?*+]$/.exec(line)?.[0];
      return {
        name: mark === undefined ? line : line.slice(0, -1).trim(),
        optional: mark === '?' || mark === '*',
        repeatable: mark === '*' || mark === '+',
      };
    }),
  };
}

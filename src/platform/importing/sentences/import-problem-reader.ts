import { type SentenceReader, sentenceReader } from '#kernel/sentences/sentence-reader.ts';
import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';
import { cellProblems } from './cell-problems.ts';
import { fileProblems } from './file-problems.ts';
import { nameProblems } from './name-problems.ts';
import { rowProblems } from './row-problems.ts';

/** Everything that the importer itself says of a file; the rules of the records say more. */
export const importProblems: readonly Sentence[] = [...fileProblems, ...nameProblems, ...cellProblems, ...rowProblems];

/** A problem as it is told: with what was expected instead, and with its place where all stands in one line. */
const frames: readonly Sentence[] = [
  sentence('{=refusal} ({=expected} expected)', '{=refusal}（应为{=expected}）', '{=refusal}（應為{=expected}）'),
  sentence('{=expected} expected', '应为{=expected}', '應為{=expected}'),
  sentence(
    '{=place}: found "{count} cells", expected {=expected}',
    '{=place}：此处有 {count} 格，应为{=expected}',
    '{=place}：此處有 {count} 格，應為{=expected}',
  ),
  sentence(
    '{=place}: found "{found}", expected {=expected}',
    '{=place}：此处为“{found}”，应为{=expected}',
    '{=place}：此處為「{found}」，應為{=expected}',
  ),
  sentence('{=place}: expected {=expected}', '{=place}：应为{=expected}', '{=place}：應為{=expected}'),
  sentence(
    '{-file}, line {line}, column "{column}"',
    '{-file} 第 {line} 行“{column}”列',
    '{-file} 第 {line} 列「{column}」欄',
  ),
  sentence('{-file}, line {line}, {column}', '{-file} 第 {line} 行“{column}”列', '{-file} 第 {line} 列「{column}」欄'),
  sentence('{-file}, line {line}', '{-file} 第 {line} 行', '{-file} 第 {line} 列'),
];

/** Reads what an import says of a file, its rows and cells; `rules` are the refusals of the records it makes. */
export function importProblemReader(rules: readonly Sentence[]): SentenceReader {
  return sentenceReader([...frames, ...importProblems, ...rules]);
}

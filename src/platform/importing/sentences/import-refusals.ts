import { text } from '#kernel/local-text.ts';
import { type Sentence, type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';
import { cellProblems } from './cell-problems.ts';
import { fileProblems } from './file-problems.ts';
import { nameProblems } from './name-problems.ts';
import { rowProblems } from './row-problems.ts';
import { runProblems } from './run-problems.ts';

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

/** What an import says of itself, of a file, its rows and cells; what it also tells, the rules of the records say. */
export const importRefusals: SpokenPart = {
  sentences: [...frames, ...importProblems, ...runProblems],
  words: {
    undone: text('undone', '已撤销', '已復原'),
    refused: text('refused', '未导入', '未匯入'),
    previewed: text('a preview', '只是预览', '只是預覽'),
  },
};

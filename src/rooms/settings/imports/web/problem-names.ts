import { type Language, type LocalText, text } from '#kernel/local-text.ts';
import { type FieldDefinition, type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import type { WordNames } from '#kernel/sentences/sentence-reader.ts';
import { type FieldTarget, type FileMapping, columnOf } from './imports-api.ts';

interface NamedImport {
  readonly fileName: string;
  readonly mapping: FileMapping;
  /** All kinds, with the fields that the company added. */
  readonly kinds: readonly RecordKind[];
}

/**
 * What the words in a problem of an import are called: a field by the column of the file that fills it, a kind of record and a
 * choice by their labels, the stored copy of the file by the name it came with.
 */
export function problemNames({ fileName, mapping, kinds }: NamedImport, column: string | null = null): WordNames {
  const targets = mapping.records.flatMap((record) => {
    const kind = kinds.find((one) => one.kind === record.kind);
    return Object.entries(record.fields).map(([name, target]) => ({
      name,
      target,
      field: kind && fieldOf(kind, name),
    }));
  });
  const here = targets.filter(({ target }) => column !== null && columnOf(target) === column);
  return (word) => {
    if (word === mapping.file) return same(fileName);
    const filled = targets.find(({ name }) => name === word);
    if (filled !== undefined) return fieldName(filled);
    const kind = kinds.find((one) => one.kind === word);
    if (kind !== undefined) return { ...kind.label, en: kind.label.en.toLowerCase() };
    const chosen = [...here, ...targets].find(({ field }) => holds(field, word))?.field;
    if (chosen !== undefined) return choiceList(chosen, word);
    return mapping.records
      .flatMap((record) => kinds.find((one) => one.kind === record.kind)?.fields ?? [])
      .find((field) => field.name === word)?.label;
  };
}

function fieldName(filled: { name: string; target: FieldTarget; field?: FieldDefinition }): LocalText {
  const column = columnOf(filled.target);
  return column === undefined ? (filled.field?.label ?? same(filled.name)) : same(column);
}

function holds(field: FieldDefinition | undefined, list: string): boolean {
  const known = new Set(field?.choices?.map(({ value }) => value));
  return list.split(', ').every((value) => known.has(value));
}

function choiceList({ choices = [] }: FieldDefinition, list: string): LocalText {
  const chosen = list.split(', ');
  const inLanguage = (language: Language, comma: string): string =>
    choices
      .filter(({ value }) => chosen.includes(value))
      .map(({ label }) => label[language])
      .join(comma);
  return text(inLanguage('en', ', '), inLanguage('zh-Hans', '、'), inLanguage('zh-Hant', '、'));
}

function same(word: string): LocalText {
  return text(word, word, word);
}

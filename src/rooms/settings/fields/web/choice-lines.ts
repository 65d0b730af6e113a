import type { CustomFieldView } from '../contract.ts';

type Choices = NonNullable<CustomFieldView['choices']>;

/** 'gold | Gold | 金 | 金' for each choice, as it is written in the form. */
export function linesOf(choices: Choices): string {
  return choices
    .map(({ value, label }) => {
      const labels = [label.en, label['zh-Hans'], label['zh-Hant']];
      return labels.every((one) => one === value) ? value : [value, ...labels].join(' | ');
    })
    .join('\n');
}

/** The choices that were written, one a line; labels that are left out repeat the one before. */
export function choicesOf(lines: string): Choices {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [value, en = value, hans = en, hant = hans] = line.split(/[|｜]/).map((part) => part.trim());
      return { value, label: { en: en || value, 'zh-Hans': hans || value, 'zh-Hant': hant || value } };
    });
}

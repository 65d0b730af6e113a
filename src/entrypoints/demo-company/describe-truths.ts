import { type Language, text } from '#kernel/local-text.ts';
import { labelIn } from '#kernel/record-kind.ts';
import { plantedTruths, truths } from './planted-truths.ts';

const headings = [
  text('Truth', '名称', '名稱'),
  text('Where', '在哪里', '在哪裡'),
  text('What is planted', '植入的事实', '植入的事實'),
  text('Diagnosis rule', '应发现它的诊断规则', '應發現它的診斷規則'),
  text('Also in the small company', '小规模公司也可测', '小規模公司也可測'),
];
const yes = text('yes', '是', '是');
const no = text('no', '否', '否');

/** The planted truths as a Markdown table for the guide; a test holds the pages to it. */
export function truthTable(language: Language): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = truths.map((truth) => {
    const { where, statement, rule, measurableWhenSmall } = plantedTruths[truth];
    const small = labelIn(measurableWhenSmall ? yes : no, language);
    return line([`\`${truth}\``, labelIn(where, language), labelIn(statement, language), `\`${rule}\``, small]);
  });
  return [line(headings.map((heading) => labelIn(heading, language))), line(headings.map(() => '---')), ...rows].join(
    '\n',
  );
}

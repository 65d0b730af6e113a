import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What is said of a file that cannot be read, or not to its end. */
export const fileProblems: readonly Sentence[] = [
  sentence('this column was not recognised and is left out', '未能识别此列，不导入', '未能識別此欄，不匯入'),
  sentence(
    'reading stopped here, for more than {count} values were rejected: the columns are probably matched wrongly',
    '被拒绝的值超过 {count} 个，读取到此为止：列的对应可能有误',
    '被拒絕的值超過 {count} 個，讀取到此為止：欄位的對應可能有誤',
  ),
  sentence('a column named "{name}"', '名为“{name}”的列', '名為「{name}」的欄'),
  sentence('a field of {-kind}: {-fields}', '{-kind}的字段：{-fields}', '{-kind}的欄位：{-fields}'),
  sentence(
    'bytes that are valid {encoding} text',
    '有效的 {encoding} 文本（此处有无法解码的字节）',
    '有效的 {encoding} 文字（此處有無法解碼的位元組）',
  ),
  sentence(
    'text in UTF-8, UTF-16, GB18030 or Big5 (name it with --encoding)',
    'UTF-8、UTF-16、GB18030 或 Big5 编码的文本',
    'UTF-8、UTF-16、GB18030 或 Big5 編碼的文字',
  ),
  sentence(
    'whole rows (a quote is opened here and never closed)',
    '完整的行（此处的引号没有闭合）',
    '完整的列（此處的引號沒有閉合）',
  ),
  sentence('{count} cells, as in the header', '与表头相同的 {count} 格', '與表頭相同的 {count} 格'),
  sentence('{count} cells', '{count} 格', '{count} 格'),
  sentence('column names that differ', '互不相同的列名', '互不相同的欄名'),
  sentence(
    'a header line and at least one row; the file is empty',
    '表头和至少一行数据（文件是空的）',
    '表頭和至少一列資料（檔案是空的）',
  ),
  sentence(
    'a header line and at least one row; the sheet is empty',
    '表头和至少一行数据（工作表是空的）',
    '表頭和至少一列資料（工作表是空的）',
  ),
  sentence('a workbook that can be opened ({why})', '可以打开的工作簿', '可以開啟的活頁簿'),
  sentence('one of the sheets {names}', '以下工作表之一：{names}', '以下工作表之一：{names}'),
];

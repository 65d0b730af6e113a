import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What is said of a row as a whole: what it lacks, what it repeats, what records refuse. */
export const rowProblems: readonly Sentence[] = [
  sentence(
    'this row has no {-field} to be recognised by and is left out',
    '本行没有用于识别的“{-field}”，不导入',
    '本列沒有用於識別的「{-field}」，不匯入',
  ),
  sentence(
    'a value that occurs once is expected; line {line} has it too',
    '该值不可重复，第 {line} 行已有',
    '該值不可重複，第 {line} 列已有',
  ),
  sentence(
    'this row stands in the file more than once; every copy is kept',
    '本行在文件中重复出现，每份都保留',
    '本列在檔案中重複出現，每份都保留',
  ),
  sentence(
    'the same {-kind} stands here with other values than before; the first are kept',
    '同一{-kind}在此处的值与前面不同，以前面的为准',
    '同一{-kind}在此處的值與前面不同，以前面的為準',
  ),
  sentence('a record with the same identifying value exists already', '已有标识相同的记录', '已有識別值相同的記錄'),
  sentence('a value that the record can hold is expected', '应为记录可以保存的值', '應為記錄可以儲存的值'),
  sentence('a value for {-field} is expected', '“{-field}”须有值', '「{-field}」須有值'),
  sentence('a {-kind} is expected', '须写明{-kind}', '須寫明{-kind}'),
  sentence('you may not import {-kind} records', '您无权导入{-kind}', '您無權匯入{-kind}'),
];

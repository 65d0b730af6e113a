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
  sentence('{-field} is required', '“{-field}”为必填', '「{-field}」為必填'),
  sentence(
    '{-field}: {amount} is not an exact amount in {currency}',
    '“{-field}”：{amount} 不是精确的 {currency} 金额',
    '「{-field}」：{amount} 不是精確的 {currency} 金額',
  ),
  sentence('decimal text with at most {digits} decimals', '最多 {digits} 位小数的数字', '最多 {digits} 位小數的數字'),
  sentence(
    '{-field}: no {-kind} with this id is open to you',
    '“{-field}”：没有您可见的此编号的{-kind}',
    '「{-field}」：沒有您可見的此編號的{-kind}',
  ),
  sentence('the id of a {-kind}', '{-kind}的编号', '{-kind}的編號'),
  sentence('no {-kind} with this id is open to you', '没有您可见的此编号的{-kind}', '沒有您可見的此編號的{-kind}'),
  sentence('you may not make a {-kind} for this owner', '您不能为此负责人新建{-kind}', '您不能為此負責人新建{-kind}'),
  sentence('you may not import {-kind} records', '您无权导入{-kind}', '您無權匯入{-kind}'),
  sentence(
    'no rate from {currency} to {base} on or before {day}',
    '没有 {day} 或之前的 {currency} → {base} 汇率',
    '沒有 {day} 或之前的 {currency} → {base} 匯率',
  ),
  sentence('{base}, or a rate for {day}', '{base}，或补录 {day} 的汇率', '{base}，或補錄 {day} 的匯率'),
  sentence('a value', '有值', '有值'),
];

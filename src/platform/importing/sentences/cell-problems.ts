import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What a cell should hold where it holds something else, and what was read otherwise than it stands. */
export const cellProblems: readonly Sentence[] = [
  sentence('a value and not the error of a formula', '值，而不是公式错误', '值，而不是公式錯誤'),
  sentence('a number from {min} to {max}', '{min} 至 {max} 的数字', '{min} 至 {max} 的數字'),
  sentence('a number from {min}', '不小于 {min} 的数字', '不小於 {min} 的數字'),
  sentence('a number to {max}', '不大于 {max} 的数字', '不大於 {max} 的數字'),
  sentence('a finite number', '有限的数字', '有限的數字'),
  sentence('a whole number', '整数', '整數'),
  sentence('a number', '数字', '數字'),
  sentence(
    'an amount of at most {digits} digits before the decimal point',
    '小数点前最多 {digits} 位的金额',
    '小數點前最多 {digits} 位的金額',
  ),
  sentence(
    'a calendar day that can be read one way (say dayOrder: dmy or mdy, or write 2026-11-23)',
    '只有一种读法的日期，如 2026-11-23（目前无法区分日与月）',
    '只有一種讀法的日期，如 2026-11-23（目前無法區分日與月）',
  ),
  sentence('a calendar day such as 2026-11-23', '日期，如 2026-11-23', '日期，如 2026-11-23'),
  sentence(
    'a date and time such as 2026-11-23T09:30:00Z',
    '日期与时间，如 2026-11-23T09:30:00Z',
    '日期與時間，如 2026-11-23T09:30:00Z',
  ),
  sentence('yes or no', '是或否', '是或否'),
  sentence('one of {-choices}', '以下之一：{-choices}', '以下之一：{-choices}'),
  sentence(
    'at most {count} tags of at most {length} characters',
    '最多 {count} 个标签，每个不超过 {length} 个字符',
    '最多 {count} 個標籤，每個不超過 {length} 個字元',
  ),
  sentence('at most {count} characters', '不超过 {count} 个字符的内容', '不超過 {count} 個字元的內容'),
  sentence('text without control characters', '不含控制字符的文本', '不含控制字元的文字'),
  sentence('an e-mail address', '电子邮件地址', '電子郵件地址'),
  sentence('a web address such as https://example.com', '网址，如 https://example.com', '網址，如 https://example.com'),
  sentence('an ISO 4217 code such as CNY', '币种代码（ISO 4217），如 CNY', '幣別代碼（ISO 4217），如 CNY'),
  sentence('no day is given', '未填写日期', '未填寫日期'),
  sentence(
    'amounts with more decimals than the currency are rounded; the total of the column is kept',
    '小数位多于该币种的金额已取整，整列合计不变',
    '小數位多於該幣別的金額已取整，整欄合計不變',
  ),
  sentence(
    '"{value}" looks like a misspelling of "{meant}" ({count} rows); kept as it stands',
    '“{value}”疑似“{meant}”的误写（{count} 行），按原样保留',
    '「{value}」疑似「{meant}」的誤寫（{count} 列），依原樣保留',
  ),
];

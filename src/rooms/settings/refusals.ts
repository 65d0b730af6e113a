import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of the company, its calendar, rates, people and log. */
export const settingsRefusals: SpokenPart = {
  sentences: [
    sentence('nothing is kept for this day', '这一天没有设置', '這一天沒有設定'),
    sentence('the public holidays of {year} are not known', '尚无 {year} 年的法定节假日', '尚無 {year} 年的國定假日'),
    sentence(
      'amounts are kept in {currency}: its sums would change their meaning',
      '已有以 {currency} 记录的金额，更改本位币会改变其含义',
      '已有以 {currency} 記錄的金額，變更本位幣會改變其含義',
    ),
    sentence(
      'an IANA time zone such as Asia/Shanghai is expected',
      '应为 IANA 时区，如 Asia/Shanghai',
      '應為 IANA 時區，如 Asia/Shanghai',
    ),
    sentence('a rate above 0 is expected', '汇率须大于 0', '匯率須大於 0'),
    sentence('a rate such as 7.1234 is expected', '应为汇率，如 7.1234', '應為匯率，如 7.1234'),
    sentence('a file is expected', '请选择文件', '請選擇檔案'),
    sentence('a CSV, TSV or workbook is expected', '应为 CSV、TSV 或工作簿文件', '應為 CSV、TSV 或活頁簿檔案'),
    sentence(
      "{currency} is the company's own currency: its rate is always 1",
      '{currency} 是公司的本位币，汇率恒为 1',
      '{currency} 是公司的本位幣，匯率恆為 1',
    ),
    sentence('another currency', '其他币种', '其他幣別'),
    sentence('there is no rate of this currency and day', '没有此币种当日的汇率', '沒有此幣別當日的匯率'),
    sentence(
      'a rate above 0 with at most 10 decimals',
      '大于 0 且最多 10 位小数的汇率',
      '大於 0 且最多 10 位小數的匯率',
    ),
    sentence(
      'one rate of a currency and day; line {line} has it too',
      '同一币种每天一个汇率，第 {line} 行已有',
      '同一幣別每天一個匯率，第 {line} 列已有',
    ),
  ],
  words: {
    year: text('Year', '年份', '年份'),
    onDate: text('Date', '日期', '日期'),
    date: text('Date', '日期', '日期'),
    rate: text('Rate', '汇率', '匯率'),
    currency: text('Currency', '币种', '幣別'),
    baseCurrency: text('Company currency', '本位币', '本位幣'),
    timeZone: text('Time zone', '时区', '時區'),
  },
};

import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const rateWords = defineWords('rates', {
  title: text('Exchange rates', '汇率', '匯率'),
  note: text(
    'An amount is converted with the last rate on or before its day. Amounts in different currencies are never added raw: without a rate they are refused. A later change leaves converted amounts as they are.',
    '金额按其日期当日或之前最近一次汇率折算。不同币种金额绝不直接相加：没有汇率即拒绝。之后修改汇率不会改动已折算的金额。',
    '金額按其日期當日或之前最近一次匯率折算。不同幣種金額絕不直接相加：沒有匯率即拒絕。之後修改匯率不會改動已折算的金額。',
  ),
  inUse: text('Currencies', '币种', '幣種'),
  currency: text('Currency', '币种', '幣別'),
  latest: text('Latest rate', '最新汇率', '最新匯率'),
  count: text('Rates', '汇率条数', '匯率筆數'),
  from: text('From', '起始日', '起始日'),
  records: text('Records in it', '使用该币种的记录', '使用該幣種的記錄'),
  state: text('State', '状态', '狀態'),
  good: text('up to date', '正常', '正常'),
  old: text('{{count}} days old', '已 {{count}} 天未更新', '已 {{count}} 天未更新'),
  missing: text('{{count}} records without a rate', '{{count}} 条记录缺少汇率', '{{count}} 筆記錄缺少匯率'),
  noneYet: text(
    'No rate is kept and no other currency is in use. Add the first rate below when you sell in another currency.',
    '尚无汇率，也没有使用其他币种。以其他币种销售时，请在下方添加汇率。',
    '尚無匯率，也沒有使用其他幣種。以其他幣種銷售時，請在下方新增匯率。',
  ),
  addTitle: text('Add a rate', '添加汇率', '新增匯率'),
  rate: text('1 {{currency}} in {{base}}', '1 {{currency}} 折合 {{base}}', '1 {{currency}} 折合 {{base}}'),
  fileTitle: text('From a file', '从文件导入', '從檔案匯入'),
  fileNote: text(
    'CSV or workbook with the columns currency, date, rate (and source). All rows are kept, or none.',
    'CSV 或工作簿，列为 币种、日期、汇率（及来源）。全部成功才保存。',
    'CSV 或活頁簿，欄為 幣種、日期、匯率（及來源）。全部成功才儲存。',
  ),
  kept: text('{{count}} rates kept', '已保存 {{count}} 条汇率', '已儲存 {{count}} 筆匯率'),
  all: text('Latest rates', '最近汇率', '最近匯率'),
  filterAll: text('All currencies', '全部币种', '全部幣別'),
});

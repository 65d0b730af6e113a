import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const calendarWords = defineWords('calendar', {
  title: text('Calendar', '日历', '行事曆'),
  fiscal: text('Fiscal year', '财年', '會計年度'),
  fiscalNote: text(
    'Months, quarters and years everywhere follow this. Figures already reported for closed periods keep their days.',
    '所有月度、季度与年度口径均以此为准；已关账期间的数字保持原有日期。',
    '所有月度、季度與年度口徑均以此為準；已關帳期間的數字保持原有日期。',
  ),
  cut: text('The year is cut into', '年度划分方式', '年度劃分方式'),
  months: text('calendar months', '自然月', '自然月'),
  startMonth: text('First month', '起始月份', '起始月份'),
  endMonth: text('Last month', '结束月份', '結束月份'),
  endWeekday: text('Ends on the last', '结束于当月最后一个', '結束於當月最後一個'),
  weeks: text('{{pattern}} weeks', '{{pattern}} 周', '{{pattern}} 週'),
  preview: text(
    'Fiscal year {{year}}: {{from}} to {{until}}',
    '{{year}} 财年：{{from}} 至 {{until}}',
    '{{year}} 會計年度：{{from}} 至 {{until}}',
  ),
  quarter: text('Q{{number}}', '第 {{number}} 季度', '第 {{number}} 季'),
  period: text('Period {{number}}', '第 {{number}} 期', '第 {{number}} 期'),
  days: text('{{count}} days', '{{count}} 天', '{{count}} 天'),
  week: text('Working days', '工作日', '工作日'),
  weekNote: text(
    'Service levels and response times count these days; holidays are left out, make-up days count.',
    '服务时限与响应时间按工作日计算；节假日不计，调休上班日计入。',
    '服務時限與回應時間按工作日計算；節假日不計，調休上班日計入。',
  ),
  holidays: text('Holidays and make-up days', '节假日与调休', '節假日與調休'),
  holidaysNote: text(
    'Public holidays of mainland China as announced by the State Council, with the weekend days worked instead.',
    '中国大陆法定节假日（国务院办公厅通知），含调休上班日。',
    '中國大陸法定節假日（國務院辦公廳通知），含調休上班日。',
  ),
  take: text('Take over {{year}}', '载入 {{year}} 年', '載入 {{year}} 年'),
  taken: text('{{year}} is in', '{{year}} 年已载入', '{{year}} 年已載入'),
  holiday: text('Holiday', '休息', '休息'),
  workday: text('Worked', '上班', '上班'),
  kind: text('Kind', '类型', '類型'),
  none: text('No day of this year differs from the working week.', '该年没有例外日期。', '該年沒有例外日期。'),
  year: text('Year', '年份', '年份'),
  addDay: text('Add a day', '添加日期', '新增日期'),
});

import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const varianceWords = defineWords('variance', {
  title: text('Why won value differs', '成交额差异的原因', '成交額差異的原因'),
  against: text('Against', '对比', '對比'),
  previous: text('period before', '上一期间', '上一期間'),
  yearBefore: text('a year before', '上年同期', '上年同期'),
  by: text('Split by', '按', '按'),
  by_region: text('Region', '地区', '地區'),
  by_owner: text('Owner', '负责人', '負責人'),
  by_product: text('Product', '产品', '產品'),
  by_segment: text('Segment', '客户细分', '客戶區隔'),
  by_source: text('Source', '来源', '來源'),
  by_competitor: text('Competitor', '竞争对手', '競爭對手'),
  days: text('Days in the period', '期间天数', '期間天數'),
  openDeals: text('Deals in work', '在跟商机数', '在跟商機數'),
  inDays: text('{{days}} d', '{{days}} 天', '{{days}} 天'),
  cycle: text('Cycle', '成交周期', '成交週期'),
  winRate: text('Win rate', '赢单率', '贏單率'),
  dealSize: text('Deal size', '单值', '單值'),
  gap: text('Gap', '差额', '差額'),
  what: text('Part', '组成', '組成'),
  before: text('Before', '之前', '之前'),
  now: text('Now', '现在', '現在'),
  none: text('No deal was open in either period.', '两个期间都没有在跟商机。', '兩個期間都沒有在跟商機。'),
  unnamed: text('(none)', '（无）', '（無）'),
  how: text(
    'Value won = days × deals in work ÷ cycle × win rate × deal size; the gap is shared among the five by Shapley value, so the parts add up to it.',
    '成交额 = 天数 × 在跟商机数 ÷ 周期 × 赢单率 × 单值；差额按 Shapley 值分摊到五项，各项之和等于差额。',
    '成交額 = 天數 × 在跟商機數 ÷ 週期 × 贏單率 × 單值；差額按 Shapley 值分攤到五項，各項之和等於差額。',
  ),
});

import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const effectWords = defineWords('promotionEffect', {
  title: text('What it did', '促销效果', '促銷效果'),
  net: text('Net profit', '净利润', '淨利潤'),
  netRevenue: text('Net revenue', '净收入', '淨收入'),
  between: text('95 %: {{low}} to {{high}}', '95% 区间：{{low}} 至 {{high}}', '95% 區間：{{low}} 至 {{high}}'),
  range: text('{{low}} to {{high}}', '{{low}} 至 {{high}}', '{{low}} 至 {{high}}'),
  pays: text(
    'It paid: a gain in {{share}} of the draws.',
    '值得：{{share}} 的模拟中有收益。',
    '值得：{{share}} 的模擬中有收益。',
  ),
  loses: text(
    'It lost money: a gain in only {{share}} of the draws.',
    '亏损：仅 {{share}} 的模拟中有收益。',
    '虧損：僅 {{share}} 的模擬中有收益。',
  ),
  unclear: text(
    'Cannot tell whether it paid: a gain in {{share}} of the draws.',
    '说不准是否值得：{{share}} 的模拟中有收益。',
    '說不準是否值得：{{share}} 的模擬中有收益。',
  ),
  units: text('Units', '数量', '數量'),
  estimate: text('Estimate', '估计', '估計'),
  interval: text('95 %', '95% 区间', '95% 區間'),
  baseline: text('Without it (baseline)', '基线（无促销）', '基線（無促銷）'),
  sold: text('Sold', '实际售出', '實際售出'),
  uplift: text('Uplift', '增量', '增量'),
  cannibalisation: text('Cannibalisation: lost by others of the family', '蚕食：同系列少卖', '蠶食：同系列少賣'),
  pullForward: text('Pull-forward: missing in the two weeks after', '透支：其后两周少卖', '透支：其後兩週少賣'),
  weeks: text('Units by week', '每周数量', '每週數量'),
  begins: text('begins', '开始', '開始'),
  ends: text('last week', '末周', '末週'),
  basis_one: text(
    '{{count}} order line in its weeks, against {{weeks}} weeks before: of the lines you may see.',
    '依据您可见的订单行：促销期间 {{count}} 行，此前 {{weeks}} 周。',
    '依據您可見的訂單明細：促銷期間 {{count}} 筆，此前 {{weeks}} 週。',
  ),
  basis_other: text(
    '{{count}} order lines in its weeks, against {{weeks}} weeks before: of the lines you may see.',
    '依据您可见的订单行：促销期间 {{count}} 行，此前 {{weeks}} 周。',
    '依據您可見的訂單明細：促銷期間 {{count}} 筆，此前 {{weeks}} 週。',
  ),
  noneNamed: text(
    'No order line names it: every sale of the product in its weeks counts as promoted.',
    '没有订单行注明此促销：期间该产品的销售全部计为促销。',
    '沒有訂單明細註明此促銷：期間該產品的銷售全部計為促銷。',
  ),
  someNamed: text(
    '{{count}} of these name it; the weeks count as promoted as a whole.',
    '其中 {{count}} 行注明此促销；各周整体计为促销周。',
    '其中 {{count}} 筆註明此促銷；各週整體計為促銷週。',
  ),
  leftOut: text(
    'Products without six weeks free of promotions, left out: {{count}}.',
    '不足六周未受促销影响、未计入的产品：{{count}}。',
    '不足六週未受促銷影響、未計入的產品：{{count}}。',
  ),
  noPullForward: text(
    'Two whole weeks after it are not over yet: pull-forward cannot be told.',
    '结束后不满两周，尚无法判断透支。',
    '結束後不滿兩週，尚無法判斷透支。',
  ),
  noOthers: text(
    'No other product of the family was sold: cannibalisation cannot be told.',
    '同系列没有其他产品售出，无法判断蚕食。',
    '同系列沒有其他產品售出，無法判斷蠶食。',
  ),
  someCosts: text(
    'Some order lines have no cost: the net effect is in revenue.',
    '部分订单行没有成本，净效果按收入计。',
    '部分訂單明細沒有成本，淨效果按收入計。',
  ),
  uncertain: text(
    'Few weeks are free of promotions: the baseline is uncertain.',
    '未受促销影响的周数很少，基线不太可靠。',
    '未受促銷影響的週數很少，基線不太可靠。',
  ),
  caution: text(
    'Whatever else happened in the same weeks is credited to it too.',
    '同一时期的其他影响也会算在促销头上。',
    '同一時期的其他影響也會算在促銷頭上。',
  ),
  noAccess: text(
    'What it did is shown to those who may see orders and costs.',
    '促销效果仅对可查看订单与成本的人员显示。',
    '促銷效果僅對可檢視訂單與成本的人員顯示。',
  ),
  noEnd: text(
    'Cannot tell: it ends before it begins.',
    '无法判断：结束日期不晚于开始日期。',
    '無法判斷：結束日期不晚於開始日期。',
  ),
  notOver: text(
    'Cannot tell yet: its last week is over on {{day}}.',
    '尚无法判断：最后一周于 {{day}} 结束。',
    '尚無法判斷：最後一週於 {{day}} 結束。',
  ),
  noProduct: text(
    'Cannot tell: it names no product, and no order line in your sight names it.',
    '无法判断：未指定产品，也没有您可见的订单行注明此促销。',
    '無法判斷：未指定產品，也沒有您可見的訂單明細註明此促銷。',
  ),
  noSales: text(
    'Cannot tell: no order line of its product is in your sight in the two years before it, nor since.',
    '无法判断：此前两年至今没有您可见的该产品订单行。',
    '無法判斷：此前兩年至今沒有您可見的該產品訂單明細。',
  ),
  fewWeeks: text(
    'Cannot tell: fewer than six weeks of its product are free of promotions, so there is nothing to hold it against.',
    '无法判断：该产品未受促销影响的周数不足六周，没有可比的基线。',
    '無法判斷：該產品未受促銷影響的週數不足六週，沒有可比的基線。',
  ),
});

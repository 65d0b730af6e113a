import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const pictureWords = defineWords('plan-picture', {
  title: text('What it pays', '支付曲线', '支付曲線'),
  subtitle: text(
    'Pay over a year for someone who sells evenly, by attainment of the quota',
    '全年均匀销售时，各达成率下的全年薪酬',
    '全年均勻銷售時，各達成率下的全年薪酬',
  ),
  subtitleSales: text(
    'Pay over a year for someone who sells evenly, by sales',
    '全年均匀销售时，各销售额下的全年薪酬',
    '全年均勻銷售時，各銷售額下的全年薪酬',
  ),
  attainment: text('Attainment', '达成率', '達成率'),
  sales: text('Share of the sales assumed', '占假设销售额的比例', '佔假設銷售額的比例'),
  pay: text('Pay', '薪酬', '薪酬'),
  total: text('Total', '合计', '合計'),
  assumed: text('Assumed', '假设', '假設'),
  assumedHint: text(
    'An example, worked out in your browser by the engine that pays; it changes nothing.',
    '示例，由计算薪酬的同一引擎在浏览器中算出，不影响方案。',
    '範例，由計算薪酬的同一引擎在瀏覽器中算出，不影響方案。',
  ),
  sold: text('Sales in the year', '年销售额', '年銷售額'),
  deals: text('Deals in each pay period', '每周期单数', '每週期單數'),
  each: text('each in turn', '轮流', '輪流'),
  ofPerson: text('Person', '人员', '人員'),
  ofDeal: text('Deal', '业务', '業務'),
  shareOfAmount: text('share of the amount', '占金额比例', '佔金額比例'),
  cannot: text('No picture with these assumptions: {{why}}', '按此假设无法绘图：{{why}}', '按此假設無法繪圖：{{why}}'),
  read: text(
    '{{half}} at 50 %, {{whole}} at 100 %, {{more}} at 150 %',
    '50% 时 {{half}}，100% 时 {{whole}}，150% 时 {{more}}',
    '50% 時 {{half}}，100% 時 {{whole}}，150% 時 {{more}}',
  ),
});

import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export type OutlookSegment =
  | 'champions'
  | 'loyal'
  | 'potential loyal'
  | 'new'
  | 'promising'
  | 'needs attention'
  | 'about to sleep'
  | 'cannot lose'
  | 'at risk'
  | 'hibernating'
  | 'lost';

export const outlookWords = defineWords('outlook', {
  title: text('Value and outlook', '客户价值与前景', '客戶價值與前景'),
  none: text(
    'No orders to learn from yet; values are worked out each night from orders.',
    '尚无可供学习的订单；客户价值每晚根据订单计算。',
    '尚無可供學習的訂單；客戶價值每晚根據訂單計算。',
  ),
  segment: text('Segment (RFM)', '客户细分（RFM）', '客戶區隔（RFM）'),
  scores: text('R{{r}} F{{f}} M{{m}} of 5', 'R{{r}} F{{f}} M{{m}}，满分 5', 'R{{r}} F{{f}} M{{m}}，滿分 5'),
  alive: text('Still buying', '仍在采购的概率', '仍在採購的機率'),
  recency_one: text('last order {{count}} day ago', '上次订单距今 {{count}} 天', '上次訂單距今 {{count}} 天'),
  recency_other: text('last order {{count}} days ago', '上次订单距今 {{count}} 天', '上次訂單距今 {{count}} 天'),
  purchases: text('Orders in 12 months', '未来 12 个月订单数', '未來 12 個月訂單數'),
  value: text('Value in 12 months', '未来 12 个月价值', '未來 12 個月價值'),
  interval: text('80 %', '80% 区间', '80% 區間'),
  cohort_one: text(
    'customer since {{cohort}}, {{count}} order',
    '{{cohort}} 首次采购，共 {{count}} 单',
    '{{cohort}} 首次採購，共 {{count}} 單',
  ),
  cohort_other: text(
    'customer since {{cohort}}, {{count}} orders',
    '{{cohort}} 首次采购，共 {{count}} 单',
    '{{cohort}} 首次採購，共 {{count}} 單',
  ),
  asOf: text('as of {{day}}', '截至 {{day}}', '截至 {{day}}'),
  version: text(
    'engine {{version}}, input {{hash}}',
    '引擎 {{version}}，输入 {{hash}}',
    '引擎 {{version}}，輸入 {{hash}}',
  ),
  offers: text('Offer next', '下一步推荐', '下一步推薦'),
  again_one: text(
    'bought {{count}} time before: due again',
    '曾买过 {{count}} 次，可能再次需要',
    '曾買過 {{count}} 次，可能再次需要',
  ),
  again_other: text(
    'bought {{count}} times before: due again',
    '曾买过 {{count}} 次，可能再次需要',
    '曾買過 {{count}} 次，可能再次需要',
  ),
  together: text('often bought after {{product}}', '常在购买 {{product}} 之后购买', '常在購買 {{product}} 之後購買'),
  similar: text(
    'bought by the same customers as {{product}}',
    '与 {{product}} 的客户相同',
    '與 {{product}} 的客戶相同',
  ),
  popular: text(
    'in {{share}} % of the orders of such customers',
    '此类客户 {{share}}% 的订单含此产品',
    '此類客戶 {{share}}% 的訂單含此產品',
  ),
  accept: text('Will offer', '采纳', '採納'),
  refuse: text('Refuse', '不采纳', '不採納'),
  cancel: text('Cancel', '取消', '取消'),
  reason: text('Why not?', '不采纳的理由', '不採納的理由'),
  accepted: text('Will be offered', '已采纳', '已採納'),
  refused: text('Refused', '未采纳', '未採納'),
  segment_champions: text('Champions', '重要价值客户', '重要價值客戶'),
  segment_loyal: text('Loyal', '忠诚客户', '忠誠客戶'),
  'segment_potential loyal': text('Potential loyal', '潜力客户', '潛力客戶'),
  segment_new: text('New', '新客户', '新客戶'),
  segment_promising: text('Promising', '有望客户', '有望客戶'),
  'segment_needs attention': text('Needs attention', '需关注客户', '需關注客戶'),
  'segment_about to sleep': text('About to sleep', '即将沉睡客户', '即將沉睡客戶'),
  'segment_cannot lose': text('Cannot lose', '重要挽留客户', '重要挽留客戶'),
  'segment_at risk': text('At risk', '流失风险客户', '流失風險客戶'),
  segment_hibernating: text('Hibernating', '休眠客户', '休眠客戶'),
  segment_lost: text('Lost', '流失客户', '流失客戶'),
});

import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What could not be calculated and what a pay administrator should look at, with what to do about it. */
export const calculationWarnings: readonly Sentence[] = [
  sentence(
    '{component}: {=problem}; nothing is paid for this span',
    '{component}：{=problem}；本区间不支付',
    '{component}：{=problem}；本區間不支付',
  ),
  sentence(
    '{component}: {=problem}; this credit is not paid',
    '{component}：{=problem}；该笔业绩不支付',
    '{component}：{=problem}；該筆業績不支付',
  ),
  sentence(
    '{component}: {=problem}; nothing is paid for {period}',
    '{component}：{=problem}；{period} 不支付',
    '{component}：{=problem}；{period} 不支付',
  ),
  sentence(
    '{component}: {place} is exactly on an edge; by its words the plan pays nothing',
    '{component}：{place} 正好在分档边界上，按方案文字不支付',
    '{component}：{place} 正好在分級邊界上，按方案文字不支付',
  ),
  sentence(
    '{component}: {place} is exactly on an edge; by its words the plan pays step {step}',
    '{component}：{place} 正好在分档边界上，按方案文字适用第 {step} 档',
    '{component}：{place} 正好在分級邊界上，按方案文字適用第 {step} 級',
  ),
  sentence(
    'none needed; to change it write upTo/above instead of below/from',
    '无需处理；如要改变，请以 upTo/above 代替 below/from',
    '無需處理；如要改變，請以 upTo/above 代替 below/from',
  ),
  sentence(
    '{component}: the total has reached {total}, past the end of the last step; what lies beyond earns nothing',
    '{component}：累计已达 {total}，超出最后一档，超出部分不支付',
    '{component}：累計已達 {total}，超出最後一級，超出部分不支付',
  ),
  sentence(
    'leave the end of the last step open, or add a step with rate 0% to say so',
    '请让最后一档不设终点，或增加比例 0% 的一档以示明确',
    '請讓最後一級不設終點，或增加比例 0% 的一級以示明確',
  ),
  sentence(
    'the draw cannot be read: {=problem}; none was paid',
    '预支无法计算：{=problem}；未支付',
    '預支無法計算：{=problem}；未支付',
  ),
  sentence(
    '{component}: the limit cannot be read: {=problem}; it was not applied',
    '{component}：限额无法计算：{=problem}；未适用',
    '{component}：限額無法計算：{=problem}；未適用',
  ),
  sentence(
    '{component}: the pool of {team} cannot be computed: {=problem}',
    '{component}：{team} 的奖金池无法计算：{=problem}',
    '{component}：{team} 的獎金池無法計算：{=problem}',
  ),
  sentence(
    '{component}: the pool cannot be computed: {=problem}',
    '{component}：奖金池无法计算：{=problem}',
    '{component}：獎金池無法計算：{=problem}',
  ),
  sentence(
    'fill in or correct the value and calculate again',
    '请填写或更正该值后重新计算',
    '請填寫或更正該值後重新計算',
  ),
  sentence('fill in the value and calculate again', '请填写该值后重新计算', '請填寫該值後重新計算'),
  sentence(
    'the plan pays on {events}, but no row says its event; all rows were taken as such',
    '方案按 {-events} 计提，但数据未写明事件，全部视为该事件',
    '方案按 {-events} 計提，但資料未寫明事件，全部視為該事件',
  ),
  sentence('add an "event" column', '请增加 event 列', '請增加 event 欄'),
  sentence(
    'the quota of {measure} from {from} to {through} is zero',
    '{-measure}自 {from} 至 {through} 的配额为零',
    '{-measure}自 {from} 至 {through} 的配額為零',
  ),
  sentence(
    'the quota of {measure} from {from} to {through} is negative',
    '{-measure}自 {from} 至 {through} 的配额为负',
    '{-measure}自 {from} 至 {through} 的配額為負',
  ),
  sentence('the quota of {measure} is zero', '{-measure}的配额为零', '{-measure}的配額為零'),
  sentence('the quota of {measure} is negative', '{-measure}的配额为负', '{-measure}的配額為負'),
  sentence(
    'no quota of {measure} for {who} from {from} to {through}',
    '{who} 自 {from} 至 {through} 没有{-measure}的配额',
    '{who} 自 {from} 至 {through} 沒有{-measure}的配額',
  ),
  sentence(
    'the plan states no quota of {measure} and the quotas file has none for {who}',
    '方案未规定{-measure}的配额，也没有 {who} 的配额记录',
    '方案未規定{-measure}的配額，也沒有 {who} 的配額記錄',
  ),
  sentence(
    'the day of hire is not known (a "hired" column in the payees file)',
    '入职日期未知，请在人员资料中填写',
    '到職日期未知，請在人員資料中填寫',
  ),
  sentence(
    '{name} is blank, not a day such as 2026-11-23',
    '{-name}未填写，应为日期，如 2026-11-23',
    '{-name}未填寫，應為日期，如 2026-11-23',
  ),
  sentence(
    '{name} is {value}, not a day such as 2026-11-23',
    '{-name}为 {value}，应为日期，如 2026-11-23',
    '{-name}為 {value}，應為日期，如 2026-11-23',
  ),
  sentence('{name} is {value}, not a number', '{-name}为 {value}，不是数字', '{-name}為 {value}，不是數字'),
  sentence('{name} is blank', '{-name}未填写', '{-name}未填寫'),
  sentence('{name} is zero and is divided by', '{-name}为零，不能作除数', '{-name}為零，不能作除數'),
  sentence('the limit is negative ({amount})', '限额为负（{amount}）', '限額為負（{amount}）'),
  sentence('{place} lies in no step of the table', '{place} 不在任何一档内', '{place} 不在任何一級內'),
  sentence(
    'the rate of {component} is negative ({rate})',
    '{component} 的比例为负（{rate}）',
    '{component} 的比例為負（{rate}）',
  ),
  sentence(
    'the table by {-what} has no entry that fits (add it, or "otherwise")',
    '按{-what}的表没有适用的一项（请补上，或写 otherwise）',
    '按{-what}的表沒有適用的一項（請補上，或寫 otherwise）',
  ),
  sentence('a draw cannot depend on totals', '预支不能取决于累计', '預支不能取決於累計'),
  sentence('a quota cannot depend on totals', '配额不能取决于累计', '配額不能取決於累計'),
  sentence('clawback terms look at one credit only', '追回条款只看单笔业绩', '追回條款只看單筆業績'),
  sentence('{day} lies in no {span}', '{day} 不在任何{-span}内', '{day} 不在任何{-span}內'),
  sentence(
    'nobody has a weight above zero, so it cannot be divided',
    '没有人的权重大于零，无法分配',
    '沒有人的權重大於零，無法分配',
  ),
];

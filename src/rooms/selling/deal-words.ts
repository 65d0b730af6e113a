import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

/** Texts that the screens of a deal share. */
export const dealWords = defineWords('deals', {
  inStage: text('In this stage', '本阶段停留', '本階段停留'),
  days: text('{{count}} d', '{{count}} 天', '{{count}} 天'),
  daysOfNorm: text('{{count}} of {{norm}} d', '{{count}}/{{norm}} 天', '{{count}}/{{norm}} 天'),
  noNext: text('no next step', '无下一步', '無下一步'),
  criteria: text('What this stage asks for', '本阶段标准', '本階段標準'),
  entry: text('To enter', '进入标准', '進入標準'),
  exit: text('To leave', '退出标准', '退出標準'),
  required: text('Required', '必填', '必填'),
  missing: text('missing', '缺少', '缺少'),
  funnel: text('Deals that stand here or further', '处于该阶段或之后的商机', '處於該階段或之後的商機'),
  funnelNote: text(
    'Open and won deals of this list; a lost deal does not tell how far it came.',
    '本列表中进行中与赢单的商机；输单无法判断走到哪一步。',
    '本清單中進行中與贏單的商機；輸單無法判斷走到哪一步。',
  ),
  nothing: text(
    'No deal of this list stands in a stage.',
    '本列表没有处于阶段中的商机。',
    '本清單沒有處於階段中的商機。',
  ),
  before: text('Month before', '上一月', '上一月'),
  after: text('Month after', '下一月', '下一月'),
  more: text('{{count}} more', '还有 {{count}} 个', '還有 {{count}} 個'),
  capped: text('The first 200 of this month are shown.', '仅显示本月前 200 个。', '僅顯示本月前 200 個。'),
});

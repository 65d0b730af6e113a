import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const pilotWords = defineWords('pilots', {
  title: text('Pilot size', '试点规模', '試點規模'),
  note: text(
    'Calculated in your browser; nothing is stored',
    '在浏览器中计算，不保存任何内容',
    '在瀏覽器中計算，不儲存任何內容',
  ),
  measure: text('What is measured', '度量什么', '度量什麼'),
  share: text('A share', '比例', '比例'),
  mean: text('A mean', '均值', '均值'),
  today: text('Today, %', '目前，%', '目前，%'),
  hoped: text('To be seen, %', '希望看到，%', '希望看到，%'),
  effect: text('Difference to be seen', '希望看到的差异', '希望看到的差異'),
  spread: text('Standard deviation of one unit', '单个单位的标准差', '單一單位的標準差'),
  power: text('Chance to see it, %', '看到的机会，%', '看到的機會，%'),
  alarm: text('False alarms, %', '误报率，%', '誤報率，%'),
  arms: text('Arms with the control', '组数（含对照）', '組數（含對照）'),
  groupSize: text('Units per group', '每群单位数', '每群單位數'),
  groupSizeNote: text(
    'above 1 when whole teams or shops are assigned',
    '整个团队或门店一起分配时大于 1',
    '整個團隊或門店一起分配時大於 1',
  ),
  alike: text('Likeness inside a group (0 to 1)', '群内相似度（0 到 1）', '群內相似度（0 到 1）'),
  perDay: text('New units a day in all', '每天新增单位（合计）', '每天新增單位（合計）'),
  perArm: text('Units per arm', '每组单位数', '每組單位數'),
  total: text('In all', '合计', '合計'),
  groups: text('Groups per arm', '每组群数', '每組群數'),
  duration: text('Whole weeks', '整周数', '整週數'),
  curve: text('Chance to see the effect', '看到效果的机会', '看到效果的機會'),
  curveNote: text('by units per arm', '按每组单位数', '按每組單位數'),
  chance: text('chance', '机会', '機會'),
  planned: text('planned', '计划', '計劃'),
  incomplete: text('These values give no size', '这些数值无法得出规模', '這些數值無法得出規模'),
  incompleteBody: text(
    'The effect must differ from zero, shares lie between 0 and 100 %, and the chance above the false alarms.',
    '效果不能为零，比例须在 0 到 100% 之间，机会须高于误报率。',
    '效果不能為零，比例須在 0 到 100% 之間，機會須高於誤報率。',
  ),
  sealedTitle: text('Before you begin', '开始之前', '開始之前'),
  sealedBody: text(
    'Decide the number now and look at effects only when it is reached, or with intervals that hold at every look. Assign by lot, alike in size and history.',
    '现在就定下数量，达到后再看效果，或使用随时可看的区间。按抽签分配，使各组规模与历史相近。',
    '現在就定下數量，達到後再看效果，或使用隨時可看的區間。按抽籤分配，使各組規模與歷史相近。',
  ),
});

import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const winWords = defineWords('winChance', {
  chance: text('Predicted win chance', '预测赢率', '預測贏率'),
  asOf: text('as of {{day}}', '截至 {{day}}', '截至 {{day}}'),
  base: text('Average open deal', '进行中商机平均', '進行中商機平均'),
  result: text('This deal', '本商机', '本商機'),
  points: text('{{points}} points', '{{points}} 个百分点', '{{points}} 個百分點'),
  none: text('No prediction yet', '尚无预测', '尚無預測'),
  noneWhy: text(
    'Chances are learned each night from the closed deals; a deal made today has none until then, and a company with few closed deals has none at all.',
    '赢率每晚根据已关闭的商机学习得出：今天新建的商机要到次日才有；已关闭商机太少的公司暂时没有。',
    '贏率每晚根據已關閉的商機學習得出：今天新建的商機要到次日才有；已關閉商機太少的公司暫時沒有。',
  ),
  days: text('{{count}} days', '{{count}} 天', '{{count}} 天'),
  title: text('Win-chance model', '赢率模型', '贏率模型'),
  learnedOn: text(
    'Learned {{when}} from {{rows}} looks at closed deals',
    '{{when}} 根据 {{rows}} 个已关闭商机的时点学习',
    '{{when}} 根據 {{rows}} 個已關閉商機的時點學習',
  ),
  retrain: text('Learn anew', '重新学习', '重新學習'),
  training: text('Learning …', '正在学习…', '正在學習…'),
  auc: text(
    'Ranks a won deal above a lost one (AUC)',
    '将赢单排在输单之前的概率（AUC）',
    '將贏單排在輸單之前的機率（AUC）',
  ),
  aucHelp: text('0.5 is a coin, 1 is certain', '0.5 等于掷硬币，1 为完全确定', '0.5 等於擲硬幣，1 為完全確定'),
  ece: text('Mean gap between said and seen', '预测与实际的平均差距', '預測與實際的平均差距'),
  brier: text('Brier score', 'Brier 分数', 'Brier 分數'),
  judged: text('Judged on', '检验样本', '檢驗樣本'),
  judgedHelp: text(
    'the latest fifth of time, unseen while learning',
    '时间上最近的五分之一，学习时未使用',
    '時間上最近的五分之一，學習時未使用',
  ),
  scored: text('Open deals scored', '已评分的进行中商机', '已評分的進行中商機'),
  calibration: text('Said against seen', '预测与实际', '預測與實際'),
  said: text('Predicted', '预测', '預測'),
  seen: text('Won', '实际赢单', '實際贏單'),
  looksAt: text('What it looks at', '模型依据', '模型依據'),
  weight: text('Mean effect (log-odds)', '平均影响（对数几率）', '平均影響（對數勝率）'),
  leftOut: text(
    'Left out because it knows the outcome: {{what}}',
    '因已含结果而排除：{{what}}',
    '因已含結果而排除：{{what}}',
  ),
  method: text('Method', '方法', '方法'),
  version: text(
    'engine version {{version}}, input {{hash}}',
    '引擎版本 {{version}}，输入 {{hash}}',
    '引擎版本 {{version}}，輸入 {{hash}}',
  ),
  notEnough: text('Not enough history yet', '历史数据不足', '歷史資料不足'),
  notEnoughBody: text(
    '{{rows}} looks at closed deals are there ({{won}} won); at least {{needs}} with 40 of each outcome are needed.',
    '现有 {{rows}} 个已关闭商机的时点（其中赢单 {{won}}）；至少需要 {{needs}} 个，且赢单、输单各不少于 40 个。',
    '現有 {{rows}} 個已關閉商機的時點（其中贏單 {{won}}）；至少需要 {{needs}} 個，且贏單、輸單各不少於 40 個。',
  ),
  never: text('The model has not been learned yet', '模型尚未学习', '模型尚未學習'),
  how: text(
    'Each closed deal is looked at as it stood on days while it was open, so that nothing from later is used. The chance of every open deal is its average plus its reasons.',
    '每个已关闭的商机都按其进行中某些日子的状态来看，不使用事后信息。每个进行中商机的赢率等于平均值加上各项原因。',
    '每個已關閉的商機都按其進行中某些日子的狀態來看，不使用事後資訊。每個進行中商機的贏率等於平均值加上各項原因。',
  ),
});

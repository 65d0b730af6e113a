import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const leadRefusals: SpokenPart = {
  sentences: [
    sentence(
      'someone else has claimed it, or it is not in a pool',
      '已被他人领取，或不在公海中',
      '已被他人領取，或不在公海中',
    ),
    sentence('this pool belongs to another team', '此公海属于另一个团队', '此公海屬於另一個團隊'),
    sentence('you have claimed {count} today', '您今天已领取 {count} 条', '您今天已領取 {count} 筆'),
    sentence(
      'at most {count} a day; more tomorrow',
      '每天最多 {count} 条，明天可再领取',
      '每天最多 {count} 筆，明天可再領取',
    ),
    sentence('you hold {count} already', '您已持有 {count} 条', '您已持有 {count} 筆'),
    sentence(
      'at most {count}; give some back or close them',
      '最多 {count} 条，请先退回或关闭一些',
      '最多 {count} 筆，請先退回或關閉一些',
    ),
    sentence('this lead is {-status} already', '此线索{-status}', '此潛在客戶線索{-status}'),
    sentence(
      'there is no pipeline with an open stage yet',
      '还没有含进行中阶段的销售管道',
      '還沒有含進行中階段的銷售管道',
    ),
    sentence('a pipeline in the settings', '先在设置中建立销售管道', '先在設定中建立銷售管道'),
    sentence('no pool with this id is open to you', '没有您可见的此编号的公海', '沒有您可見的此編號的公海'),
    sentence('a disqualified lead needs a reason', '判为无效的线索须填写原因', '判為無效的潛在客戶線索須填寫原因'),
  ],
  words: {
    converted: text('converted', '已转化', '已轉換'),
    disqualified: text('disqualified', '已判为无效', '已判為無效'),
    claimsPerDay: text('Claims a day', '每日领取上限', '每日領取上限'),
    claimLimit: text('Most held', '持有上限', '持有上限'),
  },
};

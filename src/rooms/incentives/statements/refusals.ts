import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const statementRefusals: SpokenPart = {
  sentences: [
    sentence('the statement has no such line', '对账单没有此行', '對帳單沒有此列'),
    sentence('a line from 0 to {last}', '0 至 {last} 行', '0 至 {last} 列'),
    sentence('nobody answers a dispute of their own', '不得答复本人提出的异议', '不得答覆本人提出的異議'),
    sentence('another person', '由他人处理', '由他人處理'),
    sentence(
      'there is a newer calculation of this statement',
      '此对账单已有更新的计算结果',
      '此對帳單已有更新的計算結果',
    ),
    sentence('the newest revision', '最新的版本', '最新的版本'),
    sentence('the dispute is {-state}', '此异议{-state}', '此異議{-state}'),
    sentence('a dispute that is {-state}', '{-state}的异议', '{-state}的異議'),
  ],
  words: {
    open: text('open', '未答复', '未答覆'),
    answered: text('answered', '已答复', '已答覆'),
    accepted: text('settled', '已了结', '已了結'),
    withdrawn: text('withdrawn', '已撤回', '已撤回'),
    lineIndex: text('Line', '行', '列'),
    statementId: text('Statement', '对账单', '對帳單'),
  },
};

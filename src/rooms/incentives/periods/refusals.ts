import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of pay periods, their steps, budgets and files. */
export const periodRefusals: SpokenPart = {
  sentences: [
    sentence('a month such as 2026-11 is expected', '应为月份，如 2026-11', '應為月份，如 2026-11'),
    sentence('no layout is called {name}', '没有名为 {name} 的文件格式', '沒有名為 {name} 的檔案格式'),
    sentence('a budget is an exact amount of zero or more', '预算须为不小于零的精确金额', '預算須為不小於零的精確金額'),
    sentence('no plan is paid by this calendar', '没有按此周期表发放的方案', '沒有按此週期表發放的方案'),
    sentence('a fixed column says its value', '固定内容的列须填写内容', '固定內容的欄須填寫內容'),
    sentence('the text of the column', '该列的内容', '該欄的內容'),
    sentence('the calendar has no such period', '周期表中没有此周期', '週期表中沒有此週期'),
    sentence(
      'a period of {-calendar} such as {example}',
      '{-calendar}周期，如 {example}',
      '{-calendar}週期，如 {example}',
    ),
    sentence(
      '{period} is there already: periods are opened in order',
      '{period} 已存在，周期须按顺序开启',
      '{period} 已存在，週期須按順序開啟',
    ),
    sentence('a period after {period}', '{period} 之后的周期', '{period} 之後的週期'),
    sentence('the period is {-state}', '此周期{-state}', '此週期{-state}'),
    sentence('a period that is {-state}', '{-state}的周期', '{-state}的週期'),
    sentence(
      'a period that is open or calculated; reopen it first',
      '未计算或已计算的周期，请先重新打开',
      '未計算或已計算的週期，請先重新開啟',
    ),
    sentence(
      'nobody approves a period in which they are paid',
      '任何人不得审批含有本人薪酬的周期',
      '任何人不得審批含有本人薪酬的週期',
    ),
    sentence('whoever calculated a period cannot approve it', '计算人不得审批同一周期', '計算人不得審批同一週期'),
    sentence(
      'whoever proposed a correction in a period cannot approve it',
      '提出更正的人不得审批该周期',
      '提出更正的人不得審批該週期',
    ),
    sentence('{count} exceptions are not explained', '有 {count} 项异常尚未说明', '有 {count} 項異常尚未說明'),
    sentence(
      '{period} is not closed: periods close in order',
      '{period} 尚未关账，须按顺序关账',
      '{period} 尚未關帳，須按順序關帳',
    ),
  ],
  words: {
    open: text('open', '未计算', '未計算'),
    calculated: text('calculated', '已计算', '已計算'),
    reviewed: text('reviewed', '已复核', '已覆核'),
    approved: text('approved', '已批准', '已核准'),
    closed: text('closed', '已关账', '已關帳'),
    paid: text('paid', '已发放', '已發放'),
    month: text('month', '月度', '月度'),
    calendar: text('Calendar', '周期表', '週期表'),
    columns: text('Columns', '列', '欄'),
    value: text('Text', '内容', '內容'),
  },
};

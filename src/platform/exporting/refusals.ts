import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of lists as files. */
export const exportRefusals: SpokenPart = {
  sentences: [
    sentence(
      'the list has more than {count} rows, the most a workbook takes',
      '列表超过 {count} 行，超出工作簿的上限',
      '清單超過 {count} 列，超出活頁簿的上限',
    ),
    sentence(
      'csv, which takes any number of rows, or a narrower filter',
      'CSV（行数不限），或更窄的筛选条件',
      'CSV（列數不限），或更窄的篩選條件',
    ),
    sentence('{count} exports of yours are under way', '您有 {count} 个导出正在进行', '您有 {count} 個匯出正在進行'),
    sentence(
      'fewer than {count}: wait for one to end, or cancel it',
      '少于 {count} 个：请等待其中一个完成，或取消它',
      '少於 {count} 個：請等待其中一個完成，或取消它',
    ),
    sentence(
      'a file is for the person who had it made, not for who looks through their eyes',
      '文件只供其本人下载，以其身份查看的人不能下载',
      '檔案只供其本人下載，以其身分檢視的人不能下載',
    ),
    sentence('your position does not allow this any more', '您的岗位已无权进行此操作', '您的職位已無權進行此操作'),
    sentence(
      'the text of cell {cell} is longer than a workbook takes',
      '单元格 {cell} 的文本超出工作簿的上限',
      '儲存格 {cell} 的文字超出活頁簿的上限',
    ),
    sentence(
      'at most {count} characters, or csv',
      '最多 {count} 个字符，或改用 CSV',
      '最多 {count} 個字元，或改用 CSV',
    ),
  ],
};

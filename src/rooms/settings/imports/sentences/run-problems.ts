import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What keeps an import from running, ends it early, or keeps it from being taken back. */
export const runProblems: readonly Sentence[] = [
  sentence('a file is expected', '请选择文件', '請選擇檔案'),
  sentence('a CSV, TSV or workbook is expected', '应为 CSV、TSV 或工作簿文件', '應為 CSV、TSV 或活頁簿檔案'),
  sentence('this import is running already', '此导入正在进行', '此匯入正在進行'),
  sentence('this file is not being imported', '此文件没有在导入', '此檔案沒有在匯入'),
  sentence(
    'this import is undone: there is nothing to undo',
    '此导入已撤销，无需再次撤销',
    '此匯入已復原，無需再次復原',
  ),
  sentence('the file is larger than {bytes} bytes', '文件超过 {bytes} 字节', '檔案超過 {bytes} 位元組'),
  sentence(
    'something broke here; the log says more under the id of the job',
    '程序出错，可凭任务编号在日志中查到详情',
    '程式出錯，可憑工作編號在日誌中查到詳情',
  ),
  sentence(
    'something broke here; the request id finds it in the log',
    '程序出错，可凭请求编号在日志中查到详情',
    '程式出錯，可憑請求編號在日誌中查到詳情',
  ),
];

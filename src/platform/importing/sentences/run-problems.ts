import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What keeps an import from running, ends it early, or keeps it from being taken back. */
export const runProblems: readonly Sentence[] = [
  sentence('a file is expected', '请选择文件', '請選擇檔案'),
  sentence('a CSV, TSV or workbook is expected', '应为 CSV、TSV 或工作簿文件', '應為 CSV、TSV 或活頁簿檔案'),
  sentence(
    'the {-field} of {title} was changed since this import',
    '“{title}”的{-field}在此次导入后已被修改',
    '「{title}」的{-field}在此次匯入後已被修改',
  ),
  sentence(
    'this import holds records that are not open to you',
    '此导入包含您无权查看的记录',
    '此匯入包含您無權檢視的記錄',
  ),
  sentence('this import is running already', '此导入正在进行', '此匯入正在進行'),
  sentence('this file is not being imported', '此文件没有在导入', '此檔案沒有在匯入'),
  sentence('this import has no report yet', '此导入还没有报告', '此匯入還沒有報告'),
  sentence('no upload of yours has this id', '您没有上传过此文件', '您沒有上傳過此檔案'),
  sentence('no import has this id', '没有此编号的导入', '沒有此編號的匯入'),
  sentence(
    'this import is {-state}: there is nothing to undo',
    '此导入{-state}，没有可撤销的内容',
    '此匯入{-state}，沒有可復原的內容',
  ),
  sentence('a file or folder that exists', '存在的文件或文件夹', '存在的檔案或資料夾'),
  sentence(
    'a folder with CSV, TSV or workbook files',
    '含 CSV、TSV 或工作簿文件的文件夹',
    '含 CSV、TSV 或活頁簿檔案的資料夾',
  ),
  sentence(
    'a file whose columns can be recognised; name a kind with --as or a mapping with --mapping',
    '可识别其列的文件，或指定记录类型或列的对应',
    '可識別其欄位的檔案，或指定記錄類型或欄位的對應',
  ),
  sentence('YAML ({why})', 'YAML 文本', 'YAML 文字'),
];

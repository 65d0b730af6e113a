import { text } from '#kernel/local-text.ts';
import { defineWords } from './define-words.ts';

/** Long work, files, steps and comparisons. */
export const workWords = defineWords('work', {
  running: text('Running', '进行中', '進行中'),
  waiting: text('Waiting to start', '等待开始', '等待開始'),
  done: text('Done', '已完成', '已完成'),
  failed: text('Failed', '失败', '失敗'),
  cancelled: text('Cancelled', '已取消', '已取消'),
  remaining: text('about {{time}} left', '约剩 {{time}}', '約剩 {{time}}'),
  goesOn: text('It goes on when you close this page.', '关闭页面后仍会继续运行。', '關閉頁面後仍會繼續執行。'),
  cancel: text('Cancel', '取消', '取消'),
  ofTotal: text('{{done}} of {{total}}', '{{done}} / {{total}}', '{{done}} / {{total}}'),
  dropHere: text('Drop a file here, or choose one', '将文件拖到此处，或点击选择', '將檔案拖到此處，或點選選擇'),
  dropMany: text('Drop files here, or choose them', '将文件拖到此处，或点击选择', '將檔案拖到此處，或點選選擇'),
  fileTypes: text('{{types}}, up to {{size}}', '支持 {{types}}，最大 {{size}}', '支援 {{types}}，最大 {{size}}'),
  wrongType: text(
    '{{name}} is not one of {{types}}.',
    '{{name}} 不是支持的类型（{{types}}）。',
    '{{name}} 不是支援的類型（{{types}}）。',
  ),
  tooLarge: text('{{name}} is larger than {{size}}.', '{{name}} 超过 {{size}}。', '{{name}} 超過 {{size}}。'),
  next: text('Next', '下一步', '下一步'),
  back: text('Back', '上一步', '上一步'),
  finish: text('Finish', '完成', '完成'),
  step: text(
    'Step {{at}} of {{of}}: {{name}}',
    '第 {{at}} 步，共 {{of}} 步：{{name}}',
    '第 {{at}} 步，共 {{of}} 步：{{name}}',
  ),
  was: text('Was', '原值', '原值'),
  becomes: text('Becomes', '新值', '新值'),
  fieldName: text('Field', '字段', '欄位'),
  unchanged_one: text('{{count}} field unchanged', '{{count}} 个字段未变', '{{count}} 個欄位未變'),
  unchanged_other: text('{{count}} fields unchanged', '{{count}} 个字段未变', '{{count}} 個欄位未變'),
  showUnchanged: text('Show unchanged', '显示未变字段', '顯示未變欄位'),
});

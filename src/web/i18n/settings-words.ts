import { text } from '#kernel/local-text.ts';
import { defineWords } from './define-words.ts';

/** Texts that several settings share. */
export const settingsWords = defineWords('settings', {
  save: text('Save', '保存', '儲存'),
  saved: text('Saved', '已保存', '已儲存'),
  cancel: text('Cancel', '取消', '取消'),
  add: text('Add', '添加', '新增'),
  remove: text('Remove', '移除', '移除'),
  name: text('Name', '名称', '名稱'),
  date: text('Date', '日期', '日期'),
  source: text('Source', '来源', '來源'),
  close: text('Close', '关闭', '關閉'),
  undone: text('Undone', '已撤销', '已復原'),
});

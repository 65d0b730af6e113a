import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const customFieldRefusals: SpokenPart = {
  sentences: [
    sentence('letters, digits, - and _ are expected', '只能含字母、数字、- 和 _', '只能含字母、數字、- 和 _'),
    sentence(
      'x, a capital letter, then letters and digits are expected, such as xBudget',
      '应为 x、一个大写字母，再接字母和数字，如 xBudget',
      '應為 x、一個大寫字母，再接字母和數字，如 xBudget',
    ),
    sentence('{-kind} takes no custom fields', '{-kind}不支持自定义字段', '{-kind}不支援自訂欄位'),
    sentence('{-kind} has {count} custom fields', '{-kind}已有 {count} 个自定义字段', '{-kind}已有 {count} 個自訂欄位'),
    sentence(
      'at most {count}; archived ones count, for their values are kept',
      '最多 {count} 个；已归档的也计入，因其值仍保留',
      '最多 {count} 個；已封存的也計入，因其值仍保留',
    ),
    sentence('a field of this name is there already', '已有此名称的字段', '已有此名稱的欄位'),
    sentence(
      'this field was changed since you read it',
      '在您打开之后，此字段已被修改',
      '在您開啟之後，此欄位已被修改',
    ),
    sentence('a choice field needs choices', '选项字段须有选项', '選項欄位須有選項'),
    sentence('at least one', '至少一个', '至少一個'),
    sentence('only a choice field has choices', '只有选项字段才有选项', '只有選項欄位才有選項'),
    sentence('none', '无', '無'),
    sentence('two choices have the same value', '两个选项的值相同', '兩個選項的值相同'),
    sentence('a reference points to a kind of record', '引用字段须指向一种记录', '引用欄位須指向一種記錄'),
    sentence(
      '{count} records hold “{value}”',
      '有 {count} 条记录的值为“{value}”',
      '有 {count} 筆記錄的值為「{value}」',
    ),
    sentence(
      'a choice that no record holds to be taken away',
      '只能移除没有记录使用的选项',
      '只能移除沒有記錄使用的選項',
    ),
    sentence('there is no such custom field', '没有此自定义字段', '沒有此自訂欄位'),
  ],
  words: {
    name: text('Name', '名称', '名稱'),
    choices: text('Choices', '选项', '選項'),
    label: text('Label', '显示名称', '顯示名稱'),
  },
};

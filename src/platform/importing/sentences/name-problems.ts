import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What is said of cells that name another record: a customer, a product, a person. */
export const nameProblems: readonly Sentence[] = [
  sentence('no {-kind} is named', '未写明{-kind}', '未寫明{-kind}'),
  sentence(
    'no {-kind} is called "{name}"; left blank',
    '没有名为“{name}”的{-kind}，已留空',
    '沒有名為「{name}」的{-kind}，已留空',
  ),
  sentence('"{text}" was read as "{name}"', '“{text}”已按“{name}”读取', '「{text}」已按「{name}」讀取'),
  sentence(
    'a {-kind} was made that the file only names',
    '已新建文件中仅提及名称的{-kind}',
    '已新建檔案中僅提及名稱的{-kind}',
  ),
  sentence(
    'one {-kind} is expected; {count} are called this',
    '应只对应一个{-kind}，但有 {count} 个同名',
    '應只對應一個{-kind}，但有 {count} 個同名',
  ),
  sentence('the name of a known {-kind} is expected', '系统中没有此名称的{-kind}', '系統中沒有此名稱的{-kind}'),
];

import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is expected of tables that are read by columns of fixed names; files as such are told of by the import. */
export const tableRefusals: SpokenPart = {
  sentences: [
    sentence('a file that exists', '存在的文件', '存在的檔案'),
    sentence('a file, not a folder', '文件，而不是文件夹', '檔案，而不是資料夾'),
    sentence(
      'a column named "{name}" (or {others}); --map {again}=HEADER renames',
      '名为“{name}”的列（或 {others}）',
      '名為「{name}」的欄（或 {others}）',
    ),
    sentence('a column named "{name}"; --map {again}=HEADER renames', '名为“{name}”的列', '名為「{name}」的欄'),
    sentence(
      'a calendar day such as 2026-11-23 (with a day and month that can be told apart)',
      '日期，如 2026-11-23（日与月须能区分）',
      '日期，如 2026-11-23（日與月須能區分）',
    ),
    sentence('whole rows ({problem})', '完整的行', '完整的列'),
  ],
};

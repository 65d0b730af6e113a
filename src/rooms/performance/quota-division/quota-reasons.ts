import { type LocalText, text } from '#kernel/local-text.ts';
import { sentence } from '#kernel/sentences/sentence.ts';
import { sentenceReader } from '#kernel/sentences/sentence-reader.ts';

/** Everything that the engine says of a quota. */
export const quotaReasons = [
  sentence(
    'potential and history call for {share} of the total',
    '按潜力与历史应占总额的 {share}',
    '按潛力與歷史應占總額的 {share}',
  ),
  sentence('still learning: counted at {share}', '尚在上手：按 {share} 计', '尚在上手：按 {share} 計'),
  sentence('held at the capacity', '以产能为限', '以產能為限'),
  sentence('at most {limit} below what it was before', '较上年最多降 {limit}', '較上年最多降 {limit}'),
  sentence('at most {limit} above what it was before', '较上年最多升 {limit}', '較上年最多升 {limit}'),
];

const read = sentenceReader(quotaReasons);

export function reasonInWords(said: string): LocalText {
  return read(said) ?? text(said, said, said);
}

import type { RecordKind } from '#kernel/record-kind.ts';
import type { RecordQuery } from '#web/api/records-api.ts';
import { useRecordPages } from '#web/api/use-records.ts';
import { formatNumber } from '#web/format/number.ts';
import { recordWords } from '#web/i18n/record-words.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';

interface RecordCountProps {
  readonly kind: RecordKind;
  readonly query: RecordQuery;
  /** Where the rows themselves are not shown as a list: they are not read for the sake of their number. */
  readonly apart?: boolean;
}

/** How many records fit the query; beyond ten thousand only that it is more. */
export function RecordCount({ kind, query, apart = false }: RecordCountProps) {
  const say = useWords(recordWords);
  const { language } = useLanguage();
  const total = useRecordPages(kind, query, apart ? { limit: 1 } : {}).data?.pages[0]?.total;
  if (total === undefined) return null;
  const count = formatNumber(total.count, language);
  return <>{total.capped ? say('moreThan', { count }) : say('rows', { count: total.count })}</>;
}

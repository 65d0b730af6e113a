import { Button, Group } from '@mantine/core';
import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { PayMoney } from '../../PayMoney.tsx';
import { payFile, usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { JournalEntry, PeriodView } from './period-types.ts';
import { periodWords } from './period-words.ts';

const shown = 200;

/** What the period books: before closing as accruals, afterwards as booked; debits and credits of each entry are equal. */
export function PeriodJournal({ period }: { readonly period: PeriodView }) {
  const say = useWords(periodWords);
  const sayPay = useWords(payWords);
  const query = usePay<{ state: 'accrual' | 'booked'; entries: readonly JournalEntry[] }>(
    `/periods/${period.id}/journal`,
  );
  return (
    <Asked query={query}>
      {({ state, entries }) => (
        <Section hint={`${say(`journal_${state}`)}${entries.length > shown ? ` · ${shown} / ${entries.length}` : ''}`}>
          <Group gap="xs" mb="sm">
            {(['csv', 'xlsx'] as const).map((format) => (
              <Button
                key={format}
                size="xs"
                variant="default"
                component="a"
                href={payFile(`/periods/${period.id}/journal-file?format=${format}`)}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </Group>
          <PlainTable
            label={say('journal')}
            columns={[
              { label: sayPay('date') },
              { label: '' },
              { label: say('account') },
              { label: say('debit'), align: 'right' },
              { label: say('credit'), align: 'right' },
            ]}
          >
            {entries.slice(0, shown).flatMap((entry) =>
              entry.postings.map(({ account, debit, credit }, at) => (
                <tr key={`${entry.key}|${account}`}>
                  <td>{at === 0 ? entry.date : ''}</td>
                  <td>{at === 0 ? `${say(`entry_${entry.kind}`)} · ${entry.text}` : ''}</td>
                  <td>{account}</td>
                  <td data-align="right">
                    {debit === null ? '' : <PayMoney amount={debit} currency={entry.currency} />}
                  </td>
                  <td data-align="right">
                    {credit === null ? '' : <PayMoney amount={credit} currency={entry.currency} />}
                  </td>
                </tr>
              )),
            )}
          </PlainTable>
        </Section>
      )}
    </Asked>
  );
}

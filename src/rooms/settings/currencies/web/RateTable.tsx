import { ActionIcon, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import sheet from '#web/components/Sheet.module.css';
import { toast } from '#web/components/toasts.ts';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import { useToldProblem } from '#web/shell/use-told-problem.ts';
import type { RateView, RatesView } from '../contract.ts';
import { rateWords } from './rate-words.ts';

interface RateTableProps {
  readonly view: RatesView;
  readonly path: string;
  readonly onChanged: () => void;
}

/** The latest rates; one taken away can be brought back. */
export function RateTable({ view, path, onChanged }: RateTableProps) {
  const told = useToldProblem();
  const say = useWords(rateWords);
  const settings = useWords(settingsWords);
  const { language } = useLanguage();
  const [currency, setCurrency] = useState<string | null>(null);
  const shown = view.rates.filter((one) => currency === null || one.currency === currency);
  const drop = async (one: RateView): Promise<void> => {
    const answer = await request('DELETE', `${path}/${one.currency}/${one.onDate}`);
    if (!answer.ok) return toast(told.line(answer.problem), { tone: 'bad' });
    onChanged();
    toast(`${settings('remove')} ${one.currency} ${one.onDate}`, {
      undo: async () => {
        await request('POST', path, { body: { rates: [one] }, idempotencyKey: newIdempotencyKey() });
        onChanged();
      },
    });
  };
  return (
    <>
      <Select
        size="xs"
        w={180}
        mb={8}
        clearable
        aria-label={say('currency')}
        placeholder={say('filterAll')}
        data={[...new Set(view.rates.map((one) => one.currency))].sort()}
        value={currency}
        onChange={setCurrency}
      />
      <div className={sheet.scroll}>
        <table className={sheet.sheet}>
          <thead>
            <tr>
              <th>{settings('date')}</th>
              <th>{say('currency')}</th>
              <th className={sheet.number}>{say('rate', { currency: '', base: view.base })}</th>
              <th>{settings('source')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, 100).map((one) => (
              <tr key={`${one.currency}${one.onDate}`}>
                <td>{formatDate(one.onDate, language, 'long')}</td>
                <td>{one.currency}</td>
                <td className={sheet.number}>{one.rate}</td>
                <td className={sheet.muted}>{one.source}</td>
                <td className={sheet.actions}>
                  <ActionIcon
                    aria-label={`${settings('remove')} ${one.currency} ${one.onDate}`}
                    onClick={() => void drop(one)}
                  >
                    <IconTrash size={16} stroke={1.6} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

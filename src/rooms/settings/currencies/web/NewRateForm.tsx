import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemDocument } from '#web/api/problem.ts';
import { newIdempotencyKey, request } from '#web/api/request.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { settingsWords } from '#web/i18n/settings-words.ts';
import type { RatesView } from '../contract.ts';
import { rateWords } from './rate-words.ts';

interface NewRateFormProps {
  readonly view: RatesView;
  readonly path: string;
  readonly onKept: (view: RatesView) => void;
}

export function NewRateForm({ view, path, onKept }: NewRateFormProps) {
  const say = useWords(rateWords);
  const settings = useWords(settingsWords);
  const [currency, setCurrency] = useState('');
  const [onDate, setOnDate] = useState(view.today);
  const [rate, setRate] = useState('');
  const [source, setSource] = useState('');
  const [problem, setProblem] = useState<ProblemDocument>();
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const one = {
      currency: currency.toUpperCase(),
      onDate,
      rate: rate.normalize('NFKC').trim(),
      source: source || null,
    };
    const answer = await request<RatesView>('POST', path, {
      body: { rates: [one] },
      idempotencyKey: newIdempotencyKey(),
    });
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    onKept(answer.value);
    setRate('');
  };
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap={8} align="end">
        <TextInput
          label={say('currency')}
          required
          maxLength={3}
          w={96}
          placeholder="USD"
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={settings('date')}
          required
          value={onDate}
          onChange={(event) => setOnDate(event.currentTarget.value)}
        />
        <TextInput
          label={say('rate', { currency: currency.toUpperCase() || '…', base: view.base })}
          required
          inputMode="decimal"
          w={160}
          value={rate}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        <TextInput
          label={settings('source')}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {settings('add')}
        </Button>
      </Group>
      {problem === undefined ? null : <ProblemView problem={problem} draftKept />}
    </form>
  );
}

import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addMonths } from '#kernel/civil-date.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import styles from './QuotaDivision.module.css';
import { divisionWords } from './division-words.ts';

export interface DivisionQuestion {
  readonly metric: 'wonAmount' | 'revenue';
  readonly fromOn: string;
  readonly untilOn: string;
  readonly total?: string;
  readonly mostChange: number | null;
  readonly unit: string;
  readonly rampMonths: number;
}

interface DivisionFormProps {
  readonly busy: boolean;
  readonly onAsk: (question: DivisionQuestion) => void;
}

/** What is divided, over which days, within which limits; the next quarter to begin with. */
export function DivisionForm({ busy, onAsk }: DivisionFormProps) {
  const say = useWords(divisionWords);
  const { today } = useReader();
  const [metric, setMetric] = useState<DivisionQuestion['metric']>('wonAmount');
  const [fromOn, setFromOn] = useState(nextQuarter(today));
  const [untilOn, setUntilOn] = useState(addMonths(nextQuarter(today), 3));
  const [total, setTotal] = useState('');
  const [mostChange, setMostChange] = useState<number | string>(25);
  const [rampMonths, setRampMonths] = useState<number | string>(6);
  const [unit, setUnit] = useState('1000');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({
          metric,
          fromOn,
          untilOn,
          ...(total.trim() === '' ? {} : { total: total.trim() }),
          mostChange: typeof mostChange === 'number' ? mostChange / 100 : null,
          unit: unit.trim(),
          rampMonths: typeof rampMonths === 'number' ? rampMonths : 0,
        });
      }}
    >
      <NativeSelect
        label={say('metric')}
        value={metric}
        onChange={(event) => setMetric(event.currentTarget.value as DivisionQuestion['metric'])}
        data={(['wonAmount', 'revenue'] as const).map((value) => ({ value, label: say(value) }))}
      />
      <TextInput
        type="date"
        label={say('fromOn')}
        value={fromOn}
        onChange={(event) => setFromOn(event.currentTarget.value)}
        required
      />
      <TextInput
        type="date"
        label={say('untilOn')}
        value={untilOn}
        onChange={(event) => setUntilOn(event.currentTarget.value)}
        required
      />
      <TextInput
        label={say('total')}
        placeholder={say('totalHint')}
        inputMode="decimal"
        value={total}
        onChange={(event) => setTotal(event.currentTarget.value)}
      />
      <NumberInput label={say('mostChange')} value={mostChange} onChange={setMostChange} min={0} max={500} />
      <NumberInput label={say('rampMonths')} value={rampMonths} onChange={setRampMonths} min={0} max={36} />
      <TextInput
        label={say('unit')}
        inputMode="decimal"
        value={unit}
        onChange={(event) => setUnit(event.currentTarget.value)}
        required
      />
      <Button type="submit" loading={busy}>
        {say('divide')}
      </Button>
    </form>
  );
}

function nextQuarter(today: string): string {
  const month = Number(today.slice(5, 7));
  const begins = `${today.slice(0, 4)}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
  return addMonths(begins, 3);
}

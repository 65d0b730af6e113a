import { Button, MultiSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#kernel/civil-date.ts';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { usePay } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import type { PlanView } from '../../plans/contract.ts';
import styles from './Simulation.module.css';
import { simulationWords } from './simulation-words.ts';

interface SimulationFormProps {
  readonly onRun: (body: object) => void;
  readonly busy: boolean;
}

/** Which versions, over which days, with how many futures. */
export function SimulationForm({ onRun, busy }: SimulationFormProps) {
  const say = useWords(simulationWords);
  const sayPay = useWords(payWords);
  const local = useLocal();
  const { today } = useReader();
  const plans = usePay<{ items: readonly PlanView[] }>('/plans');
  const [name, setName] = useState('');
  const [versions, setVersions] = useState<string[]>([]);
  const [fromOn, setFromOn] = useState(`${addDays(today, -365).slice(0, 7)}-01`);
  const [throughOn, setThroughOn] = useState(addDays(`${today.slice(0, 7)}-01`, -1));
  const [draws, setDraws] = useState<number | string>(100);
  const [growth, setGrowth] = useState<number | string>(1);
  const [budget, setBudget] = useState('');
  const options = (plans.data?.items ?? []).map((plan) => ({
    group: local(plan.name),
    items: plan.versions.map((version) => ({
      value: version.id,
      label: `${local(plan.name)} · ${version.number} · ${sayPay(`state_${version.state}`)}`,
    })),
  }));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onRun({
          name,
          plans: versions.map((planVersionId) => ({ planVersionId })),
          fromOn,
          throughOn,
          draws: Number(draws),
          growth: Number(growth),
          ...(budget.trim() === '' ? {} : { budget: budget.trim() }),
        });
      }}
    >
      <TextInput
        label={say('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        maxLength={120}
      />
      <MultiSelect
        label={say('versions')}
        data={options}
        value={versions}
        onChange={setVersions}
        maxValues={6}
        searchable
        required
        className={styles.wide}
      />
      <TextInput
        type="date"
        label={say('from')}
        value={fromOn}
        onChange={(event) => setFromOn(event.currentTarget.value)}
        required
      />
      <TextInput
        type="date"
        label={say('through')}
        value={throughOn}
        onChange={(event) => setThroughOn(event.currentTarget.value)}
        required
      />
      <NumberInput label={say('draws')} value={draws} onChange={setDraws} min={0} max={500} allowDecimal={false} />
      <NumberInput
        label={say('growth')}
        value={growth}
        onChange={setGrowth}
        min={0}
        max={10}
        step={0.05}
        decimalScale={3}
      />
      <TextInput
        label={say('budget')}
        value={budget}
        inputMode="decimal"
        onChange={(event) => setBudget(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={versions.length === 0 || name.trim() === ''}>
        {say('run')}
      </Button>
    </form>
  );
}

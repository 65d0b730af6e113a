import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useWords } from '#web/i18n/language-context.tsx';
import { useReader } from '#web/records/use-reader.ts';
import { useSession } from '#web/shell/app-context.ts';
import { usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Simulation.module.css';
import type { Scenario } from './simulation-types.ts';
import { simulationWords } from './simulation-words.ts';

/** Makes a plan of the scenario a version that waits for approval. */
export function ApplyScenario({ scenario }: { readonly scenario: Scenario }) {
  const say = useWords(simulationWords);
  const sayPay = useWords(payWords);
  const { today } = useReader();
  const mayWrite = useSession().rights.includes('incentives.administer');
  const step = usePayStep();
  const [plan, setPlan] = useState('0');
  const [fromOn, setFromOn] = useState(today);
  if (scenario.appliedVersionId !== null) return <p role="status">{say('applied')}</p>;
  if (!mayWrite) return null;
  return (
    <>
      {step.error === null ? null : <ProblemView problem={problemOf(step.error)} />}
      <form
        className={styles.apply}
        onSubmit={(event) => {
          event.preventDefault();
          step.mutate({ path: `/simulations/${scenario.id}/application`, body: { plan: Number(plan), fromOn } });
        }}
      >
        <NativeSelect
          label={sayPay('plan')}
          value={plan}
          onChange={(event) => setPlan(event.currentTarget.value)}
          data={scenario.plans.map(({ label }, at) => ({ value: String(at), label }))}
        />
        <TextInput
          type="date"
          label={say('applyFrom')}
          value={fromOn}
          onChange={(event) => setFromOn(event.currentTarget.value)}
          required
        />
        <Button type="submit" variant="default" loading={step.isPending}>
          {say('apply')}
        </Button>
      </form>
    </>
  );
}

import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Section } from '#web/components/PageBody.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay } from '../../pay-api.ts';
import styles from './Plan.module.css';
import type { PlanDifference, PlanVersionSummary } from './plan-types.ts';
import { planWords } from './plan-words.ts';

interface PlanChangesProps {
  readonly versionId: string;
  /** The others of the plan, newest first. */
  readonly others: readonly PlanVersionSummary[];
}

/** What this version changes against another, in sentences. */
export function PlanChanges({ versionId, others }: PlanChangesProps) {
  const say = useWords(planWords);
  const local = useLocal();
  const [from, setFrom] = useState(others[0]?.id);
  const query = usePay<PlanDifference>(`/plan-versions/${versionId}/difference`, { from });
  return (
    <Section title={say('difference')}>
      {others.length < 2 ? null : (
        <NativeSelect
          className={styles.against}
          size="xs"
          label={say('against')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data={others.map(({ id, number }) => ({ value: id, label: say('version', { number }) }))}
        />
      )}
      <Asked query={query}>
        {({ changes }) =>
          changes.length === 0 ? (
            <p>{say('noDifference')}</p>
          ) : (
            <ul className={styles.change}>
              {changes.map((one) => (
                <li key={`${one.clause}|${one.change}`} title={one.clause}>
                  {one.change === 'added' ? <ins>{local(one.sentence)}</ins> : null}
                  {one.change === 'removed' ? <del>{local(one.sentence)}</del> : null}
                  {one.change === 'changed' ? local(one.sentence) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
}

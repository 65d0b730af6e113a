import { Section } from '#web/components/PageBody.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay } from '../../pay-api.ts';
import styles from './Plan.module.css';
import type { PlanDifference } from './plan-types.ts';
import { planWords } from './plan-words.ts';

/** What this version changes against the one before, in sentences. */
export function PlanChanges({ versionId }: { readonly versionId: string }) {
  const say = useWords(planWords);
  const local = useLocal();
  const query = usePay<PlanDifference>(`/plan-versions/${versionId}/difference`);
  return (
    <Section title={say('difference')}>
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

import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Page } from '#web/components/Page.tsx';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { StateMark } from '../../StateMark.tsx';
import { usePay } from '../../pay-api.ts';
import { PlanAssignments } from './PlanAssignments.tsx';
import { PlanVersionView } from './PlanVersionView.tsx';
import styles from './Plan.module.css';
import type { PlanVersion, PlanView } from './plan-types.ts';
import { planWords } from './plan-words.ts';

/** A plan: the version looked at, the others, who is on it. */
export function PlanPage() {
  const { id }: { id: string } = useParams({ strict: false });
  const local = useLocal();
  const say = useWords(planWords);
  const query = usePay<PlanView>(`/plans/${id}`);
  return (
    <Page title={query.data === undefined ? say('plans') : local(query.data.name)} note={query.data?.key}>
      <PageBody>
        <Asked query={query}>{(plan) => <Plan plan={plan} />}</Asked>
      </PageBody>
    </Page>
  );
}

function Plan({ plan }: { readonly plan: PlanView }) {
  const say = useWords(planWords);
  const navigate = useNavigate();
  const { version }: { version?: string } = useSearch({ strict: false });
  const versions = plan.versions.toSorted((a, b) => b.number - a.number);
  const chosen = versions.find(({ id }) => id === version) ?? plan.current ?? versions[0];
  const query = usePay<PlanVersion>(chosen === undefined ? undefined : `/plan-versions/${chosen.id}`);
  const choose = (id: string): void => void navigate({ to: '.', search: { version: id } as never });
  return (
    <>
      <Section title={say('versions')}>
        <ul className={styles.problems}>
          {versions.map((one) => (
            <li key={one.id}>
              <button type="button" aria-current={one.id === chosen?.id} onClick={() => choose(one.id)}>
                <span className={styles.version}>
                  <span>{say('version', { number: one.number })}</span>
                  <StateMark state={one.state} />
                  {one.id === plan.current?.id ? <span>{say('inForce')}</span> : null}
                  <span>{one.author?.name}</span>
                  <RelativeInstant instant={one.createdAt} />
                  {one.rejection === null ? null : <span>{one.rejection}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <Asked query={query}>
        {(full) => <PlanVersionView key={full.id} plan={plan} version={full} onVersion={choose} />}
      </Asked>
      <PlanAssignments planId={plan.id} />
    </>
  );
}

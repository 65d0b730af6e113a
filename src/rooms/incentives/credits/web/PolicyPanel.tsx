import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { Section } from '#web/components/PageBody.tsx';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { Asked } from '../../Asked.tsx';
import { usePay, usePayStep } from '../../pay-api.ts';
import { payWords } from '../../pay-words.ts';
import styles from './Credit.module.css';
import { CreditingRuleCard } from './CreditingRuleCard.tsx';
import type { CreditingPolicy, CreditingRule } from './credit-types.ts';
import { creditWords } from './credit-words.ts';

const events = ['booking', 'order', 'delivery', 'invoice', 'payment'] as const;
const kinds = ['owner', 'split', 'territory', 'overlay', 'specialist', 'partner'] as const;

/** The rules that say who counts for a deal, in their order; saving keeps a new version. */
export function PolicyPanel() {
  const query = usePay<CreditingPolicy>('/crediting-policy');
  return <Asked query={query}>{(policy) => <PolicyForm key={policy.number} policy={policy} />}</Asked>;
}

function PolicyForm({ policy }: { readonly policy: CreditingPolicy }) {
  const say = useWords(creditWords);
  const sayPay = useWords(payWords);
  const { language } = useLanguage();
  const step = usePayStep();
  const [rules, setRules] = useState<readonly CreditingRule[]>(policy.rules);
  const [defaultEvent, setDefaultEvent] = useState(policy.defaultEvent);
  const changed = JSON.stringify([rules, defaultEvent]) !== JSON.stringify([policy.rules, policy.defaultEvent]);
  const add = (kind: CreditingRule['kind']): void => {
    const ids = new Set(rules.map(({ id }) => id));
    let id: string = kind;
    for (let number = 2; ids.has(id); number++) id = `${kind}-${number}`;
    setRules([...rules, { id, kind, ...firstTerms[kind] }]);
  };
  return (
    <Section
      title={say('policy')}
      hint={
        policy.createdAt === null
          ? say('policyStandard')
          : say('policyBy', {
              number: policy.number,
              name: policy.author?.name ?? sayPay('nobody'),
              day: formatDate(policy.createdAt.slice(0, 10), language),
            })
      }
    >
      <div className={styles.dialog}>
        <p>{say('policyHint')}</p>
        {step.error === null ? null : <ProblemView problem={problemOf(step.error)} draftKept />}
        <ol className={styles.rules}>
          {rules.map((rule, index) => (
            <li key={`${rule.kind} ${index}`}>
              <CreditingRuleCard
                rule={rule}
                number={index + 1}
                onRule={(next) => setRules(rules.with(index, next))}
                onRemove={rules.length < 2 ? undefined : () => setRules(rules.filter((_, other) => other !== index))}
                onUp={
                  index === 0 ? undefined : () => setRules(rules.with(index - 1, rule).with(index, rules[index - 1]))
                }
              />
            </li>
          ))}
        </ol>
        <Group gap="md" align="end">
          <NativeSelect
            size="xs"
            label={say('addRule')}
            value=""
            onChange={(event) => add(event.currentTarget.value as CreditingRule['kind'])}
            data={[{ value: '', label: '…' }, ...kinds.map((value) => ({ value, label: say(`rule_${value}`) }))]}
          />
          <NativeSelect
            size="xs"
            label={say('defaultEvent')}
            value={defaultEvent}
            onChange={(event) => setDefaultEvent(event.currentTarget.value as typeof defaultEvent)}
            data={events.map((value) => ({ value, label: say(`event_${value}`) }))}
          />
        </Group>
        <Group gap="xs">
          <Button
            size="xs"
            loading={step.isPending}
            disabled={!changed}
            onClick={() => step.mutate({ method: 'PUT', path: '/crediting-policy', body: { rules, defaultEvent } })}
          >
            {say('savePolicy')}
          </Button>
          {changed ? (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                setRules(policy.rules);
                setDefaultEvent(policy.defaultEvent);
              }}
            >
              {sayPay('cancel')}
            </Button>
          ) : null}
        </Group>
        {step.isSuccess && !changed ? <p role="status">{say('policySaved')}</p> : null}
      </div>
    </Section>
  );
}

/** What a new rule of each kind begins with. */
const firstTerms: Readonly<Record<CreditingRule['kind'], Partial<CreditingRule>>> = {
  owner: { column: 'owner' },
  split: { column: 'splits' },
  territory: { column: 'region', payees: 'territory' },
  overlay: { column: 'product', map: {}, onTop: true },
  specialist: { column: 'product', map: {} },
  partner: { column: 'channel', map: {} },
};

import { useDeferredValue, useMemo, useState } from 'react';
import { PageBody, Section } from '#web/components/PageBody.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatMoney } from '#web/format/money.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { SizingFacts } from '../contract.ts';
import { ForceAnswer } from './ForceAnswer.tsx';
import styles from './Sizing.module.css';
import { SizingForm } from './SizingForm.tsx';
import { type SizingInputs, costToday, sizeOfForce, usualElasticity } from './size-of-force.ts';
import { sizingWords } from './sizing-words.ts';

/** What was found in the company's own data, what may be changed, and what follows, worked out while one types. */
export function SizingBody({ facts }: { readonly facts: SizingFacts }) {
  const say = useWords(sizingWords);
  const { language } = useLanguage();
  const [inputs, setInputs] = useState<SizingInputs>({
    cost: undefined,
    margin: undefined,
    elasticity: usualElasticity,
  });
  // a company of thousands takes a moment: typing goes on meanwhile
  const settled = useDeferredValue(inputs);
  const size = useMemo(() => sizeOfForce(facts.segments, settled), [facts, settled]);
  const money = (amount: number): string => formatMoney(amount.toFixed(0), facts.currency, language, { short: true });
  return (
    <PageBody>
      <Section
        title={say('inputs')}
        hint={say('basis', { from: formatDate(facts.from, language), through: formatDate(facts.through, language) })}
      >
        <SizingForm
          facts={facts}
          costToday={costToday(facts.segments, inputs)}
          onChange={(change) => setInputs({ ...inputs, ...change })}
        />
        {size !== undefined && inputs.cost === undefined ? <p>{say('costTaken', { cost: money(size.cost) })}</p> : null}
      </Section>
      <div aria-live="polite">
        {size === undefined ? (
          <p>{say(inputs.elasticity > 0 ? 'noMargin' : 'noElasticity')}</p>
        ) : (
          <ForceAnswer size={size} currency={facts.currency} />
        )}
      </div>
      <ul className={styles.notes}>
        <li>{say('caution')}</li>
        {facts.leftOut.map(({ id, name, people, sales }) => (
          <li key={id}>{say('leftOut', { name, people, sales: money(sales) })}</li>
        ))}
        {facts.elsewhere > 0 ? <li>{say('elsewhere', { sales: money(facts.elsewhere) })}</li> : null}
      </ul>
    </PageBody>
  );
}

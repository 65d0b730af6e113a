import { NativeSelect, TextInput } from '@mantine/core';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import styles from '../form/PlanForm.module.css';
import { knownValues } from '../../known-values.ts';
import { pictureWords } from './picture-words.ts';
import type { Assumptions } from './sample-company.ts';

interface AssumptionFieldsProps {
  readonly plan: Plan;
  readonly assumed: Assumptions;
  readonly onAssume: (assumed: Assumptions) => void;
}

/** Who the example is and what the deals are like. */
export function AssumptionFields({ plan, assumed, onAssume }: AssumptionFieldsProps) {
  const say = useWords(pictureWords);
  const known = knownValues(plan.document);
  const number = (value: string, before: number): number => {
    const next = Number(value);
    return Number.isFinite(next) && next >= 0 ? next : before;
  };
  return (
    <>
      <p>{say('assumedHint')}</p>
      <div className={styles.fields}>
        {plan.quotas.size > 0 ? null : (
          <TextInput
            size="xs"
            label={say('sold')}
            inputMode="numeric"
            value={String(assumed.sold)}
            onChange={(event) => onAssume({ ...assumed, sold: number(event.currentTarget.value, assumed.sold) })}
          />
        )}
        <TextInput
          size="xs"
          label={say('deals')}
          inputMode="numeric"
          value={String(assumed.dealsInPeriod)}
          onChange={(event) =>
            onAssume({ ...assumed, dealsInPeriod: Math.min(50, Math.round(number(event.currentTarget.value, 1))) })
          }
        />
        {Object.entries(assumed.person).map(([name, value]) => (
          <Column
            key={`person ${name}`}
            label={`${say('ofPerson')}: ${name}`}
            value={value}
            known={known.payee.get(name)}
            onValue={(next) => onAssume({ ...assumed, person: { ...assumed.person, [name]: next } })}
          />
        ))}
        {Object.entries(assumed.deal).map(([name, value]) => (
          <Column
            key={`deal ${name}`}
            label={`${say('ofDeal')}: ${name}${value.endsWith('%') ? ` (${say('shareOfAmount')})` : ''}`}
            value={value}
            known={known.credit.get(name)}
            absent={say('each')}
            onValue={(next) => onAssume({ ...assumed, deal: { ...assumed.deal, [name]: next } })}
          />
        ))}
      </div>
    </>
  );
}

interface ColumnProps {
  readonly label: string;
  readonly value: string;
  readonly known: readonly string[] | undefined;
  readonly absent?: string;
  readonly onValue: (value: string) => void;
}

function Column({ label, value, known, absent, onValue }: ColumnProps) {
  if (known === undefined || known.length === 0)
    return <TextInput size="xs" label={label} value={value} onChange={(event) => onValue(event.currentTarget.value)} />;
  return (
    <NativeSelect
      size="xs"
      label={label}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      data={[
        ...(absent === undefined ? [] : [{ value: '', label: absent }]),
        ...known.map((one) => ({ value: one, label: one })),
      ]}
    />
  );
}

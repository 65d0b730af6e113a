import { PlainTable, Section } from '#web/components/PageBody.tsx';
import { PersonBadge } from '#web/components/PersonBadge.tsx';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { ProcessView } from '../contract.ts';
import { useDays, useStageName } from './ProcessMap.tsx';
import { processWords } from './process-words.ts';

/** How many closed deals kept to the stages of their pipeline, and what others did instead. */
export function ProcessConformance({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const nameOf = useStageName(view);
  const days = useDays();
  const { conformance } = view;
  if (conformance === null) return null;
  const { fitting, deviating } = conformance.medianDays;
  return (
    <Section
      title={say('conformance')}
      hint={
        <>
          {say('conformanceText', {
            fitting: formatNumber(conformance.fitting, language),
            closed: formatNumber(conformance.closed, language),
          })}{' '}
          {fitting === null || deviating === null
            ? null
            : say('conformanceTimes', { with: days(fitting), without: days(deviating) })}
        </>
      }
    >
      {conformance.deviations.length === 0 ? (
        <p>{say('noDeviation')}</p>
      ) : (
        <PlainTable
          label={say('conformance')}
          columns={[{ label: say('stage') }, { label: say('deviation') }, { label: say('deals'), align: 'right' }]}
        >
          {conformance.deviations.slice(0, 10).map(({ kind, stage, deals }) => (
            <tr key={`${kind}|${stage}`}>
              <td>{nameOf(stage)}</td>
              <td>{say(kind)}</td>
              <td data-align="right" data-label={say('deals')}>
                {formatNumber(deals, language)}
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Section>
  );
}

/** Who takes how long compared with others at the same steps. */
export function ProcessPeople({ view }: { readonly view: ProcessView }) {
  const say = useWords(processWords);
  const { language } = useLanguage();
  const { people, successions, handedOver } = view.handOvers;
  if (people.length < 2) return null; // nobody to compare with
  const slowest = people.toSorted((a, b) => (b.pace ?? 0) - (a.pace ?? 0));
  return (
    <Section
      title={say('people')}
      hint={say('peopleHint', { share: formatPercent(successions === 0 ? 0 : handedOver / successions, language) })}
    >
      <PlainTable
        label={say('people')}
        columns={[
          { label: say('person') },
          { label: say('deals'), align: 'right' },
          { label: say('pace'), align: 'right' },
        ]}
      >
        {slowest.slice(0, 15).map(({ id, name, deals, pace }) => (
          <tr key={id}>
            <td>
              <PersonBadge id={id} name={name} />
            </td>
            <td data-align="right" data-label={say('deals')}>
              {formatNumber(deals, language)}
            </td>
            <td data-align="right" data-label={say('pace')}>
              {pace === null ? '–' : formatNumber(pace, language, { decimals: 2, fixed: true })}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Section>
  );
}

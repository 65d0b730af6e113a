import { formatNumber, formatPercent } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { PriceHealth } from '../contract.ts';
import { knownElasticity, reasonsOf } from './elasticity-tells.ts';
import styles from './PriceHealth.module.css';
import { priceWords } from './price-words.ts';

/** The elasticity with its interval and where it comes from, or that it cannot be told and why. */
export function ElasticityFigure({ health: { elasticity, family } }: { readonly health: PriceHealth }) {
  const say = useWords(priceWords);
  const { language } = useLanguage();
  const figure = (value: number | null): string => formatNumber(value, language, { decimals: 2 });
  const { low, high, method, borrowed } = elasticity;
  const known = knownElasticity(elasticity);
  const warnings = known === undefined ? reasonsOf(elasticity) : elasticity.warnings;
  return (
    <div className={styles.wide}>
      <dt>{say('elasticity')}</dt>
      <dd className={styles.figure}>{known === undefined ? say('cannotTell') : figure(known.estimate)}</dd>
      {low !== null && high !== null ? (
        <dd className={styles.small}>{say('interval', { low: figure(low), high: figure(high) })}</dd>
      ) : null}
      {known !== undefined ? (
        <dd className={styles.small}>
          {say('meaning', {
            share: formatPercent(1.01 ** known.estimate - 1, language, { decimals: 1, signed: true }),
          })}
          {' · '}
          {method === 'borrowed'
            ? say('borrowed', { family: family ?? '–' })
            : borrowed > 0.05
              ? say('partly', { share: formatPercent(borrowed, language, { decimals: 0 }), family: family ?? '–' })
              : say('ownRows')}
        </dd>
      ) : null}
      {warnings.length === 0 ? null : (
        <dd className={styles.warning}>{warnings.map((warning) => say(warning)).join(' · ')}</dd>
      )}
    </div>
  );
}

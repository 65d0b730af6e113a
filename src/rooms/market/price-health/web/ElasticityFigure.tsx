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
      <dd>{known === undefined ? say('cannotTell') : figure(known.estimate)}</dd>
      {low !== null && high !== null ? (
        <small>{say('interval', { low: figure(low), high: figure(high) })}</small>
      ) : null}
      {known !== undefined ? (
        <small>
          {say('meaning', {
            share: formatPercent(1.01 ** known.estimate - 1, language, { decimals: 1, signed: true }),
          })}
          {' · '}
          {method === 'borrowed'
            ? say('borrowed', { family: family ?? '–' })
            : borrowed > 0.05
              ? say('partly', { share: formatPercent(borrowed, language, { decimals: 0 }), family: family ?? '–' })
              : say('ownRows')}
        </small>
      ) : null}
      {warnings.length === 0 ? null : (
        <small className={styles.warning}>{warnings.map((warning) => say(warning)).join(' · ')}</small>
      )}
    </div>
  );
}

import sheet from '#web/components/Sheet.module.css';
import { Tone } from '#web/components/Tone.tsx';
import { formatDate } from '#web/format/date.ts';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { RatesView } from '../contract.ts';
import { rateWords } from './rate-words.ts';

/** Rates older than this are said to be old. */
const oldAfterDays = 35;

export function CurrencyTable({ view }: { readonly view: RatesView }) {
  const say = useWords(rateWords);
  const { language } = useLanguage();
  if (view.currencies.length === 0) return <p className={sheet.muted}>{say('noneYet')}</p>;
  return (
    <div className={sheet.scroll} role="region" aria-label={say('inUse')} tabIndex={0}>
      <table className={sheet.sheet}>
        <thead>
          <tr>
            <th>{say('currency')}</th>
            <th className={sheet.number}>{say('latest')}</th>
            <th>{say('from')}</th>
            <th className={sheet.number}>{say('count')}</th>
            <th className={sheet.number}>{say('records')}</th>
            <th>{say('state')}</th>
          </tr>
        </thead>
        <tbody>
          {view.currencies.map((one) => (
            <tr key={one.currency}>
              <td>
                <b>{one.currency}</b>
              </td>
              <td className={sheet.number}>{one.latest ?? '–'}</td>
              <td>{one.firstOn === null ? '–' : formatDate(one.firstOn, language, 'short', view.today)}</td>
              <td className={sheet.number}>{formatNumber(one.rates, language)}</td>
              <td className={sheet.number}>{formatNumber(one.records, language)}</td>
              <td>
                {one.withoutRate > 0 || one.ageDays === null ? (
                  <Tone tone="bad">{say('missing', { count: one.withoutRate })}</Tone>
                ) : one.ageDays > oldAfterDays ? (
                  <Tone tone="warning">{say('old', { count: one.ageDays })}</Tone>
                ) : (
                  <Tone tone="good">{say('good')}</Tone>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

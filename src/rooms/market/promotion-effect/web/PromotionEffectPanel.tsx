import type { SentRecord } from '#web/api/records-api.ts';
import { useResource } from '#web/api/use-resource.ts';
import { Loaded } from '#web/components/Loaded.tsx';
import { formatDate } from '#web/format/date.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import type { MissingReason, PromotionEffectAnswer } from '../contract.ts';
import { EffectFigures } from './EffectFigures.tsx';
import styles from './PromotionEffect.module.css';
import { effectWords } from './effect-words.ts';

/** What a promotion did after all, or what is missing to say it. Asked again when its dates or its product change. */
export function PromotionEffectPanel({ record }: { readonly record: SentRecord }) {
  const say = useWords(effectWords);
  const resource = useResource<PromotionEffectAnswer>(
    `/api/market/promotions/${record.id}/effect`,
    true,
    Number(record.version),
  );
  return (
    <section className={styles.panel}>
      <h2>{say('title')}</h2>
      <Loaded resource={resource}>
        {({ effect, missing, knownFrom }) =>
          effect === null ? (
            <Missing reason={missing ?? 'fewWeeks'} knownFrom={knownFrom} />
          ) : (
            <EffectFigures effect={effect} />
          )
        }
      </Loaded>
    </section>
  );
}

function Missing({ reason, knownFrom }: { readonly reason: MissingReason; readonly knownFrom: string | null }) {
  const say = useWords(effectWords);
  const { language } = useLanguage();
  return <p className={styles.muted}>{say(reason, { day: formatDate(knownFrom, language) })}</p>;
}

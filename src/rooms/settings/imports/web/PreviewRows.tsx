import { fieldOf } from '#kernel/record-kind.ts';
import { textOf } from '#kernel/text-of.ts';
import { Tone } from '#web/components/Tone.tsx';
import { useLocal, useWords } from '#web/i18n/language-context.tsx';
import { valueText } from '#web/records/field-text.ts';
import { useReader } from '#web/records/use-reader.ts';
import { useParts, useSession, wholeKind } from '#web/shell/app-context.ts';
import styles from './ImportPage.module.css';
import { importWords } from './import-words.ts';
import type { ImportReport } from './imports-api.ts';

type RowFate = ImportReport['preview'][number];

/** What would become of the first rows. */
export function PreviewRows({ rows }: { readonly rows: readonly RowFate[] }) {
  const say = useWords(importWords);
  const local = useLocal();
  const { kinds } = useParts();
  const changing = rows.some(({ changes }) => Object.keys(changes ?? {}).length > 0);
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.folded}`}>
        <thead>
          <tr>
            <th className={styles.number}>{say('line')}</th>
            <th>{say('fate')}</th>
            <th>{say('record')}</th>
            {changing ? <th>{say('changes')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 60).map((one, i) => {
            const kind = kinds.find((known) => known.kind === one.kind);
            return (
              <tr key={i}>
                <td className={styles.number} data-label={say('line')}>
                  {one.line}
                </td>
                <td>
                  <Tone tone={one.fate === 'create' ? 'good' : one.fate === 'update' ? 'accent' : 'neutral'}>
                    {say(one.fate)}
                  </Tone>
                </td>
                <td className={styles.value}>
                  {one.title}{' '}
                  <small className={styles.sample}>{kind === undefined ? one.kind : local(kind.label)}</small>
                </td>
                {changing ? (
                  <td className={styles.sample}>
                    <Changes fate={one} />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** From what to what, field by field, in the reader's notation. */
function Changes({ fate }: { readonly fate: RowFate }) {
  const local = useLocal();
  const reader = useReader();
  const session = useSession();
  const kind = useParts().kinds.find((known) => known.kind === fate.kind);
  return Object.entries(fate.changes ?? {}).map(([name, [before, after]]) => {
    const field = kind === undefined ? undefined : fieldOf(wholeKind(kind, session), name);
    const shown = (value: unknown): string =>
      (field === undefined ? textOf(value) : valueText(field, value, reader, { label: textOf(value) })) || '–';
    return (
      <div key={name}>
        {field === undefined ? name : local(field.label)}: {shown(before)} → {shown(after)}
      </div>
    );
  });
}

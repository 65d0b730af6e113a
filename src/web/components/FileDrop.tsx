import { IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { formatNumber } from '#web/format/number.ts';
import { useLanguage, useWords } from '#web/i18n/language-context.tsx';
import { workWords } from '#web/i18n/work-words.ts';
import styles from './FileDrop.module.css';

interface FileDropProps {
  /** Endings that are taken: ['.csv', '.xlsx']. */
  readonly types: readonly string[];
  readonly mostBytes: number;
  readonly many?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files on or choose them with; what cannot be taken is said with its reason. */
export function FileDrop({ types, mostBytes, many = false, onFiles }: FileDropProps) {
  const say = useWords(workWords);
  const { language } = useLanguage();
  const [over, setOver] = useState(false);
  const [error, setError] = useState<string>();
  const listed = types.join(' ');
  const size = `${formatNumber(mostBytes / 1e6, language, { decimals: 0 })} MB`;
  const take = (files: readonly File[]): void => {
    const chosen = many ? files : files.slice(0, 1);
    const wrong = chosen.find(({ name }) => !types.some((type) => name.toLowerCase().endsWith(type)));
    const large = chosen.find((file) => file.size > mostBytes);
    setError(
      wrong !== undefined
        ? say('wrongType', { name: wrong.name, types: listed })
        : large !== undefined
          ? say('tooLarge', { name: large.name, size })
          : undefined,
    );
    if (wrong === undefined && large === undefined && chosen.length > 0) onFiles(chosen);
  };
  return (
    <div>
      <label
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take([...event.dataTransfer.files]);
        }}
      >
        <IconUpload size={24} stroke={1.4} aria-hidden />
        <span>{say(many ? 'dropMany' : 'dropHere')}</span>
        <span className={styles.types}>{say('fileTypes', { types: listed, size })}</span>
        <input
          type="file"
          accept={types.join(',')}
          multiple={many}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

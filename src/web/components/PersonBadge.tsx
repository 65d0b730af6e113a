import { Link } from '@tanstack/react-router';
import { useRecord } from '#web/api/use-records.ts';
import { recordPath, useKind } from '#web/shell/app-context.ts';
import styles from './PersonBadge.module.css';

interface PersonBadgeProps {
  readonly id: string;
  /** Known already; asked for otherwise. */
  readonly name?: string;
}

/** A person: initials and name, leading to their page. */
export function PersonBadge({ id, name }: PersonBadgeProps) {
  const kind = useKind('person');
  if (kind === undefined) return <span className={styles.badge}>{name}</span>;
  return name === undefined ? <AskedBadge id={id} kind={kind} /> : <NamedBadge to={recordPath(kind, id)} name={name} />;
}

function AskedBadge({ id, kind }: { readonly id: string; readonly kind: NonNullable<ReturnType<typeof useKind>> }) {
  const { data } = useRecord(kind, id);
  const name = data?.[kind.title];
  return <NamedBadge to={recordPath(kind, id)} name={typeof name === 'string' ? name : '…'} />;
}

function NamedBadge({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <Link to={to} className={styles.badge}>
      <span className={styles.initials} aria-hidden>
        {initials(name)}
      </span>
      {name}
    </Link>
  );
}

/** The last two 汉字 of a Chinese name, else the first letters of the first and last word. */
export function initials(name: string): string {
  const han = name.match(/\p{Script=Han}/gu);
  if (han !== null) return han.slice(-2).join('');
  const words = name.trim().split(/\s+/);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

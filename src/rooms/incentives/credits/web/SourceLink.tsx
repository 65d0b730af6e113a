import { Link } from '@tanstack/react-router';
import { recordPath, useKind } from '#web/shell/app-context.ts';

/** The deal, order, payment or return behind an amount. */
export function SourceLink({
  source,
}: {
  readonly source: { readonly kind: string; readonly id: string; readonly label: string };
}) {
  const kind = useKind(source.kind);
  return kind === undefined ? source.label : <Link to={recordPath(kind, source.id)}>{source.label}</Link>;
}

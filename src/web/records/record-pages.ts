import type { RecordKind } from '#kernel/record-kind.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';
import { listAhead } from './list-ahead.ts';

interface RecordPagesManner {
  /** False for kinds that are reached from others only (lines, stages). True when absent. */
  readonly inNavigation?: boolean;
  /** A page of one's own in place of the generic one. */
  readonly list?: PageDefinition['load'];
  readonly record?: PageDefinition['load'];
}

/** The list and the record page of a kind, ready for the router. */
export function recordPages(kind: RecordKind, manner: RecordPagesManner = {}): readonly PageDefinition[] {
  const path = `/${kind.room}/${kind.path}`;
  const common = { icon: kind.icon, kind: kind.kind };
  const list = async () => (await import('./generic-pages.tsx')).listPageOf(kind);
  const record = async () => (await import('./generic-pages.tsx')).recordPageOf(kind);
  const ahead = manner.list === undefined ? { ahead: listAhead(kind) } : {};
  return [
    {
      ...common,
      path,
      title: kind.plural,
      inNavigation: manner.inNavigation ?? true,
      load: manner.list ?? list,
      ...ahead,
    },
    { ...common, path: `${path}/$id`, title: kind.label, load: manner.record ?? record },
  ];
}

import type { RecordKind } from '#kernel/record-kind.ts';
import { iconNamed } from '#web/components/Icon.tsx';
import type { PageDefinition } from '#web/shell/room-pages.ts';

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
  const common = { icon: iconNamed(kind.icon), kind: kind.kind };
  const list = async () => {
    const { RecordListPage } = await import('./RecordListPage.tsx');
    return { default: () => <RecordListPage kind={kind} /> };
  };
  const record = async () => {
    const { RecordPage } = await import('./RecordPage.tsx');
    return { default: () => <RecordPage kind={kind} /> };
  };
  return [
    { ...common, path, title: kind.plural, inNavigation: manner.inNavigation ?? true, load: manner.list ?? list },
    { ...common, path: `${path}/$id`, title: kind.label, load: manner.record ?? record },
  ];
}

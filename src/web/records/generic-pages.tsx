import type { FunctionComponent } from 'react';
import type { RecordKind } from '#kernel/record-kind.ts';
import { RecordListPage } from './RecordListPage.tsx';
import { RecordPage } from './RecordPage.tsx';

interface PageModule {
  readonly default: FunctionComponent;
}

/** The list of a kind as a page. */
export function listPageOf(kind: RecordKind): PageModule {
  return { default: () => <RecordListPage kind={kind} /> };
}

/** The page of one record of a kind. */
export function recordPageOf(kind: RecordKind): PageModule {
  return { default: () => <RecordPage kind={kind} /> };
}

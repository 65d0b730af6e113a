import { type RecordKind, fieldOf } from '#kernel/record-kind.ts';
import { columnsAtATime, groupsAddress, listAddress, rowsAtATime } from '#web/api/records-api.ts';
import { seesField } from '#web/api/session.ts';
import { viewsAddress } from '#web/api/views-address.ts';
import type { Opening } from '#web/shell/room-pages.ts';
import { stateAt } from './list-state.ts';
import { recordQueryOf } from './record-query.ts';

/** What the list of a kind reads first: its saved views, and its rows or the columns of its board. */
export function listAhead(kind: RecordKind) {
  return ({ search, session, kinds, today }: Opening): readonly string[] => {
    const state = stateAt(kind, search);
    const query = recordQueryOf(state, { today, me: session.viewer.personId });
    const views = viewsAddress(kind.kind);
    if (state.asOf === undefined && state.mode !== undefined && state.mode !== 'list') {
      const by = fieldOf(kind, kind.board?.by ?? '');
      if (state.mode !== 'board' || by === undefined) return [views];
      const summed = kind.fields.find(({ name }) => name === kind.board?.sum);
      const sum = summed !== undefined && seesField(session, summed) ? { sum: summed.name } : {};
      const target = by.type === 'reference' ? kinds.find((one) => one.kind === by.to) : undefined;
      return [
        groupsAddress(kind, by.name, { filter: query.filter, search: query.search, ...sum }),
        ...(target === undefined ? [] : [listAddress(target, { filter: [], limit: columnsAtATime })]),
        views,
      ];
    }
    return state.group === undefined ? [listAddress(kind, { ...query, limit: rowsAtATime }), views] : [views];
  };
}

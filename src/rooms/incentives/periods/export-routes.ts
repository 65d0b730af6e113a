import { z } from 'zod';
import { money, moneyToText } from '#kernel/money.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { runAs } from '#platform/records/run-as.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { idParams } from '../amounts.ts';
import { personNames } from '../person-names.ts';
import { notFound, note } from '../steps.ts';
import {
  accountBalanceSchema,
  journalEntrySchema,
  payFileLayoutBody,
  payFileLayoutSchema,
  payFilePreviewSchema,
} from './contract.ts';
import { journalHeader, journalRows, journalText } from './journal-file.ts';
import { periodJournal } from './journal.ts';
import { accountBalances, accountName } from './ledger.ts';
import { deleteLayout, layoutOf, layouts, payFileRows, payFileText, saveLayout, workbookOf } from './pay-file.ts';
import { type PeriodRow, periodRows } from './period-store.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives';
const previewRows = 8;
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function onePeriod(context: WriteContext, id: string): Promise<PeriodRow> {
  const [row] = await periodRows(context, { id });
  if (row === undefined) throw notFound('period', id);
  return row;
}

/** Every file that leaves with pay in it is in the event log. GET reads only, so the note has a transaction of its own. */
function noted(call: Parameters<typeof contextOf>[0], periodId: string, what: string): Promise<void> {
  const place = { database: call.services.database, clock: call.services.clock };
  return runAs(place, call.viewer, (context) =>
    note(context, 'payPeriod', periodId, 'exported', { file: { to: what } }),
  );
}

export const payExportRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${base}/periods/:id/pay-file`,
    summary: 'The pay file of a period in a layout of your choice',
    access: administer,
    params: idParams,
    query: z.object({ layoutId: z.uuid().optional(), format: z.enum(['csv', 'xlsx']).default('csv') }),
    response: fileReply,
    handler: async (call) => {
      const { format, layoutId } = call.query;
      const { period, layout, rows } = await call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const found = await onePeriod(context, call.params.id);
        const chosen = await layoutOf(context, layoutId);
        return { period: found, layout: chosen, rows: await payFileRows(context, found, chosen) };
      });
      await noted(call, period.id, `pay file ${format}`);
      const content =
        format === 'csv'
          ? payFileText(layout, rows)
          : await workbookOf(
              layout.columns.map(({ header }) => header),
              rows,
            );
      const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : sheet;
      return { body: new FileReply({ content, fileName: `pay-${period.label}.${format}`, contentType }) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/pay-file-layouts`,
    summary: 'Layouts of pay files; the first is there without anyone making it',
    access: administer,
    response: z.object({ items: z.array(payFileLayoutSchema) }),
    handler: (call) => call.transaction(async (tx) => ({ body: { items: await layouts(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/pay-file-layouts`,
    summary: 'Keep a layout for pay files',
    access: administer,
    body: payFileLayoutBody,
    response: payFileLayoutSchema,
    handler: (call) =>
      call.once(async (tx) => ({ status: 201, body: await saveLayout(await contextOf(call, tx), call.body) })),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/periods/:id/pay-file-previews`,
    summary: 'The first rows of a pay file in a layout that is not kept yet; nothing is stored',
    access: administer,
    params: idParams,
    body: payFileLayoutBody,
    response: payFilePreviewSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const layout = { ...call.body, id: '', version: 0 };
        const rows = await payFileRows(context, await onePeriod(context, call.params.id), layout);
        const shown = rows.slice(0, previewRows);
        return {
          body: {
            header: layout.columns.map(({ header }) => header),
            rows: shown.map((cells) => cells.map((cell) => ('amount' in cell ? cell.amount : cell.text))),
            total: rows.length,
            text: payFileText(layout, shown).replace(/^\uFEFF/, ''),
          },
        };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/pay-file-layouts/:id`,
    summary: 'Change a layout',
    access: administer,
    params: idParams,
    body: payFileLayoutBody,
    response: payFileLayoutSchema,
    handler: async (call) => {
      const version = requireVersion(call);
      return call.transaction(async (tx) => ({
        body: await saveLayout(await contextOf(call, tx), call.body, call.params.id, version),
      }));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/pay-file-layouts/:id`,
    summary: 'Take a layout out',
    access: administer,
    params: idParams,
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await deleteLayout(await contextOf(call, tx), call.params.id);
        return { body: undefined };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/periods/:id/journal`,
    summary: 'The journal of a period: accruals until it closes, then what was booked',
    access: administer,
    params: idParams,
    response: z.object({ state: z.enum(['accrual', 'booked']), entries: z.array(journalEntrySchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { state, entries } = await periodJournal(context, await onePeriod(context, call.params.id));
        return { body: { state, entries: [...entries] } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/periods/:id/journal-file`,
    summary: 'The journal of a period as a file, one row a posting',
    access: administer,
    params: idParams,
    query: z.object({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    response: fileReply,
    handler: async (call) => {
      const { period, rows } = await call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const found = await onePeriod(context, call.params.id);
        return { period: found, rows: await journalRows(context, found) };
      });
      const { format } = call.query;
      await noted(call, period.id, `journal ${format}`);
      const content = format === 'csv' ? journalText(rows) : await workbookOf(journalHeader, rows);
      const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : sheet;
      return { body: new FileReply({ content, fileName: `journal-${period.label}.${format}`, contentType }) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/ledger/balances`,
    summary: 'The balance of every account of the pay ledger, debit positive',
    access: administer,
    response: z.object({ items: z.array(accountBalanceSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const names = await personNames(tx);
        const rows = await accountBalances(context);
        const items = rows.map(({ account, currency, minor }) => ({
          account: accountName(account, (id) => names(id).name),
          currency,
          balance: moneyToText(money(minor, currency)),
        }));
        return { body: { items } };
      }),
  }),
];

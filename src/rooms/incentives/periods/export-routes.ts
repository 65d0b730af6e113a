import { z } from 'zod';
import { money, moneyToText } from '#kernel/money.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { personNames } from '../person-names.ts';
import { accountBalanceSchema } from './contract.ts';
import { accountBalances, accountName } from './ledger.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;

export const payExportRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/incentives/ledger/balances',
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

import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { offerRequestSchema, pricedOfferSchema } from './offer-contract.ts';
import { priceOrder } from './price-order.ts';

export const offerRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: '/api/market/price-offers',
    summary:
      'What an order costs by price lists, promotions and coupons on a day, with what each took and what was not used',
    access: { to: 'kind', kind: 'price', action: 'read' },
    whileSeeingAs: true,
    body: offerRequestSchema,
    response: pricedOfferSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await priceOrder(await contextOf(call, tx), call.body) })),
  }),
];

import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { etag, requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { manageCompany } from './access.ts';
import { changeCompany, companyView } from './company.ts';
import { companyChange, companySchema } from './contract.ts';

const path = '/api/settings/company';
const access = { to: 'right', right: manageCompany } as const;

/** Name, language, time zone and currency of the company. */
export const companyRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: "Read the company's own settings",
    access,
    response: companySchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const body = await companyView(await contextOf(call, tx));
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path,
    summary: "Change the company's own settings; If-Match names the version that was read",
    access,
    body: companyChange,
    response: companySchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        await changeCompany(await contextOf(call, tx), requireVersion(call), call.body);
        const body = await companyView(await contextOf(call, tx));
        return { body, headers: { ETag: etag(body.version) } };
      }),
  }),
];

import { z } from 'zod';
import { type AnyRoute, defineRoute } from './define-route.ts';
import { FileReply, fileReply } from './file-reply.ts';
import { openApiDocument } from './openapi.ts';
import { openApiPage } from './openapi-page.ts';

/** `/api/openapi.json` and a page for people at `/api/docs`, both made from the list of routes. */
export function openApiRoutes(routes: readonly AnyRoute[], version: string): AnyRoute[] {
  let document: Record<string, unknown> | undefined;
  const made = (): Record<string, unknown> => (document ??= openApiDocument([...routes, ...own], version));
  const own: AnyRoute[] = [
    defineRoute({
      method: 'GET',
      path: '/api/openapi.json',
      summary: 'This API, as OpenAPI 3.1',
      access: { to: 'anyone', why: 'it describes the program, not the data' },
      response: z.record(z.string(), z.unknown()),
      handler: async () => ({ body: made() }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/docs',
      summary: 'This API, as a page to read',
      access: { to: 'anyone', why: 'it describes the program, not the data' },
      response: fileReply,
      handler: async () => ({
        body: new FileReply({
          content: openApiPage(made()),
          fileName: 'api.html',
          contentType: 'text/html; charset=utf-8',
          inline: true,
        }),
      }),
    }),
  ];
  return own;
}

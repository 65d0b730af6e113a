import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, type Upload, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { manageRates } from './access.ts';
import { type NewRate, newRate, ratesSchema } from './contract.ts';
import { dropRate, keepRates, ratesView } from './rates.ts';
import { readRates } from './read-rates.ts';

const path = '/api/settings/rates';
const access = { to: 'right', right: manageRates } as const;

/** Dated exchange rates to the company's currency. */
export const rateRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'Read the exchange rates, and where a currency in use has none',
    access,
    response: ratesSchema,
    handler: (call) => call.transaction(async (tx) => ({ body: await ratesView(await contextOf(call, tx)) })),
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: 'Keep rates; one of the same currency and day is replaced',
    access,
    body: z.object({ rates: z.array(newRate).min(1).max(10_000) }),
    response: ratesSchema,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await keepRates(context, call.body.rates);
        return { body: await ratesView(context) };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/imports`,
    summary: 'Keep rates from a file with the columns currency, date, rate; all rows or none',
    access,
    upload: { maxBytes: 20_000_000 },
    response: z.object({ kept: z.int(), view: ratesSchema }),
    handler: async (call) => {
      const rates = await uploadedRates(call.upload);
      return call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        await keepRates(context, rates);
        return { body: { kept: rates.length, view: await ratesView(context) } };
      });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${path}/:currency/:onDate`,
    summary: 'Take a rate away; amounts converted with it stay as they are',
    access,
    params: z.object({ currency: z.string().length(3), onDate: z.iso.date() }),
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await dropRate(await contextOf(call, tx), call.params.currency, call.params.onDate);
        return { status: 204, body: undefined };
      }),
  }),
];

async function uploadedRates(upload: Upload | undefined): Promise<NewRate[]> {
  if (upload === undefined) throw new Refused('missing-file', 'a file is expected', { field: 'file' });
  const extension = /\.(csv|tsv|txt|xlsx|xls|ods)$/i.exec(upload.fileName)?.[0].toLowerCase();
  if (extension === undefined)
    throw new Refused('unknown-file-type', 'a CSV, TSV or workbook is expected', {
      field: 'file',
      found: upload.fileName,
    });
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-rates-'));
  try {
    const file = join(folder, `rates${extension}`);
    await pipeline(upload.stream, createWriteStream(file, { mode: 0o600 }));
    return await readRates(file, upload.fileName);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

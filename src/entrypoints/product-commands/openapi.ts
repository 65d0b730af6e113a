import { openApiDocument } from '#platform/http/openapi.ts';
import { routes } from '../routes.ts';
import { version } from '../version.ts';

/** `quarterdeck openapi`: the API description, generated from the schemas that validate. */
export async function run(): Promise<number> {
  process.stdout.write(`${JSON.stringify(openApiDocument(routes, version), null, 2)}\n`);
  return 0;
}

import { Problem } from './problem.ts';

/** `3` → `"3"`, the ETag of a record's version. */
export function etag(version: number): string {
  return `"${version}"`;
}

/**
 * The version an update was made from: `If-Match: "3"`. Missing → 428; `*` or anything but a version → 422.
 * The caller refuses a version that is not the present one with `stale-version` (409).
 */
export function requireVersion(call: { readonly headers: Readonly<Record<string, string | undefined>> }): number {
  const header = call.headers['if-match'];
  if (header === undefined) {
    throw new Problem('version-required', 'send If-Match with the version you read, such as If-Match: "3"');
  }
  const version = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header)?.[1];
  if (version === undefined) {
    throw new Problem('invalid-request', 'If-Match is not a version', {
      errors: [{ field: 'If-Match', found: header.slice(0, 200), expected: 'one version such as "3"' }],
    });
  }
  return Number(version);
}

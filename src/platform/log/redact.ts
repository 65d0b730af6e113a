const secretName =
  /pass(word|phrase|wd)?$|secret|token|authori[sz]ation|cookie|api[-_]?key|private[-_]?key|credential|salary|id[-_]?number|^otp$|totp|session[-_]?id|recovery[-_]?code/i;

/** `postgres://user:password@host` anywhere in a text, and bearer tokens. */
const secretText: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,200}:)[^\s@/]{1,200}@/gi, '$1***@'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
];

const deepest = 8;

/**
 * A copy fit for a log: values under secret-looking names become `***`, passwords inside addresses are masked,
 * errors become name, message, code and stack, bigints become text, and whatever lies too deep is cut.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) return '[deep]';
  if (value instanceof Error) {
    const { code } = value as { code?: unknown };
    return {
      name: value.name,
      message: redactText(value.message),
      ...(typeof code === 'string' ? { code } : {}),
      ...(value.stack === undefined ? {} : { stack: redactText(value.stack) }),
      ...(value.cause === undefined ? {} : { cause: redact(value.cause, depth + 1) }),
    };
  }
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const { toJSON } = value as { toJSON?: () => unknown };
  if (typeof toJSON === 'function') return redact(toJSON.call(value), depth + 1);
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    copy[name] = secretName.test(name) && item !== undefined && item !== null ? '***' : redact(item, depth + 1);
  }
  return copy;
}

function redactText(text: string): string {
  let clean = text;
  for (const [pattern, mask] of secretText) clean = clean.replace(pattern, mask);
  return clean;
}

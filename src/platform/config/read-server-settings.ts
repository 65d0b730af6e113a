import type { ServerSettings } from '#platform/http/server-settings.ts';
import { isClosedAddress } from '#platform/http/private-address.ts';
import { type Reach, publicInternet } from '#platform/http/safe-fetch.ts';
import type { Environment } from './read-config.ts';

/**
 * Mail, single sign-on and proxy, from the environment: QUARTERDECK_SMTP_URL and QUARTERDECK_MAIL_FROM;
 * QUARTERDECK_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET, _LABEL; QUARTERDECK_TRUST_PROXY (`true`, or the proxies' addresses,
 * separated by commas); QUARTERDECK_PRIVATE_HOSTS (addresses of one's own network that single sign-on and webhooks may reach).
 * @throws RangeError naming the variable; secrets are not repeated
 */
export function readServerSettings(
  environment: Environment = process.env,
): Pick<ServerSettings, 'mail' | 'oidc' | 'trustProxy' | 'reach'> {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const needed = (name: string, because: string): string => {
    const found = value(name);
    if (found === undefined) throw new RangeError(`missing ${name} (it is needed with ${because})`);
    return found;
  };
  const smtp = value('QUARTERDECK_SMTP_URL');
  if (smtp !== undefined && !/^smtps?:\/\/[^\s/]+/.test(smtp))
    throw new RangeError('invalid QUARTERDECK_SMTP_URL (smtps://user:password@host:port is expected)');
  const issuer = value('QUARTERDECK_OIDC_ISSUER');
  if (issuer !== undefined && URL.parse(issuer)?.protocol !== 'https:')
    throw new RangeError(
      `invalid QUARTERDECK_OIDC_ISSUER: ${issuer} (an address such as https://login.example.com is expected)`,
    );
  const proxy = value('QUARTERDECK_TRUST_PROXY');
  return {
    mail: smtp === undefined ? undefined : { url: smtp, from: needed('QUARTERDECK_MAIL_FROM', 'QUARTERDECK_SMTP_URL') },
    oidc:
      issuer === undefined
        ? undefined
        : {
            issuer,
            clientId: needed('QUARTERDECK_OIDC_CLIENT_ID', 'QUARTERDECK_OIDC_ISSUER'),
            clientSecret: needed('QUARTERDECK_OIDC_CLIENT_SECRET', 'QUARTERDECK_OIDC_ISSUER'),
            label: value('QUARTERDECK_OIDC_LABEL') ?? new URL(issuer).host,
          },
    trustProxy: proxy === undefined || proxy === 'false' ? undefined : proxy === 'true' ? true : proxy,
    reach: reachOf(value('QUARTERDECK_PRIVATE_HOSTS')),
  };
}

/** The public internet and these addresses besides. They are addresses, not names: a name could change its mind. */
function reachOf(list: string | undefined): Reach | undefined {
  if (list === undefined) return undefined;
  const own = new Set(list.split(',').map((address) => address.trim()));
  return { ...publicInternet, allows: (address) => own.has(address) || !isClosedAddress(address) };
}

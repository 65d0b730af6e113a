import type { Reach } from './safe-fetch.ts';

/** What the HTTP server and sign-in need to know of the configuration. */
export interface ServerSettings {
  readonly version: string;
  /** Signs cookies and encrypts second-factor secrets: at least 32 characters. */
  readonly secret: string;
  /** Earlier secrets whose cookies still count. */
  readonly previousSecrets?: readonly string[];
  /** Address under which people reach the server, such as https://sales.example.com; links are built from it, never from Host. */
  readonly publicUrl?: string;
  /** Whether a proxy in front may say who the client is (X-Forwarded-For, -Proto): true or its addresses. */
  readonly trustProxy?: boolean | string;
  /** smtp:// or smtps:// address and sender of the mails; without it links are shown to the administrator. */
  readonly mail?: { readonly url: string; readonly from: string };
  readonly oidc?: OidcSettings;
  /** What outgoing requests may reach; the public internet when not said. */
  readonly reach?: Reach;
  /** Requests a minute of one signed-in person; 30,000 when not said. A twentieth of it for one unknown address. */
  readonly requestsPerMinute?: number;
  /** A server whose event loop is held up longer than this, turn after turn, says that it is busy; 4,000 when not said, 0 for never. */
  readonly busyAfterMs?: number;
  /** SHA-256 of the token with which the command line reaches a running server, in hex. */
  readonly cliTokenHash?: string;
}

/** Single sign-on with an OpenID Connect provider. */
export interface OidcSettings {
  /** Such as https://login.example.com; its /.well-known/openid-configuration is read. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly label: string;
}

import { type Answer, request } from '#web/api/request.ts';

export interface OwnSession {
  readonly id: string;
  readonly current: boolean;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  /** The first characters, to tell keys apart. */
  readonly start: string;
  readonly readOnly: boolean;
  readonly kinds: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

export interface NewKey {
  readonly name: string;
  readonly readOnly: boolean;
  readonly expiresInDays?: number;
  readonly kinds?: readonly string[];
}

export interface Enrolment {
  /** otpauth: address, for the authenticator app. */
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

export const sessionsPath = '/api/auth/sessions';
export const keysPath = '/api/auth/keys';

export function changePassword(currentPassword: string, newPassword: string): Promise<Answer<undefined>> {
  return request('POST', '/api/auth/password', { body: { currentPassword, newPassword } });
}

export function beginTotp(password: string): Promise<Answer<Enrolment>> {
  return request('POST', '/api/auth/totp', { body: { password } });
}

export function confirmTotp(code: string): Promise<Answer<undefined>> {
  return request('POST', '/api/auth/totp/confirmation', { body: { code } });
}

export function removeTotp(password: string): Promise<Answer<undefined>> {
  return request('POST', '/api/auth/totp/removal', { body: { password } });
}

export function endSession(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${sessionsPath}/${id}`);
}

export function endOtherSessions(): Promise<Answer<undefined>> {
  return request('POST', `${sessionsPath}/revoke-others`);
}

export function makeKey(key: NewKey): Promise<Answer<ApiKey & { readonly key: string }>> {
  return request('POST', keysPath, { body: key });
}

export function revokeKey(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${keysPath}/${id}`);
}

import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config.ts';

describe('configuration', () => {
  it('has defaults that need nothing', () => {
    const config = readConfig('1.0.0', {}, {});
    expect(config).toMatchObject({
      port: 4180,
      host: '127.0.0.1',
      production: false,
      databaseUrl: undefined,
      logLevel: 'info',
    });
    expect(config.dataDir).toMatch(/[\\/]\.quarterdeck[\\/]data$/);
  });

  it('lets the command line win over the environment, and ignores empty variables', () => {
    const config = readConfig(
      '1',
      { port: '5000', data: '/srv/x' },
      { PORT: '6000', QUARTERDECK_DATA_DIR: '/y', DATABASE_URL: ' ' },
    );
    expect(config).toMatchObject({ port: 5000, dataDir: '/srv/x', databaseUrl: undefined });
  });

  it('counts as production when other machines reach it', () => {
    expect(readConfig('1', {}, { QUARTERDECK_HOST: '0.0.0.0' }).production).toBe(true);
    expect(readConfig('1', {}, { NODE_ENV: 'production' }).production).toBe(true);
  });

  it.each([
    [{ PORT: 'abc' }, 'invalid PORT: abc (a whole number from 0 to 65535 is expected)'],
    [{ PORT: '70000' }, 'invalid PORT: 70000 (a whole number from 0 to 65535 is expected)'],
    [
      { QUARTERDECK_LOG_LEVEL: 'loud' },
      'invalid QUARTERDECK_LOG_LEVEL: loud (one of debug, info, warn, error is expected)',
    ],
    [{ QUARTERDECK_BASE_URL: 'javascript:x' }, /invalid QUARTERDECK_BASE_URL/],
    [{ QUARTERDECK_POOL_SIZE: '0' }, /invalid QUARTERDECK_POOL_SIZE: 0 \(a whole number from 1 to 500/],
  ])('refuses %o', (environment, message) => {
    expect(() => readConfig('1', {}, environment)).toThrow(message);
  });

  it('does not repeat a password in its refusal', () => {
    const attempt = () => readConfig('1', {}, { DATABASE_URL: 'mysql://me:hunter2@host/x' });
    expect(attempt).toThrow(/invalid DATABASE_URL/);
    expect(attempt).not.toThrow(/hunter2/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel } from './logger.ts';

function record(level: LogLevel = 'info') {
  const lines: string[] = [];
  const now = () => Temporal.Instant.from('2026-03-01T09:00:00Z');
  return { lines, logger: createLogger({ level, write: (line) => void lines.push(line), now }) };
}

describe('log', () => {
  it('writes one JSON object per line with time, level, message and details', () => {
    const { lines, logger } = record();
    logger.with({ request: 'r1' }).info('imported', { rows: 3n });
    expect(lines).toEqual([
      '{"time":"2026-03-01T09:00:00Z","level":"info","message":"imported","request":"r1","rows":"3"}',
    ]);
  });

  it('leaves out what lies below its level', () => {
    const { lines, logger } = record('warn');
    logger.info('x');
    logger.error('y');
    expect(lines).toHaveLength(1);
  });

  it('masks secrets by name, in addresses and in headers, however deep', () => {
    const { lines, logger } = record();
    const canary = 'hunter2hunter2';
    logger.error('failed', {
      password: canary,
      headers: { Authorization: `Bearer ${canary}`, cookie: canary, 'x-api-key': canary },
      list: [{ resetToken: canary, monthlySalary: canary }],
      url: `postgres://me:${canary}@host/db`,
      note: `sent with Bearer ${canary}`,
      error: new Error(`cannot reach postgres://me:${canary}@host/db`),
    });
    expect(lines.join()).not.toContain(canary);
  });

  it('lets no text forge a line or steer the terminal', () => {
    const hostile = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(hostile, hostile, (message, value) => {
        const { lines, logger } = record();
        logger.info(message, { value });
        expect(lines).toHaveLength(1);
        expect(lines[0]).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
        expect((JSON.parse(lines[0]) as { level: string }).level).toBe('info');
      }),
    );
  });

  it('survives a value that contains itself', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    const { lines, logger } = record();
    logger.info('x', { loop });
    expect(lines[0]).toContain('[deep]');
  });
});

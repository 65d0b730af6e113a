import type { LocalText } from '#kernel/local-text.ts';
import { type Answer, newIdempotencyKey, request } from '#web/api/request.ts';

export type Rhythm = 'off' | 'immediate' | 'daily' | 'weekly';

export interface NotificationSettings {
  readonly topics: Readonly<
    Record<string, { readonly inApp: boolean; readonly email: Rhythm; readonly robots: Rhythm }>
  >;
  readonly quiet: { readonly from: string; readonly until: string; readonly weekends: boolean } | null;
  readonly digestAt: string;
}

export interface SettingsAnswer {
  readonly settings: NotificationSettings;
  readonly version: number;
  readonly topics: readonly { readonly topic: string; readonly title: LocalText; readonly explanation: LocalText }[];
  readonly emailTo: string | null;
  readonly timeZone: string;
}

export const robotTypes = ['wecom', 'dingtalk', 'feishu', 'slack'] as const;
export type RobotType = (typeof robotTypes)[number];

export interface Robot {
  readonly id: string;
  readonly name: string;
  readonly type: RobotType;
  readonly host: string;
  readonly signed: boolean;
  readonly lastSentAt: string | null;
  readonly lastProblem: string | null;
}

export const settingsPath = '/api/settings/notifications';
export const robotsPath = `${settingsPath}/robots`;
export const feedPath = '/api/today/calendar-feed';

export function saveSettings(
  settings: NotificationSettings,
  version: number,
): Promise<Answer<{ readonly version: number }>> {
  return request('PUT', settingsPath, { body: settings, version });
}

export function addRobot(robot: {
  readonly name: string;
  readonly type: RobotType;
  readonly url: string;
  readonly secret?: string;
}): Promise<Answer<Robot>> {
  return request('POST', robotsPath, { body: robot, idempotencyKey: newIdempotencyKey() });
}

export function removeRobot(id: string): Promise<Answer<undefined>> {
  return request('DELETE', `${robotsPath}/${id}`);
}

export function testRobot(id: string): Promise<Answer<{ readonly problem: string | null }>> {
  return request('POST', `${robotsPath}/${id}/test`, { body: {} });
}

export function makeFeed(): Promise<Answer<{ readonly url: string }>> {
  return request('POST', feedPath, { body: {} });
}

export function closeFeed(): Promise<Answer<undefined>> {
  return request('DELETE', feedPath);
}

import { ActionIcon, Button, Indicator, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fetchValue, request } from '#web/api/request.ts';
import { RelativeInstant } from '#web/components/RelativeInstant.tsx';
import { ToldText } from '#web/components/ToldText.tsx';
import { shellWords } from '#web/i18n/shell-words.ts';
import { useWords } from '#web/i18n/language-context.tsx';
import styles from './NotificationBell.module.css';

/** What concerns the reader: GET /api/notifications. */
export interface NotificationPage {
  readonly unread: number;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: string | null;
    /** Address of the page it is about, on this server. */
    readonly link: string | null;
    readonly createdAt: string;
    readonly readAt: string | null;
  }[];
}

export function NotificationBell() {
  const say = useWords(shellWords);
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['live', 'notification'],
    queryFn: ({ signal }) => fetchValue<NotificationPage>('/api/notifications', { query: { limit: 20 }, signal }),
    refetchInterval: 60_000,
    retry: false,
  });
  const unread = data?.unread ?? 0;
  const markRead = async (which: { readonly all: true } | { readonly ids: readonly string[] }): Promise<void> => {
    await request('POST', '/api/notifications/readings', { body: which });
    await client.invalidateQueries({ queryKey: ['live', 'notification'] });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} trapFocus>
      <Indicator
        label={unread > 99 ? '99+' : unread}
        size={16}
        offset={6}
        disabled={unread === 0}
        color="var(--qd-bad)"
      >
        <Popover.Target>
          <ActionIcon
            onClick={() => setOpen(!open)}
            aria-label={unread === 0 ? say('notifications') : say('unread', { count: unread })}
          >
            <IconBell size={18} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0}>
        <div className={styles.head}>
          <h2>
            <Link to="/today/notifications" onClick={() => setOpen(false)}>
              {say('notifications')}
            </Link>
          </h2>
          {unread === 0 ? null : (
            <Button size="xs" variant="subtle" onClick={() => void markRead({ all: true })}>
              {say('markAllRead')}
            </Button>
          )}
        </div>
        {data === undefined || data.items.length === 0 ? <p className={styles.none}>{say('noNotifications')}</p> : null}
        <ul className={styles.list}>
          {data?.items.map((item) => (
            <li key={item.id} data-unread={item.readAt === null}>
              {item.link === null ? (
                <b>{item.title}</b>
              ) : (
                <Link
                  to={item.link}
                  onClick={() => {
                    setOpen(false);
                    if (item.readAt === null) void markRead({ ids: [item.id] });
                  }}
                >
                  {item.title}
                </Link>
              )}
              {item.body === null ? null : (
                <div>
                  <ToldText said={item.body} />
                </div>
              )}
              <RelativeInstant instant={item.createdAt} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

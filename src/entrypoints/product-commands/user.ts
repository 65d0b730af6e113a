import { Refused } from '#kernel/result.ts';
import { loadSecrets } from '#platform/config/secrets.ts';
import type { RouteServices } from '#platform/http/define-route.ts';
import { readCliAccess } from '#platform/identity/cli-token.ts';
import { type Identity, identityOf } from '#platform/identity/identity.ts';
import { addUser, listUsers, setUserDisabled, userResetLink } from '#platform/identity/user-commands.ts';
import { silentLogger } from '#platform/log/logger.ts';
import { type Role, roles } from '#platform/visibility/roles.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import { type LocalWorkplace, withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { terminalTable } from '../terminal-table.ts';
import { version } from '../version.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'name', kind: 'text', help: 'add: name of a new person' },
  { name: 'role', kind: 'text', help: 'add: role of the position they get in the root unit', oneOf: roles },
  ...workplaceOptions,
] as const;

/** `quarterdeck user list | add EMAIL | reset EMAIL | disable EMAIL | enable EMAIL`. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true)
    return commandUsage('user list|add|reset|disable|enable [EMAIL]', 'Lets people in and keeps them out.', options);
  const [action = 'list', email = ''] = positional;
  if (!['list', 'add', 'reset', 'disable', 'enable'].includes(action))
    throw new WrongCall(`unknown action ${action} (list, add, reset, disable or enable is expected)`);
  if (action !== 'list' && email === '') throw new WrongCall(`user ${action} needs an e-mail address`);
  const user = { email, name: given.name as string | undefined, role: given.role as Role | undefined };
  try {
    const result = await withWorkplace(given, (place) => act(identityOf(servicesOf(place)), action, user));
    process.stdout.write(given.json === true ? `${JSON.stringify(result.data)}\n` : result.text);
    return 0;
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    process.stderr.write(`quarterdeck: ${problem.message}\n`);
    return 1;
  }
}

type User = Parameters<typeof addUser>[1];

async function act(identity: Identity, action: string, user: User): Promise<{ data: unknown; text: string }> {
  switch (action) {
    case 'add':
    case 'reset': {
      const made = action === 'add' ? await addUser(identity, user) : await userResetLink(identity, user.email);
      return { data: made, text: `${made.link}\nThe link works once, until ${made.expiresAt}.\n` };
    }
    case 'disable':
    case 'enable':
      await setUserDisabled(identity, user.email, action === 'disable');
      return { data: { email: user.email, disabled: action === 'disable' }, text: `${user.email}: ${action}d\n` };
    default: {
      const users = await listUsers(identity);
      const state = (listed: (typeof users)[number]): string => (listed.disabled ? 'disabled' : 'open');
      const text = terminalTable(
        [
          { header: 'e-mail' },
          { header: 'name' },
          { header: 'state' },
          { header: 'second factor' },
          { header: 'sessions', align: 'right' },
        ],
        users.map((listed) => [
          listed.email,
          listed.name,
          state(listed),
          listed.twoFactor ? 'yes' : 'no',
          listed.sessions,
        ]),
      );
      return { data: { users }, text: `${text}\n` };
    }
  }
}

/** Links point at the configured address, else at the server that runs on this folder, else where it will by default. */
function servicesOf({ database, clock, config }: LocalWorkplace): RouteServices {
  const base = config.baseUrl ?? readCliAccess(config.dataDir)?.url ?? `http://localhost:${config.port}`;
  const { auth } = loadSecrets(config.dataDir);
  const settings = { version, secret: auth, publicUrl: config.baseUrl };
  return { database, clock, log: silentLogger, settings, baseUrl: () => base };
}

import { BlockList, isIP } from 'node:net';

/** IPv4 ranges that are not the public internet (RFC 6890 and the cloud's metadata addresses inside them). */
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** IPv6: only global unicast (2000::/3) is public, and of it not documentation, benchmarking, Teredo, ORCHID, 6to4. */
const closed6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = { 4: blockList(closed4, 'ipv4'), 6: blockList(closed6, 'ipv6') };

/** One list for each family: a single one would look for an IPv4 address among the IPv6 ranges too. */
function blockList(networks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}

/**
 * Whether an address (as the resolver gives it) belongs to this machine, a private network, a metadata service or anything else
 * that is not the public internet. What is not an address counts as closed. IPv4 inside IPv6 (::ffff:0:0/96, NAT64) is closed
 * with the rest of ::/3: a public IPv4 host is reached by its IPv4 address.
 */
export function isClosedAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? closed[4].check(address, 'ipv4') : closed[6].check(address, 'ipv6');
}

import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Loopback, private, link-local, carrier, documentation and multicast ranges: nothing public is published there. */
const closed = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(net, bits, 'ipv6');

/** Whether an IP address lies in the own house or machine. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isPrivateAddress(mapped);
  return closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Host of an address as DNS and sockets know it: no brackets, lower case. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').toLowerCase();

/**
 * Whether a person who configured this address meant a machine of the own house: a private address, `localhost`, or a
 * name without a public ending. Only then may private addresses be asked, and only this host.
 */
export function isHouseHost(host: string): boolean {
  if (isIP(host)) return isPrivateAddress(host);
  return !host.includes('.') || /\.(?:local|localhost|lan|internal|home|intranet)$/.test(host);
}

export class PrivateAddressError extends Error {}

/** DNS for a connection that must not reach into the own house. Checked where the address is used, not before. */
export const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, options, (error, address, family) => {
    if (error) return callback(error, address, family);
    const found = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
    if (found.some(isPrivateAddress)) return callback(new PrivateAddressError(host), '', 4);
    return callback(null, address, family);
  });
};

import { inflateRawSync } from 'node:zlib';

/** A file cannot be read as a roster; the message is one Chinese sentence that says what to do. */
export class RosterFileError extends Error {}

export interface ZipEntry {
  name: string;
  bytes: Buffer;
}

/** Bytes: of all files of an archive together, unpacked. A filled form has some ten kilobytes. */
const MAX_UNPACKED = 24 * 1024 * 1024;
const MAX_ENTRIES = 400;
const BROKEN = '文件已损坏，请重新保存后再上传。';
const TOO_LARGE = '文件解开后过大，不像是联络人名单，请核对。';

export const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';

/**
 * Unpacks an archive in memory. Sizes are counted while unpacking, because what an archive says of itself may be false.
 * @throws RosterFileError when it is broken, encrypted or larger than any roster
 */
export function unzip(bytes: Buffer): ZipEntry[] {
  let left = MAX_UNPACKED;
  return centralDirectory(bytes).map((entry) => {
    const unpacked = unpack(bytes, entry, left);
    left -= unpacked.length;
    return { name: entry.name, bytes: unpacked };
  });
}

interface Listed {
  name: string;
  method: number;
  packedSize: number;
  offset: number;
}

function centralDirectory(bytes: Buffer): Listed[] {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || end + 22 > bytes.length) throw new RosterFileError(BROKEN);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES)
    throw new RosterFileError(`压缩包内的文件过多，最多 ${MAX_ENTRIES} 个，请分次上传。`);
  let at = bytes.readUInt32LE(end + 16);
  const listed: Listed[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new RosterFileError(BROKEN);
    const flags = bytes.readUInt16LE(at + 8);
    if (flags & 1) throw new RosterFileError('文件有密码，请取消密码后再上传。');
    const nameLength = bytes.readUInt16LE(at + 28);
    const rest = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    listed.push({
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + rest;
  }
  return listed;
}

/** Windows packs Chinese names as GBK and says nothing of it. */
function nameOf(raw: Buffer, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return utf8 ? raw.toString('utf8') : new TextDecoder('gb18030').decode(raw);
  }
}

function unpack(bytes: Buffer, { method, packedSize, offset }: Listed, left: number): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50)
    throw new RosterFileError(BROKEN);
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, start + packedSize);
  if (packed.length !== packedSize) throw new RosterFileError(BROKEN);
  if (method === 0) {
    if (packed.length > left) throw new RosterFileError(TOO_LARGE);
    return packed;
  }
  if (method !== 8) throw new RosterFileError('压缩方式不能识别，请用系统自带的压缩功能重新打包为 zip。');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    const full = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new RosterFileError(full ? TOO_LARGE : BROKEN);
  }
}

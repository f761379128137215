import { badInput } from './problem.js';

/** As large as an upload of the API can be once it is unpacked. */
const LARGEST = 3_500_000;

/** What a file is, by its first bytes: a name says nothing. */
const KINDS: [type: string, magic: number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

export interface Scan {
  name: string;
  type: string;
  size: number;
  content: Buffer;
}

/** A scan or a photo as it was handed in. @throws ProblemError 400 for what is no PDF, PNG or JPEG, or too large */
export function readScan(given: { name: string; base64: string }): Scan {
  const content = Buffer.from(given.base64, 'base64');
  const type = KINDS.find(([, magic]) => magic.every((byte, at) => content[at] === byte))?.[0];
  if (!type) throw badInput('附件只能是 PDF、PNG 或 JPEG 文件，请转换格式后再上传。');
  if (content.length > LARGEST) throw badInput('附件过大，每个不超过 3.5 MB，请压缩或拆分后再上传。');
  const name = given.name.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, '_').slice(0, 100) || '附件';
  return { name, type, size: content.length, content };
}

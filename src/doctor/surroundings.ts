import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Config } from '#config';
import { loadDirectory, ProfileError, type Directory } from '#jurisdiction';
import { KeysError, loadKeys } from '#secrets';
import { missing, ok, warning, type Finding } from './finding.js';

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 19)
    ? ok(`Node.js ${version}，符合要求。`)
    : missing(`需要 Node.js 20.19 或更新版本，当前是 ${version}。`);
}

export function checkProfile(config: Config): { finding: Finding; directory: Directory | null } {
  try {
    const directory = loadDirectory(config.profileDir);
    const { jurisdiction, units, topics } = directory.profile;
    const line = `辖区档案“${jurisdiction.name}”可用：单位 ${units.length} 个，事项 ${topics.length} 类。`;
    return { finding: ok(line), directory };
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const first = error.message.split('\n')[0];
    return { finding: missing(`辖区档案 ${config.profileDir} 不可用：${first}`), directory: null };
  }
}

/** Reads the keys that are there; makes none. */
export function checkKeys(config: Config): Finding {
  if (!existsSync(join(config.keysDir, 'keys.json')))
    return warning(`密钥尚未生成，首次启动时自动生成于 ${config.keysDir}。`);
  try {
    loadKeys(config.keysDir);
    return ok('密钥完好，仅本账户可读。');
  } catch (error) {
    if (error instanceof KeysError) return missing(error.message);
    throw error;
  }
}

/** Whether the mail relay takes connections; nothing is sent. */
export async function checkMail(config: Config): Promise<Finding> {
  if (!config.smtpUrl) return warning('未设置邮件服务器（SMTP_URL），邮件只进入本机信箱，不会发出。');
  const { hostname, port, protocol } = new URL(config.smtpUrl);
  const number = Number(port) || (protocol === 'smtps:' ? 465 : 25);
  return (await answers(hostname, number))
    ? ok(`邮件服务器 ${hostname}:${number} 可以连接。`)
    : missing(`邮件服务器 ${hostname}:${number} 连接不上，请检查 SMTP_URL 和网络。`);
}

export function checkPublicUrl(config: Config): Finding {
  const { hostname } = new URL(config.publicUrl);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (!loopback) return ok(`通知中的链接以 ${config.publicUrl} 开头。`);
  return config.smtpUrl
    ? warning(`通知中的链接指向本机（${config.publicUrl}），收件人打不开，请设置 PUBLIC_URL。`)
    : ok(`通知中的链接指向本机（${config.publicUrl}），仅适合本机试用。`);
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: 5000 });
    const end = (result: boolean) => {
      socket.destroy();
      done(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

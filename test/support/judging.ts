import path from 'node:path';
import { projectRoot } from '#config';
import type { Item, Judgement } from '#incidents';
import { judge } from '#judge';
import { loadDirectory, type Directory } from '#jurisdiction';

/** The real profile of the city; read once for a test file. */
export const xiaoyi: Directory = loadDirectory(path.join(projectRoot(), 'config/jurisdictions/xiaoyi'));

/** A post of a local source on an ordinary November day; a test says only what is different. */
export const post = (text: string, overrides: Partial<Item> = {}): Item => ({
  id: 'test',
  text,
  source: { name: '测试来源', tier: 'self', scope: 'local' },
  discoveredAt: '2026-11-18T09:00:00+08:00',
  ...overrides,
});

/** The same with a source that writes about the whole country. */
export const openPost = (text: string, overrides: Partial<Item> = {}): Item =>
  post(text, { source: { name: '测试来源', tier: 'self', scope: 'open' }, ...overrides });

export const judged = (text: string, overrides: Partial<Item> = {}): Judgement =>
  judge(post(text, overrides), xiaoyi);
export const judgedOpen = (text: string, overrides: Partial<Item> = {}): Judgement =>
  judge(openPost(text, overrides), xiaoyi);

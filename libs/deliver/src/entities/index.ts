import { NoticeMuteRow } from './mute.entity.js';

export const deliverEntities = [NoticeMuteRow];

export { parseFeed } from './feed/parse.js';
export { parseFeedDate } from './feed/dates.js';
export { htmlToText } from './feed/plain.js';
export { NotAFeedError, type FeedItem, type ParsedFeed } from './feed/types.js';
export { addressIdentity, cleanAddress } from './manual/address.js';
export { readPasted, type Pasted } from './manual/pasted.js';
export { maskPersonal } from './privacy/mask.js';

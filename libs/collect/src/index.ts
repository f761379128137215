export { parseFeed } from './feed/parse.js';
export { htmlToText } from './feed/plain.js';
export { maskPersonal } from './privacy/mask.js';
export { NotAFeedError, type FeedItem, type ParsedFeed } from './feed/types.js';
export { readPasted, type Pasted } from './manual/pasted.js';
export { comparable, itemKey } from './items/key.js';

export { installKeys, keysFile, loadKeys, KeysError, type Keys } from './keys.js';
export { seal, unseal, SealError } from './seal.js';
export { signLink, verifyLink, type LinkCheck, type LinkGrant } from './link.js';
export { hashPassword, verifyPassword } from './password.js';
export { newToken, hashToken } from './token.js';

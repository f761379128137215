/** The townships and zones concerned, as the lists of an exception may name them. */
export const LOCAL = '属地';

/** Where whoever is told of a publication or a promise deals with it. */
export const PUBLICATIONS_PAGE = '/publications';
export const COMMITMENTS_PAGE = '/commitments';

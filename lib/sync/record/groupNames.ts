/** How the names of the Xero contact groups begin that this package makes. It never touches any other group. */
export const TAG_GROUP = 'Tag: ';
export const SEGMENT_GROUP = 'Segment: ';
export const PARENT_GROUP = 'Parent: ';
export const OWNER_GROUP = 'Owner: ';

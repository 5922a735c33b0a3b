/** What an agent's work with this node is done by. */
export const INSTEAD_OF_UPDATE = 'Let the workflow Two-Way Sync bring what changed in Xero.';
